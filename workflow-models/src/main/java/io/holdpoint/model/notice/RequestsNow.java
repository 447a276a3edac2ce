package io.holdpoint.model.notice;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Requests as they stand, for messages that many people see: with nobody's standing. */
public interface RequestsNow {

  /** Empty when there is none. */
  Optional<RequestDetail> find(RequestId id);

  /** Those that are there, oldest first. */
  List<RequestSummary> summaries(Collection<RequestId> ids);
}
