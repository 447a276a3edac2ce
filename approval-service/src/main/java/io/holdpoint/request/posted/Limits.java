package io.holdpoint.request.posted;

import java.util.regex.Pattern;

/** How much one request may carry. docs/api.md lists the same; a test keeps them in step. */
public final class Limits {

  /** The body, as sent and in its canonical form: 256 KiB. */
  public static final int BODY_BYTES = 256 * 1024;

  /** Levels of objects and arrays in the body; the body itself is the first. */
  public static final int DEPTH = 32;

  /** Members of all objects of the body together. */
  public static final int MEMBERS = 20_000;

  /** Characters of one member's name. */
  public static final int NAME_CHARS = 256;

  public static final int TOOL_CHARS = 200;
  public static final int REASON_CHARS = 4_000;
  public static final int DETAIL_CHARS = 1_000;
  public static final int TASK_CHARS = 200;

  /** Characters of each part of the target. */
  public static final int TARGET_CHARS = 500;

  /** Agents that a request is shared with. */
  public static final int SHARED_WITH = 20;

  /** What stands there before, and after: each in its canonical form, 64 KiB. */
  public static final int STATE_BYTES = 64 * 1024;

  /** Requests above one, by context.parent. */
  public static final int PARENTS = 100;

  public static final int LABELS = 64;
  public static final int LABEL_CHARS = 64;

  /** Thirty days. */
  public static final int EXPIRES_IN_SECONDS = 2_592_000;

  public static final int IDEMPOTENCY_KEY_CHARS = 255;

  /** Seconds for which a call may wait; more is cut to this. */
  public static final int WAIT_SECONDS = 60;

  /** Faults that one answer lists; a caller with more will come again. */
  public static final int FAULTS = 50;

  /**
   * Names of tools and labels, which rules compare and people read: ASCII, so that nothing can look
   * like another name without being it.
   */
  public static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._/:-]+");

  public static final String IDENTIFIER_WORDS = "letters, digits and . _ - / : (ASCII)";

  private Limits() {}
}
