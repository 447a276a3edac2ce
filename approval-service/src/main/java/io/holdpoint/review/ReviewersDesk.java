package io.holdpoint.review;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.Inbox;
import io.holdpoint.model.desk.InboxFilter;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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
  private final InboxReading inboxes;
  private final CheckViews checks;
  private final LedgerTime time;

  ReviewersDesk(
      Ledger ledger,
      Directory directory,
      Readers readers,
      Views views,
      ReviewTurns turns,
      InboxReading inboxes,
      CheckViews checks,
      LedgerTime time) {
    this.ledger = ledger;
    this.directory = directory;
    this.readers = readers;
    this.views = views;
    this.turns = turns;
    this.inboxes = inboxes;
    this.checks = checks;
    this.time = time;
  }

  @Override
  public Inbox inbox(PersonId reader, InboxFilter filter) {
    var person = readers.with(reader, Role.REVIEWER);
    return inboxes.read(person, person.groups(), filter, checks.openFor(person));
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
    var found = ledger.find(id);
    if (found.isEmpty()) {
      return checks.open(reader, id).orElseThrow(NoSuchRequestException::new);
    }
    var request = found.get();
    return views.detail(request, reader, views.known(List.of(request), reader, time.now()));
  }

  @Override
  public void review(ReviewOrder order) {
    if (isCheck(order.request())) {
      if (!checks.answer(order)) {
        throw new NoSuchRequestException();
      }
      return;
    }
    var refusal = turns.take(order);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /** What the ledger has no row of can only be a planted check. */
  private boolean isCheck(RequestId id) {
    return ledger.find(id).isEmpty();
  }

  @Override
  public List<Reviewed> reviewTogether(List<ReviewOrder> orders) {
    if (orders.size() > MOST_TOGETHER) {
      throw new BadInputException(
          "id",
          "id: expected at most %d requests at once, was %d"
              .formatted(MOST_TOGETHER, orders.size()));
    }
    var ids = new HashSet<RequestId>();
    for (var order : orders) {
      if (!ids.add(order.request())) {
        throw new BadInputException("id", "id: " + order.request() + " stands twice");
      }
    }
    return orders.stream().map(this::oneOfSeveral).toList();
  }

  private Reviewed oneOfSeveral(ReviewOrder order) {
    try {
      var request = ledger.find(order.request());
      // The demand is frozen in the ledger, so it can be judged before the lock.
      if (request.flatMap(RequestRecord::demand).filter(ReviewDesk::alone).isPresent()) {
        throw new ReviewRefusedException(
            Why.NOT_TOGETHER,
            "This needs more than one approval, and is decided on its own page only.");
      }
      review(order);
      return new Reviewed.Taken(
          order.request(), open(order.by(), order.request()).summary().status());
    } catch (ReviewRefusedException refused) {
      return new Reviewed.Refused(order.request(), String.valueOf(refused.getMessage()));
    } catch (NoSuchRequestException none) {
      return new Reviewed.Refused(order.request(), "There is no such request.");
    }
  }

  private static boolean mayRead(Person person) {
    return Arrays.stream(ANY).anyMatch(person::is);
  }
}
