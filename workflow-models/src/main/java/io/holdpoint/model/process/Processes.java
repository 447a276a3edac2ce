package io.holdpoint.model.process;

import java.util.List;

/**
 * The names on which the BPMN models and their workers agree. The models themselves lie in {@code
 * /bpmn/<id>.bpmn}.
 */
public final class Processes {

  public static final String STANDARD = "standard-approval";
  public static final String FOUR_EYES = "four-eyes-approval";
  public static final String SEQUENTIAL = "sequential-approval";

  /** The processes that are delivered. */
  public static final List<String> DELIVERED = List.of(STANDARD, FOUR_EYES, SEQUENTIAL);

  /**
   * Messages, each correlated by the request id. One start message per process: {@code
   * <process>.requested}.
   */
  public static final String START_MESSAGE_SUFFIX = ".requested";

  /** The ledger has a verdict. */
  public static final String VERDICT_MESSAGE = "verdict-reached";

  /** In a process whose groups decide in turn: one group is done, the next is to be asked. */
  public static final String TURN_OVER_MESSAGE = "turn-over";

  /** Job types. */
  public static final String NOTIFY = "holdpoint.notify";

  public static final String REMIND = "holdpoint.remind";
  public static final String ESCALATE = "holdpoint.escalate";
  public static final String EXPIRE = "holdpoint.expire";
  public static final String ANNOUNCE = "holdpoint.announce";

  /** Variables. */
  public static final String REQUEST_ID = "requestId";

  private Processes() {}
}
