package io.holdpoint.model;

import java.util.regex.Pattern;

/** Names a person's account, as typed at sign-in: 1 to 64 of {@code a-z 0-9 . _ @ -}. */
public record PersonId(String value) {

  public static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  public PersonId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "person id: expected 1 to 64 of a-z, 0-9 and . _ @ -, first a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
