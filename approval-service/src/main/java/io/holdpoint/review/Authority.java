package io.holdpoint.review;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.review.Resolution.Approver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide one pending request now. Pure: everything was read before, and is judged as it
 * stands now, whatever it was when a page was shown or an earlier review was given.
 *
 * @param barred who answers for the agent or caused the request, with why they may not review it
 * @param reviews given so far, oldest first
 * @param people the accounts of the reader and of all who reviewed, by id
 * @param escalated whether the escalation's time has come by the ledger's clock
 */
record Authority(
    ApprovalDemand demand,
    Map<PersonId, String> barred,
    List<Review> reviews,
    Map<PersonId, Person> people,
    boolean escalated) {

  /** How far the demand is met by the approvals that still count. */
  Resolution resolution() {
    return resolutionWith(null);
  }

  /** The same, with one more approval. */
  Resolution resolutionWith(@Nullable PersonId another) {
    var by = new LinkedHashSet<PersonId>();
    for (var review : reviews) {
      if (review.decision() == ReviewDecision.APPROVE) {
        by.add(review.by());
      }
    }
    if (another != null) {
      by.add(another);
    }
    var approvers = new ArrayList<Approver>();
    for (var person : by) {
      if (counts(person)) {
        approvers.add(new Approver(person, groups(person)));
      }
    }
    return Resolution.of(demand, approvers, escalated);
  }

  /** The denials that count, with one more. */
  List<Review> denialsWith(Review another) {
    var denials = new ArrayList<Review>();
    for (var review : reviews) {
      if (review.decision() == ReviewDecision.DENY && counts(review.by())) {
        denials.add(review);
      }
    }
    denials.add(another);
    return denials;
  }

  /** Whether what this person said counts now, whenever they said it. */
  private boolean counts(PersonId person) {
    return !barred.containsKey(person) && !groups(person).isEmpty();
  }

  /** The demanded groups in whose name the person may speak at all; empty for no reviewer. */
  Set<String> groups(PersonId id) {
    var person = people.get(id);
    if (person == null || !person.is(Role.REVIEWER)) {
      return Set.of();
    }
    var groups = new LinkedHashSet<String>();
    demand.slots().forEach(slot -> groups.add(slot.group()));
    if (escalated) {
      demand.escalateTo().ifPresent(groups::add);
    }
    groups.retainAll(person.groups());
    return groups;
  }

  /** Why this person may not say this now; empty when they may. */
  Optional<ReviewRefusedException> refusal(PersonId by, ReviewDecision decision) {
    var bar = barred.get(by);
    if (bar != null) {
      return refused(Why.OWN_REQUEST, bar);
    }
    var groups = groups(by);
    if (groups.isEmpty()) {
      return refused(
          Why.NOT_IN_DEMANDED_GROUP, "Only reviewers in " + demandedNow() + " may decide this.");
    }
    if (reviews.stream().anyMatch(review -> review.by().equals(by))) {
      return refused(Why.ALREADY_REVIEWED, "You have reviewed this request already.");
    }
    if (decision == ReviewDecision.APPROVE && demand.inTurn()) {
      int open = resolution().open();
      if (open < demand.slots().size() && !Resolution.mayFill(demand, open, groups, escalated)) {
        return refused(
            Why.NOT_YET_YOUR_TURN,
            "The groups decide one after the other; now it is the turn of "
                + demand.slots().get(open).group()
                + ".");
      }
    }
    return Optional.empty();
  }

  private String demandedNow() {
    var groups = new LinkedHashSet<String>();
    demand.slots().forEach(slot -> groups.add(slot.group()));
    if (escalated) {
      demand.escalateTo().ifPresent(groups::add);
    }
    return String.join(" or ", groups);
  }

  private static Optional<ReviewRefusedException> refused(Why why, String message) {
    return Optional.of(new ReviewRefusedException(why, message));
  }
}
