package io.holdpoint.verdict;

import java.util.Locale;

/**
 * Why an approval was not redeemed.
 *
 * @param detail safe to show; holds nothing of the token or the arguments
 */
record Refusal(Code code, String detail) {

  /** The stable part. */
  enum Code {
    TOKEN_INVALID("This verdict token is not to be taken here"),
    TOKEN_EXPIRED("The time for this approval is over"),
    ACTION_DIGEST_MISMATCH("Another action was approved"),
    ALREADY_REDEEMED("This approval was redeemed before"),
    REVOKED("This approval does not stand any more"),
    FROZEN("Nothing may run at the moment");

    private final String title;

    Code(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
