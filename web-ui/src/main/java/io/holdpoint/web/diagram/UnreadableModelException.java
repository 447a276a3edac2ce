package io.holdpoint.web.diagram;

import org.jspecify.annotations.Nullable;

/** The text is no BPMN that we read. */
final class UnreadableModelException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
