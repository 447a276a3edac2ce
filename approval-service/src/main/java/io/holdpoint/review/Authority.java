package io.holdpoint.review;

import io.holdpoint.absence.StandIns.StandIn;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.request.GivenReview;
import io.holdpoint.review.Resolution.Approver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * @param given the reviews so far, oldest first
 * @param people the accounts of the reader, of all who reviewed, and of all for whom these stand
 *     in, by id
 * @param standIns for whom the reader stands in now
 * @param escalated whether the escalation's time has come by the ledger's clock
 */
record Authority(
    ApprovalDemand demand,
    Map<PersonId, String> barred,
    List<GivenReview> given,
    Map<PersonId, Person> people,
    List<StandIn> standIns,
    boolean escalated) {

  /**
   * In whose name somebody may speak.
   *
   * @param groups of the demanded ones
   * @param insteadOf the absent person whose right it is; empty for one's own
   */
  record Right(Set<String> groups, Optional<PersonId> insteadOf) {}

  /** As if nobody had reviewed anything yet. */
  Authority withoutReviews() {
    return new Authority(demand, barred, List.of(), people, standIns, escalated);
  }

  /** How far the demand is met by the approvals that still count. */
  Resolution resolution() {
    return resolutionWith(null);
  }

  /** The same, with one more approval. */
  Resolution resolutionWith(@Nullable GivenReview another) {
    var all = new ArrayList<>(given);
    if (another != null) {
      all.add(another);
    }
    var approvers = new LinkedHashMap<PersonId, Approver>();
    for (var each : all) {
      var groups = counting(each);
      if (each.review().decision() == ReviewDecision.APPROVE && !groups.isEmpty()) {
        approvers.putIfAbsent(each.review().by(), new Approver(each.review().by(), groups));
      }
    }
    return Resolution.of(demand, List.copyOf(approvers.values()), escalated);
  }

  /** The denials that count, with one more. */
  List<Review> denialsWith(Review another) {
    var denials = new ArrayList<Review>();
    for (var each : given) {
      if (each.review().decision() == ReviewDecision.DENY && !counting(each).isEmpty()) {
        denials.add(each.review());
      }
    }
    denials.add(another);
    return denials;
  }

  /**
   * The groups for which a review counts now, whenever it was given; none when it does not. Who
   * stood in was named at that time; but both people are looked at as they are now.
   */
  private Set<String> counting(GivenReview each) {
    var by = each.review().by();
    if (barred.containsKey(by)) {
      return Set.of();
    }
    return each.review()
        .stoodInFor()
        .map(absent -> lent(each.groups(), absent, by))
        .orElseGet(() -> groups(by));
  }

  /** What was handed over and is demanded; none when either of the two may not decide this. */
  private Set<String> lent(Set<String> handedOver, PersonId absent, PersonId delegate) {
    var from = people.get(absent);
    var to = people.get(delegate);
    if (from == null || to == null || barred.containsKey(absent)) {
      return Set.of();
    }
    var groups = demandedNow();
    groups.retainAll(StandIn.lent(handedOver, from, to));
    return groups;
  }

  /** The demanded groups in whose name the person may speak themselves; empty for no reviewer. */
  Set<String> groups(PersonId id) {
    var person = people.get(id);
    if (person == null || !person.is(Role.REVIEWER)) {
      return Set.of();
    }
    var groups = demandedNow();
    groups.retainAll(person.groups());
    return groups;
  }

  /** Why the reader may not say this now; empty when they may. */
  Optional<ReviewRefusedException> refusal(PersonId by, ReviewDecision decision) {
    return right(by, decision).isPresent() ? Optional.empty() : refusalOfOwn(by, decision);
  }

  /**
   * In whose name the reader may say this now: in their own where they may, else in that of the
   * first absent person for whom they stand in and who could. Whoever has had their say here, be it
   * through somebody else, has no other; so no right is used twice.
   */
  Optional<Right> right(PersonId by, ReviewDecision decision) {
    if (refusalOfOwn(by, decision).isEmpty()) {
      return Optional.of(new Right(groups(by), Optional.empty()));
    }
    if (barred.containsKey(by) || hadTheirSay(by)) {
      return Optional.empty();
    }
    return standIns.stream()
        .filter(each -> each.delegate().equals(by) && !hadTheirSay(each.absent()))
        .map(each -> new Right(lent(each.groups(), each.absent(), by), Optional.of(each.absent())))
        .filter(right -> !right.groups().isEmpty() && outOfTurn(decision, right.groups()).isEmpty())
        .findFirst();
  }

  private boolean hadTheirSay(PersonId person) {
    return given.stream().anyMatch(each -> each.review().uses(person));
  }

  private Optional<ReviewRefusedException> refusalOfOwn(PersonId by, ReviewDecision decision) {
    var bar = barred.get(by);
    if (bar != null) {
      return refused(Why.OWN_REQUEST, bar);
    }
    var groups = groups(by);
    for (var each : given) {
      if (each.review().by().equals(by)) {
        return refused(Why.ALREADY_REVIEWED, "You have reviewed this request already.");
      }
      if (each.review().uses(by)) {
        return refused(
            Why.ALREADY_REVIEWED, each.review().by() + " stood in for you on this request.");
      }
    }
    if (groups.isEmpty()) {
      return refused(Why.NOT_IN_DEMANDED_GROUP, onlyThese());
    }
    return outOfTurn(decision, groups);
  }

  private Optional<ReviewRefusedException> outOfTurn(ReviewDecision decision, Set<String> groups) {
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

  private String onlyThese() {
    return "Only reviewers in " + String.join(" or ", demandedNow()) + " may decide this.";
  }

  private Set<String> demandedNow() {
    Set<String> groups = new LinkedHashSet<>();
    demand.slots().forEach(slot -> groups.add(slot.group()));
    if (escalated) {
      demand.escalateTo().ifPresent(groups::add);
    }
    return groups;
  }

  private static Optional<ReviewRefusedException> refused(Why why, String message) {
    return Optional.of(new ReviewRefusedException(why, message));
  }
}
