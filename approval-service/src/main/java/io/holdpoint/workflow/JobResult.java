package io.holdpoint.workflow;

import java.time.Duration;
import java.util.Map;

/** What becomes of a job. */
sealed interface JobResult {

  /**
   * @param what what was done, in plain words, for the record; empty: nothing worth recording
   */
  record Done(Map<String, Object> variables, String what) implements JobResult {}

  /**
   * @param usesUpATry whether it is given up some day
   */
  record TryAgain(Duration after, boolean usesUpATry, String why) implements JobResult {}
}
