package io.holdpoint.absence;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** For whom people stand in, read from the database at the moment of asking. */
public interface StandIns {

  /** For whom this person may stand in now, by the id of the absent. */
  List<StandIn> of(PersonId delegate, Instant now);

  /** All stand-ins of now for these people, by the ids of the absent. */
  List<StandIn> forThese(Collection<PersonId> absent, Instant now);

  /**
   * One person's standing in for another.
   *
   * @param groups that were handed over
   */
  record StandIn(PersonId absent, PersonId delegate, Set<String> groups) {

    public StandIn {
      groups = Set.copyOf(groups);
    }

    /**
     * The groups in whose name the delegate may speak for the absent one, as both stand now; empty
     * when that is void. Only what the absent one is in themselves can be handed over, so nobody
     * hands on what they only stand in for.
     */
    public SortedSet<String> lent(Person absent, Person delegate) {
      return lent(groups, absent, delegate);
    }

    /** The same, for groups that were handed over at some time. */
    public static SortedSet<String> lent(Set<String> groups, Person absent, Person delegate) {
      SortedSet<String> lent = new TreeSet<>();
      if (absent.is(Role.REVIEWER)
          && delegate.is(Role.REVIEWER)
          && !Collections.disjoint(absent.groups(), delegate.groups())) {
        lent.addAll(groups);
        lent.retainAll(absent.groups());
      }
      return lent;
    }
  }
}
