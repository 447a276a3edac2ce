package io.holdpoint.catalogue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the table of tools close behind the present. */
@Component
class ToolScan {

  private static final Logger log = LoggerFactory.getLogger(ToolScan.class);
  private static final int BATCHES = 20;

  private final SeenTools tools;

  ToolScan(SeenTools tools) {
    this.tools = tools;
  }

  @Scheduled(fixedDelay = 10_000, initialDelay = 5_000)
  void run() {
    try {
      for (int batch = 0; batch < BATCHES && tools.scan(); batch++) {
        // the next batch
      }
    } catch (RuntimeException e) {
      log.warn("The tools seen were not counted; it is tried again: {}", e.toString());
    }
  }
}
