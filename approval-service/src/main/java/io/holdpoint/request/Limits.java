package io.holdpoint.request;

import java.util.regex.Pattern;

/** How much one request may carry. docs/api.md lists the same; a test keeps them in step. */
final class Limits {

  /** The body, as sent and in its canonical form: 256 KiB. */
  static final int BODY_BYTES = 256 * 1024;

  /** Levels of objects and arrays in the body; the body itself is the first. */
  static final int DEPTH = 32;

  /** Members of all objects of the body together. */
  static final int MEMBERS = 10_000;

  /** Characters of one member's name. */
  static final int NAME_CHARS = 256;

  static final int TOOL_CHARS = 200;
  static final int REASON_CHARS = 4_000;
  static final int DETAIL_CHARS = 1_000;
  static final int TASK_CHARS = 200;

  /** Characters of each part of the target. */
  static final int TARGET_CHARS = 500;

  /** Agents that a request is shared with. */
  static final int SHARED_WITH = 20;

  /** What stands there before, and after: each in its canonical form, 64 KiB. */
  static final int STATE_BYTES = 64 * 1024;

  static final int LABELS = 64;
  static final int LABEL_CHARS = 64;

  /** Thirty days. */
  static final int EXPIRES_IN_SECONDS = 2_592_000;

  static final int IDEMPOTENCY_KEY_CHARS = 255;

  /** Seconds for which a call may wait; more is cut to this. */
  static final int WAIT_SECONDS = 60;

  /** Faults that one answer lists; a caller with more will come again. */
  static final int FAULTS = 50;

  /**
   * Names of tools and labels, which rules compare and people read: ASCII, so that nothing can look
   * like another name without being it.
   */
  static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._/:-]+");

  static final String IDENTIFIER_WORDS = "letters, digits and . _ - / : (ASCII)";

  private Limits() {}
}
