package io.holdpoint.platform;

import java.util.List;

/** The start stops here. Every reason is one line for the operator, without a secret in it. */
public class StartRefusedException extends RuntimeException {

  private final List<String> reasons;

  public StartRefusedException(String reason) {
    this(List.of(reason));
  }

  public StartRefusedException(List<String> reasons) {
    super(String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  public StartRefusedException(String reason, Throwable cause) {
    super(reason, cause);
    this.reasons = List.of(reason);
  }

  public List<String> reasons() {
    return reasons;
  }
}
