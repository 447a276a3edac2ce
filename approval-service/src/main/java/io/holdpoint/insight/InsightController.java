package io.holdpoint.insight;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.InsightDesk;
import io.holdpoint.model.desk.InsightDesk.Checked;
import io.holdpoint.model.desk.InsightDesk.Dashboard;
import io.holdpoint.model.desk.InsightDesk.Reader;
import io.holdpoint.model.desk.InsightDesk.Reading;
import io.holdpoint.model.desk.InsightDesk.Share;
import io.holdpoint.model.desk.InsightDesk.Slot;
import io.holdpoint.model.desk.InsightDesk.Waits;
import io.holdpoint.model.desk.SignedIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The dashboard and the report on reading, over HTTP. Times that something took are seconds. */
@RestController
@Tag(name = "Insight", description = "Whether the control works and people still read")
class InsightController {

  private static final int DEFAULT_DAYS = 7;

  private final InsightDesk desk;

  InsightController(InsightDesk desk) {
    this.desk = desk;
  }

  record SlotAnswer(
      Instant at,
      long released,
      long refused,
      long held,
      long approved,
      long denied,
      long expired,
      long other,
      @Nullable Double medianSeconds,
      @Nullable Double p90Seconds) {

    static SlotAnswer of(Slot s) {
      return new SlotAnswer(
          s.at(),
          s.released(),
          s.refused(),
          s.held(),
          s.approved(),
          s.denied(),
          s.expired(),
          s.other(),
          seconds(s.median()),
          seconds(s.p90()));
    }
  }

  record DashboardAnswer(
      Instant from,
      Instant to,
      long stepSeconds,
      int waiting,
      @Nullable Instant oldest,
      List<Waits> waits,
      @Nullable Double medianSeconds,
      @Nullable Double p90Seconds,
      List<SlotAnswer> slots,
      List<Share> tiers,
      List<Share> rules,
      List<Share> agents,
      long reviews,
      long timedReviews,
      double secondsSpent) {

    static DashboardAnswer of(Dashboard d) {
      return new DashboardAnswer(
          d.from(),
          d.to(),
          d.step().toSeconds(),
          d.waiting(),
          d.oldest().orElse(null),
          d.waits(),
          seconds(d.median()),
          seconds(d.p90()),
          d.slots().stream().map(SlotAnswer::of).toList(),
          d.tiers(),
          d.rules(),
          d.agents(),
          d.time().reviews(),
          d.time().timed(),
          d.time().spent().toMillis() / 1000.0);
    }
  }

  record ReaderAnswer(
      String person,
      String tier,
      int reviews,
      int approvals,
      int sameAnswerPercent,
      int timed,
      @Nullable Double medianSeconds,
      @Nullable Double p90Seconds,
      int fasterThanReading,
      int longestRunOfApprovals) {

    static ReaderAnswer of(Reader r) {
      return new ReaderAnswer(
          r.person().value(),
          r.tier(),
          r.reviews(),
          r.approvals(),
          r.sameAnswer(),
          r.timed(),
          seconds(r.median()),
          seconds(r.p90()),
          r.tooFast(),
          r.longestRun());
    }
  }

  record CheckedAnswer(String person, int denied, int approved, int unanswered) {

    static CheckedAnswer of(Checked c) {
      return new CheckedAnswer(c.person().value(), c.denied(), c.approved(), c.unanswered());
    }
  }

  record ReadingAnswer(
      Instant from,
      Instant to,
      int wordsPerMinute,
      List<ReaderAnswer> reviewers,
      List<CheckedAnswer> checks,
      boolean more) {

    static ReadingAnswer of(Reading r) {
      return new ReadingAnswer(
          r.from(),
          r.to(),
          ReadingSpeed.WORDS_A_MINUTE,
          r.readers().stream().map(ReaderAnswer::of).toList(),
          r.checks().stream().map(CheckedAnswer::of).toList(),
          r.more());
    }
  }

  /** {@code every}: of so many reviews one plants a check; 0: none. */
  record Checks(@Nullable Integer every) {}

  @GetMapping("/v1/insight/dashboard")
  DashboardAnswer dashboard(
      @AuthenticationPrincipal SignedIn reader, @RequestParam Optional<String> days) {
    return DashboardAnswer.of(desk.dashboard(reader.personId(), days(days)));
  }

  @GetMapping("/v1/insight/reviewers")
  ReadingAnswer reviewers(
      @AuthenticationPrincipal SignedIn reader, @RequestParam Optional<String> days) {
    return ReadingAnswer.of(desk.reading(reader.personId(), days(days)));
  }

  @GetMapping("/v1/insight/checks")
  Checks checks(@AuthenticationPrincipal SignedIn reader) {
    return new Checks(desk.checksEvery(reader.personId()));
  }

  @PutMapping("/v1/insight/checks")
  Checks plantChecks(@AuthenticationPrincipal SignedIn admin, @RequestBody Checks wanted) {
    if (wanted.every() == null) {
      throw new BadInputException("every", "every: missing; expected a whole number");
    }
    desk.plantChecks(admin.personId(), wanted.every());
    return new Checks(desk.checksEvery(admin.personId()));
  }

  private static int days(Optional<String> text) {
    if (text.isEmpty()) {
      return DEFAULT_DAYS;
    }
    if (!text.get().matches("[0-9]{1,3}")) {
      throw new BadInputException("days", "days: expected one of " + InsightDesk.SPANS);
    }
    return Integer.parseInt(text.get());
  }

  private static @Nullable Double seconds(Optional<Duration> time) {
    return time.map(t -> t.toMillis() / 1000.0).orElse(null);
  }
}
