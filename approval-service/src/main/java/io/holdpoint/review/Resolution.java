package io.holdpoint.review;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.PersonId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a demand is met. A pure function of the approvals that count and the demand: a matching
 * of people to places, in which each person fills one place and each place takes one person.
 *
 * <p>Places are filled in the order of the slots, and a place once filled stays filled while people
 * are moved about, so an earlier slot is never left open for a later one.
 *
 * @param filled for each slot, who fills it; in the order of the slots
 * @param open the first slot that is not full; as many as there are slots when the demand is met
 */
record Resolution(List<List<PersonId>> filled, int open) {

  /**
   * A person whose approval counts.
   *
   * @param groups the groups in whose name they may approve
   */
  record Approver(PersonId person, Set<String> groups) {}

  /**
   * @param approvers in the order of their approvals; each person once
   * @param escalated whether the group to which the demand escalates may fill any slot by now
   */
  static Resolution of(ApprovalDemand demand, List<Approver> approvers, boolean escalated) {
    var places = new ArrayList<Integer>();
    for (int slot = 0; slot < demand.slots().size(); slot++) {
      for (int i = 0; i < demand.slots().get(slot).count(); i++) {
        places.add(slot);
      }
    }
    var match = new Matching(demand, approvers, places, escalated).solve();
    var filled = new ArrayList<List<PersonId>>();
    int open = demand.slots().size();
    for (int slot = demand.slots().size() - 1; slot >= 0; slot--) {
      var who = new ArrayList<PersonId>();
      for (int i = 0; i < approvers.size(); i++) {
        if (match[i] >= 0 && places.get(match[i]) == slot) {
          who.add(approvers.get(i).person());
        }
      }
      filled.addFirst(List.copyOf(who));
      if (who.size() < demand.slots().get(slot).count()) {
        open = slot;
      }
    }
    return new Resolution(List.copyOf(filled), open);
  }

  boolean met() {
    return open == filled.size();
  }

  /** How many places are filled. */
  int given() {
    return filled.stream().mapToInt(List::size).sum();
  }

  static boolean mayFill(ApprovalDemand demand, int slot, Set<String> groups, boolean escalated) {
    return groups.contains(demand.slots().get(slot).group())
        || (escalated && demand.escalateTo().filter(groups::contains).isPresent());
  }

  /** Augmenting paths: small, exact, and people are few. */
  private record Matching(
      ApprovalDemand demand, List<Approver> approvers, List<Integer> places, boolean escalated) {

    /** For each approver the place filled, or -1. */
    int[] solve() {
      int[] placeOf = new int[approvers.size()];
      Arrays.fill(placeOf, -1);
      for (int place = 0; place < places.size(); place++) {
        fill(place, placeOf, new HashSet<>());
      }
      return placeOf;
    }

    private boolean fill(int place, int[] placeOf, Set<Integer> tried) {
      for (int i = 0; i < approvers.size(); i++) {
        if (mayFill(demand, places.get(place), approvers.get(i).groups(), escalated)
            && tried.add(i)
            && (placeOf[i] < 0 || fill(placeOf[i], placeOf, tried))) {
          placeOf[i] = place;
          return true;
        }
      }
      return false;
    }
  }
}
