package io.holdpoint.client;

/** What Holdpoint said no to, or could not be asked. Never leave to act. */
public class HoldpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  HoldpointException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  HoldpointException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
    this.code = "unreachable";
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /**
   * The problem's stable code, such as {@code already_redeemed}; {@code unreachable} without one.
   */
  public String code() {
    return code;
  }
}
