package io.holdpoint.policy;

import java.util.List;

/** What came of compiling a policy document. */
public sealed interface Compilation {

  /** The policy can be put in force; what its author may want to know is in its findings. */
  record Compiled(CompiledPolicy policy) implements Compilation {}

  /**
   * The policy cannot be put in force.
   *
   * @param faults all of them, in the order of the document; never empty
   */
  record Faulty(List<Remark> faults) implements Compilation {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }
}
