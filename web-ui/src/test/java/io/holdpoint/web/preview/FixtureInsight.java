package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.InsightDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Figures of a small shop; of the last day there are none yet. */
@Component
public class FixtureInsight implements InsightDesk, Fixture {

  private int every;

  @Override
  public void reset() {
    every = 0;
  }

  @Override
  public Dashboard dashboard(PersonId reader, int days) {
    Instant from = Instant.parse("2026-11-01T00:00:00Z");
    int count = days == 1 ? 24 : days == 7 ? 28 : days;
    Duration step = Duration.ofDays(days).dividedBy(count);
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean some = days > 1 && i % 5 != 3;
      slots.add(
          new Slot(
              from.plus(step.multipliedBy(i)),
              some ? 900 + 130L * (i % 4) : 0,
              some ? 20 : 0,
              some ? 60 + i : 0,
              some ? 40 + i : 0,
              some ? 6 : 0,
              some ? i % 3 : 0,
              some ? 1 : 0,
              some ? Optional.of(Duration.ofSeconds(200 + 7L * i)) : Optional.empty(),
              some ? Optional.of(Duration.ofSeconds(1900 - 11L * i)) : Optional.empty()));
    }
    boolean none = days == 1;
    return new Dashboard(
        from,
        from.plus(Duration.ofDays(days)),
        step,
        none ? 0 : 14,
        none ? Optional.empty() : Optional.of(Instant.now().minusSeconds(4000)),
        none ? List.of() : List.of(new Waits("sensitive", 11), new Waits("critical", 3)),
        slots,
        none ? Optional.empty() : Optional.of(Duration.ofSeconds(260)),
        none ? Optional.empty() : Optional.of(Duration.ofSeconds(1980)),
        none
            ? List.of()
            : List.of(
                new Share("sensitive", 0, 0, 1640, 1300, 180, 31),
                new Share("low", 24_812, 0, 0, 0, 0, 0)),
        none
            ? List.of()
            : List.of(
                new Share("Production deletes take two", 0, 0, 640, 500, 80, 11),
                new Share("", 0, 0, 320, 300, 10, 1),
                new Share(Fixtures.HOSTILE, 0, 12, 0, 0, 0, 0)),
        none ? List.of() : List.of(new Share("support-bot", 24_812, 12, 1640, 1300, 180, 31)),
        new PeoplesTime(none ? 0 : 1480, none ? 0 : 1390, Duration.ofMinutes(none ? 0 : 1312)));
  }

  @Override
  public Reading reading(PersonId reader, int days) {
    Instant to = Instant.now();
    return new Reading(
        to.minus(Duration.ofDays(days)),
        to,
        days == 1
            ? List.of()
            : List.of(
                new Reader(
                    new PersonId("ada"),
                    "sensitive",
                    812,
                    806,
                    800,
                    Optional.of(Duration.ofSeconds(3)),
                    Optional.of(Duration.ofSeconds(9)),
                    420,
                    133),
                new Reader(
                    new PersonId("grace"),
                    "sensitive",
                    120,
                    88,
                    118,
                    Optional.of(Duration.ofSeconds(41)),
                    Optional.of(Duration.ofSeconds(190)),
                    2,
                    9),
                new Reader(
                    new PersonId("tim"),
                    "critical",
                    4,
                    4,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    4)),
        days == 1 ? List.of() : List.of(new Checked(new PersonId("ada"), 3, 4, 1)),
        false);
  }

  @Override
  public int checksEvery(PersonId reader) {
    return every;
  }

  @Override
  public void plantChecks(PersonId by, int wanted) {
    every = wanted;
  }

  @Override
  public void shown(PersonId reader, List<RequestId> requests) {}
}
