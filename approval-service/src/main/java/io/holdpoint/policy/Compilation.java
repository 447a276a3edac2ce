package io.holdpoint.policy;

import java.util.List;

/** What came of compiling a policy document. */
public sealed interface Compilation {

  /**
   * The policy can be put in force.
   *
   * @param findings what its author may want to know, in the order of the document
   */
  record Compiled(CompiledPolicy policy, List<Remark> findings) implements Compilation {
    public Compiled {
      findings = List.copyOf(findings);
    }
  }

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
