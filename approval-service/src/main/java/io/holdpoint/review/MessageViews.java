package io.holdpoint.review;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What messages show: the same as the console's pages, but to nobody in particular. */
@Component
class MessageViews implements RequestsNow {

  private final Ledger ledger;
  private final Views views;
  private final LedgerTime time;

  MessageViews(Ledger ledger, Views views, LedgerTime time) {
    this.ledger = ledger;
    this.views = views;
    this.time = time;
  }

  @Override
  public Optional<RequestDetail> find(RequestId id) {
    return ledger
        .find(id)
        .map(
            request -> {
              // Read as the one who never may review it: a message gives nobody a standing.
              var owner = request.owner();
              return views.detail(request, owner, views.known(List.of(request), owner, time.now()));
            });
  }

  @Override
  public List<RequestSummary> summaries(Collection<RequestId> ids) {
    var found = ledger.findAll(ids);
    if (found.isEmpty()) {
      return List.of();
    }
    var known = views.known(found, found.getFirst().owner(), time.now());
    return found.stream()
        .map(request -> views.summary(request, known))
        .sorted(Comparator.comparing(RequestSummary::createdAt))
        .toList();
  }
}
