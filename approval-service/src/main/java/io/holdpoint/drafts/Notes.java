package io.holdpoint.drafts;

import io.holdpoint.model.desk.BadInputException;

/** What an admin writes when publishing: why. */
final class Notes {

  /** Characters (UTF-16 code units) of a note. */
  static final int MAX = 2_000;

  private Notes() {}

  /**
   * The note without the white space around it.
   *
   * @throws BadInputException it is empty, too long, or has control characters
   */
  static String note(String text) {
    String note = text.strip();
    if (note.isEmpty()) {
      throw new BadInputException("note", "note: empty; expected why this is published");
    }
    if (note.length() > MAX) {
      throw new BadInputException(
          "note", "note: %d characters; at most %d are taken".formatted(note.length(), MAX));
    }
    if (note.codePoints().anyMatch(Notes::unreadable)) {
      throw new BadInputException(
          "note", "note: holds control characters; plain text and line breaks are taken");
    }
    return note;
  }

  private static boolean unreadable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
      case Character.SURROGATE -> true; // half a character: no database keeps it
      default -> false;
    };
  }
}
