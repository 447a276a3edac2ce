package io.holdpoint.task;

import java.util.Optional;

/** Whether tasks are open still, read from the database each time. */
public interface Tasks {

  /**
   * Why a task is over; empty while it is open, and for a label that was never opened. To be asked
   * after the agent's row is locked: whoever ends a task locks it first.
   */
  Optional<String> endedWhy(String task);

  default boolean active(String task) {
    return endedWhy(task).isEmpty();
  }
}
