package io.holdpoint.policy;

/** Policies for the tests of other packages. */
public final class Documents {

  private Documents() {}

  /** The policy that this document is; it must have no faults. */
  public static CompiledPolicy compiled(String yaml) {
    return Policies.compiled(yaml);
  }
}
