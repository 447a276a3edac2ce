package io.holdpoint.notification;

import io.holdpoint.model.notice.Delivery;
import io.holdpoint.request.RequestRecord;
import java.util.List;

/** Chooses the addresses of one telling. */
interface Routing {

  /**
   * @param groups the groups to tell; not empty
   * @return each address once
   */
  List<Place> places(Delivery.Kind kind, RequestRecord request, List<String> groups);

  /** Whether whoever is at this address wants to hear how a request ended that was shown there. */
  boolean wantsOutcome(Place place);
}
