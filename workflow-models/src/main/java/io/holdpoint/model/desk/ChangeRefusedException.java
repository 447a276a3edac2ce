package io.holdpoint.model.desk;

import java.util.List;

/** A change of arguments was not made. The message is a sentence for the person. */
public class ChangeRefusedException extends RuntimeException {

  /** Why a change was refused. */
  public enum Why {
    /** The tier does not let its reviewers change arguments. */
    CHANGES_NOT_ALLOWED,
    /** The new arguments are no JSON object within the limits, or not what the tool takes. */
    BAD_ARGUMENTS,
    /** The new arguments are those that are there. */
    NOTHING_CHANGED,
    /** The policy refuses the changed action. */
    POLICY_REFUSES,
    /** The changed action could be decided in no channel in which both demands are decided. */
    NO_CHANNEL_LEFT
  }

  /** One thing that is wrong, by a JSON pointer into the arguments. */
  public record Fault(String pointer, String detail) {}

  private final Why why;
  private final transient List<Fault> faults;

  public ChangeRefusedException(Why why, String message) {
    this(why, message, List.of());
  }

  public ChangeRefusedException(Why why, String message, List<Fault> faults) {
    super(message);
    this.why = why;
    this.faults = List.copyOf(faults);
  }

  public Why why() {
    return why;
  }

  public List<Fault> faults() {
    return faults;
  }
}
