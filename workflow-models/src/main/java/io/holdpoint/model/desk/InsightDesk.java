package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the control works and whether people still read what they decide. For admins and auditors;
 * what is counted is up to two minutes behind, what waits now is not.
 */
public interface InsightDesk {

  /** Days that can be looked back. */
  List<Integer> SPANS = List.of(1, 7, 30, 90);

  /**
   * @param days one of {@link #SPANS}
   * @throws NotAllowedException the reader is neither admin nor auditor
   * @throws BadInputException another number of days
   */
  Dashboard dashboard(PersonId reader, int days);

  /** The same for reviewers, by person and tier. */
  Reading reading(PersonId reader, int days);

  /** Of how many reviews one, on the average, plants a check for who gave it; 0: none. */
  int checksEvery(PersonId reader);

  /**
   * Switches planted checks; audited.
   *
   * @param every 0, or 5 to 10,000
   * @throws NotAllowedException not an admin
   * @throws BadInputException another number
   */
  void plantChecks(PersonId by, int every);

  /**
   * Remembers when a reviewer was first shown these requests, all on one page in this order; what
   * is not pending is left out.
   */
  void shown(PersonId reader, List<RequestId> requests);

  /**
   * @param step what one slot spans
   * @param oldest since when the one waits that waits longest
   * @param median from asking to the verdict, of what people decided
   */
  record Dashboard(
      Instant from,
      Instant to,
      Duration step,
      int waiting,
      Optional<Instant> oldest,
      List<Waits> waits,
      List<Slot> slots,
      Optional<Duration> median,
      Optional<Duration> p90,
      List<Share> tiers,
      List<Share> rules,
      List<Share> agents,
      PeoplesTime time) {

    public Dashboard {
      waits = List.copyOf(waits);
      slots = List.copyOf(slots);
      tiers = List.copyOf(tiers);
      rules = List.copyOf(rules);
      agents = List.copyOf(agents);
    }
  }

  /** What waits now, of one tier. */
  record Waits(String tier, int count) {}

  /**
   * One slot of time. Released, refused and held count by when they were asked; the rest by when
   * they ended.
   */
  record Slot(
      Instant at,
      long released,
      long refused,
      long held,
      long approved,
      long denied,
      long expired,
      long other,
      Optional<Duration> median,
      Optional<Duration> p90) {}

  /**
   * Of one tier, rule or agent.
   *
   * @param name empty for the default tier among the rules
   */
  record Share(
      String name,
      long released,
      long refused,
      long held,
      long approved,
      long denied,
      long expired) {}

  /**
   * @param reviews how many
   * @param timed of how many it is known when they were first shown
   * @param spent from first shown to decided, added up, at most a quarter of an hour each
   */
  record PeoplesTime(long reviews, long timed, Duration spent) {}

  /**
   * @param more whether there were more reviews than are looked at
   */
  record Reading(
      Instant from, Instant to, List<Reader> readers, List<Checked> checks, boolean more) {

    public Reading {
      readers = List.copyOf(readers);
      checks = List.copyOf(checks);
    }
  }

  /**
   * One reviewer in one tier.
   *
   * @param timed of how many it is known when they were first shown
   * @param median from first shown to decided
   * @param tooFast of those timed, decided in less than half of the time that the text takes to
   *     read
   * @param longestRun approvals one after the other
   */
  record Reader(
      PersonId person,
      String tier,
      int reviews,
      int approvals,
      int timed,
      Optional<Duration> median,
      Optional<Duration> p90,
      int tooFast,
      int longestRun) {

    /** Of a hundred reviews, how many had the more frequent answer. */
    public int sameAnswer() {
      return reviews == 0 ? 0 : 100 * Math.max(approvals, reviews - approvals) / reviews;
    }
  }

  /**
   * Planted checks of one reviewer.
   *
   * @param denied answered as a careful reader does
   * @param approved not read
   * @param unanswered not answered yet, or run out
   */
  record Checked(PersonId person, int denied, int approved, int unanswered) {}
}
