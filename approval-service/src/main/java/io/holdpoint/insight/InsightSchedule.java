package io.holdpoint.insight;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the dashboard's tables up to date. */
@Component
class InsightSchedule {

  private final InsightScan scan;

  InsightSchedule(InsightScan scan) {
    this.scan = scan;
  }

  @Scheduled(fixedDelay = 15_000, initialDelay = 10_000)
  void scan() {
    while (scan.scan()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }
}
