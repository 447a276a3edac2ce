package io.holdpoint.workflow;

import java.time.Duration;
import java.util.Map;

/**
 * How the embedded engine is run and watched.
 *
 * @param environment settings of the engine beyond ours
 * @param startWithin from the start to its first answer
 * @param every between two probes
 * @param misses so many unanswered probes in a row mean that it hangs
 */
record EngineTuning(
    Map<String, String> environment, Duration startWithin, Duration every, int misses) {

  static final EngineTuning USUAL =
      new EngineTuning(Map.of(), Duration.ofMinutes(3), Duration.ofSeconds(2), 4);
}
