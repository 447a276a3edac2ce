package io.holdpoint.review;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The desk behind the console and the API. Each call judges the reader's account anew. */
@Component
class ReviewersDesk implements ReviewDesk {

  private static final Role[] ANY = {Role.REVIEWER, Role.ADMIN, Role.AUDITOR};

  private final Ledger ledger;
  private final Directory directory;
  private final Readers readers;
  private final Views views;
  private final ReviewTurns turns;
  private final LedgerTime time;

  ReviewersDesk(
      Ledger ledger,
      Directory directory,
      Readers readers,
      Views views,
      ReviewTurns turns,
      LedgerTime time) {
    this.ledger = ledger;
    this.directory = directory;
    this.readers = readers;
    this.views = views;
    this.turns = turns;
    this.time = time;
  }

  @Override
  public Page<RequestSummary> inbox(PersonId reader, int limit) {
    if (limit < 1 || limit > RequestFilter.MAX_LIMIT) {
      throw new BadCursorException(
          "limit: expected 1 to " + RequestFilter.MAX_LIMIT + ", was " + limit);
    }
    var person = readers.with(reader, Role.REVIEWER);
    var found = ledger.pendingFor(reader, person.groups(), limit);
    var known = views.known(found, reader, time.now());
    return new Page<>(
        found.stream()
            // The ledger's search does not know what has changed since: an owner, whose turn it is.
            .filter(r -> views.standing(r, reader, known) instanceof Standing.MayReview)
            .map(r -> views.summary(r, known))
            .toList(),
        Optional.empty());
  }

  @Override
  public Page<RequestSummary> history(PersonId reader, RequestFilter filter) {
    readers.with(reader, ANY);
    var page = ledger.list(filter);
    var known = views.known(page.items(), reader, time.now());
    return new Page<>(
        page.items().stream().map(r -> views.summary(r, known)).toList(), page.next());
  }

  @Override
  public RequestDetail open(PersonId reader, RequestId id) {
    if (directory.person(reader).filter(ReviewersDesk::mayRead).isEmpty()) {
      throw new NoSuchRequestException();
    }
    var request = ledger.find(id).orElseThrow(NoSuchRequestException::new);
    return views.detail(request, reader, views.known(List.of(request), reader, time.now()));
  }

  @Override
  public void review(ReviewOrder order) {
    var refusal = turns.take(order);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private static boolean mayRead(Person person) {
    return Arrays.stream(ANY).anyMatch(person::is);
  }
}
