package io.holdpoint.workflow;

import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.notification.Notifications;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.MasterKey;
import io.holdpoint.request.Ledger;
import io.holdpoint.review.DeskSlice;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The real ledger on a database, the real workflow, and channels that remember. */
@Import(DeskSlice.class)
@ComponentScan(basePackages = "io.holdpoint.notification")
@ComponentScan(
    basePackages = "io.holdpoint.workflow",
    excludeFilters =
        @ComponentScan.Filter(
            type = org.springframework.context.annotation.FilterType.REGEX,
            pattern = "io\\.holdpoint\\.workflow\\..*(Test|Contract|Slice).*"))
class WorkflowSlice {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  MasterKey masterKey() {
    return MasterKey.ofBase64("A".repeat(43) + "=");
  }

  @Bean
  RecordingChannel pager() {
    return new RecordingChannel("pager");
  }

  @Bean
  RecordingChannel mail() {
    return new RecordingChannel("mail");
  }

  @Bean
  @Primary
  RecordedJobs recordedJobs(
      Ledger ledger,
      RequestsNow requests,
      Notifications notifications,
      ProcessJournal journal,
      EngineEpochs epochs,
      LedgerTime time) {
    return new RecordedJobs(ledger, requests, notifications, journal, epochs, time);
  }

  @Bean
  EngineTuning engineTuning() {
    return new EngineTuning(
        TestEngine.CLOCK_SETTINGS, Duration.ofMinutes(3), Duration.ofMillis(500), 3);
  }

  @Bean
  @Primary
  Reconciler.Pace quickPace() {
    return new Reconciler.Pace(
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        Duration.ofHours(12),
        Duration.ofSeconds(20),
        2);
  }
}
