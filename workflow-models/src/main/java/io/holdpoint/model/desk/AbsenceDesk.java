package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Who decides for whom while they are away. The delegate is in a group of the absent person's, and
 * may decide, in their own name, what the absent one could have decided for the groups that are
 * handed over. It never makes two approvals of one person's right: where a delegate stood in, both
 * have had their say. Every change is audited; {@code by} is checked here: the person themselves,
 * or an admin.
 */
public interface AbsenceDesk {

  /** How long one may last at most. */
  Duration LONGEST = Duration.ofDays(90);

  /** How far ahead one may begin at most. */
  Duration FARTHEST = Duration.ofDays(365);

  /** How many of one person may be planned or under way at once. */
  int MOST = 20;

  /** How many are listed at most. */
  int MOST_LISTED = 100;

  /**
   * This person's absences, the latest to begin first, at most {@link #MOST_LISTED}.
   *
   * @throws NotAllowedException {@code by} is neither that person nor an admin
   * @throws BadInputException there is no such account
   */
  List<Absence> of(PersonId by, PersonId whom);

  /**
   * For whom this person is named to stand in, now or later.
   *
   * @throws NotAllowedException {@code by} is neither that person nor an admin
   */
  List<Absence> standingIn(PersonId by, PersonId delegate);

  /**
   * Who may be named: active reviewers who share a group with this person, by id.
   *
   * @throws NotAllowedException {@code by} is neither that person nor an admin
   */
  List<PersonId> delegates(PersonId by, PersonId whom);

  /**
   * @throws BadInputException naming the field, the value and what was expected
   * @throws NotAllowedException {@code by} is neither that person nor an admin
   */
  Absence plan(PersonId by, PersonId whom, NewAbsence absence);

  /**
   * Ends one that is under way, now, or drops one that has not begun; nothing when it is over.
   *
   * <p>An absence of another person, or of nobody, is refused as not there.
   *
   * @throws NotAllowedException {@code by} is neither that person nor an admin
   */
  Absence end(PersonId by, PersonId whom, UUID id);

  /**
   * @param groups in whose name the delegate may decide; some of the absent person's
   * @param from empty: from now
   */
  record NewAbsence(
      PersonId delegate, SortedSet<String> groups, Optional<Instant> from, Instant to) {

    public NewAbsence {
      groups = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }
  }

  /** How it stands. */
  enum State {
    PLANNED,
    NOW,
    OVER
  }

  /**
   * @param person who is away
   * @param endedAt when it was ended before its time
   * @param idle why it has no effect though it is not over, in a sentence: it is looked at anew
   *     with each decision
   */
  record Absence(
      UUID id,
      PersonId person,
      PersonId delegate,
      SortedSet<String> groups,
      Instant from,
      Instant to,
      PersonId plannedBy,
      Instant plannedAt,
      Optional<Instant> endedAt,
      State state,
      Optional<String> idle) {}
}
