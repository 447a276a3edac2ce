package io.holdpoint.insight;

import io.holdpoint.review.DeskSlice;
import org.springframework.context.annotation.Import;

/** The insight desk over the reviewers' desk, with people in memory. */
@Import({
  DeskSlice.class,
  DashboardQueries.class,
  InsightReports.class,
  InsightScan.class,
  Planting.class
})
public class InsightSlice {}
