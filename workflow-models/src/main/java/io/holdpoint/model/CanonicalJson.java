package io.holdpoint.model;

/**
 * A JSON object in its RFC 8785 form: one spelling for one meaning, so that equal text is equal
 * content. Only the request parser makes it from what a stranger sent.
 *
 * @param text never blank, at most 256 KiB, at most 32 levels deep
 */
public record CanonicalJson(String text) {

  public static final CanonicalJson EMPTY = new CanonicalJson("{}");

  @Override
  public String toString() {
    return text;
  }
}
