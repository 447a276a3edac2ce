package io.holdpoint.policy;

import java.util.List;

/** The policy cannot be put in force, so nothing can be decided and the service does not start. */
class UnusablePolicyException extends RuntimeException {

  private final String source;
  private final List<String> faults;

  /**
   * @param source what was read, such as {@code policy file /etc/holdpoint/policy.yaml}
   */
  UnusablePolicyException(String source, List<String> faults) {
    super(source + ": " + String.join("; ", faults));
    this.source = source;
    this.faults = List.copyOf(faults);
  }

  String source() {
    return source;
  }

  List<String> faults() {
    return faults;
  }
}
