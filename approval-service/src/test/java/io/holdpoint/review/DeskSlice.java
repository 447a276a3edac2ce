package io.holdpoint.review;

import io.holdpoint.insight.PastOfRequests;
import io.holdpoint.insight.PlantedChecks;
import io.holdpoint.request.DecidedTools;
import io.holdpoint.request.LedgerSlice;
import io.holdpoint.testing.TestDirectory;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RestController;

/** The reviewers' desk on the ledger, with people in memory. */
@ComponentScan(
    basePackages = "io.holdpoint.absence",
    excludeFilters = @ComponentScan.Filter(RestController.class))
@Import({
  LedgerSlice.class,
  TestDirectory.class,
  Readers.class,
  Views.class,
  MessageViews.class,
  ReviewTaking.class,
  ReviewTurns.class,
  InboxReading.class,
  CheckViews.class,
  PlantedChecks.class,
  PastOfRequests.class,
  DecidedTools.class,
  BackgroundReading.class,
  ReviewersDesk.class,
  ChangeTaking.class,
  ArgumentsDesk.class,
  AuditDesk.class
})
public class DeskSlice {}
