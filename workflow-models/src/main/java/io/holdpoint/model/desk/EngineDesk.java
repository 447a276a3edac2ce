package io.holdpoint.model.desk;

import java.util.Optional;

/** How the process engine is. Nothing that an agent waits for depends on it. */
public interface EngineDesk {

  EngineState state();

  /** The BPMN XML of a process of ours, with its diagram; empty when there is no such process. */
  Optional<String> model(String process);

  /**
   * @param mode {@code embedded} or {@code remote}
   * @param version as the engine names it; empty while unknown
   * @param maintained whether its maker still mends this version; empty while unknown
   * @param behind messages that wait in the outbox to be told to the engine
   */
  record EngineState(
      String mode,
      boolean up,
      Optional<String> version,
      Optional<Boolean> maintained,
      long behind,
      String detail) {}
}
