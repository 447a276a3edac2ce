package io.holdpoint.model.desk;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How far the approval process of a request has come, from our own records of its jobs.
 *
 * @param process the BPMN process id
 * @param version the deployed version, 0 while the engine has not taken the request up
 * @param activeElements the ids of the BPMN elements in which the token stands
 * @param steps what has happened, oldest first
 */
public record ProcessProgress(
    String process, int version, Set<String> activeElements, List<Step> steps) {

  public ProcessProgress {
    activeElements = Set.copyOf(activeElements);
    steps = List.copyOf(steps);
  }

  /** One step: the BPMN element, what was done there in plain words, and when. */
  public record Step(String element, String what, Instant at) {}
}
