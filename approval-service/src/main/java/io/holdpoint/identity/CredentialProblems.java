package io.holdpoint.identity;

import io.holdpoint.platform.Problem;

/** What is told to whoever holds a genuine credential that does not count here and now. */
final class CredentialProblems {

  private CredentialProblems() {}

  static Problem expired() {
    return unauthorized(
        "key_expired",
        "The key has expired",
        "This key was valid and has expired. An administrator makes another.");
  }

  static Problem elsewhere() {
    return unauthorized(
        "source_not_allowed",
        "Not from here",
        "This key may be used from certain networks only, and this call comes from another.");
  }

  static Problem unauthorized(String code, String title, String detail) {
    return Problem.of(401, code, title, detail).withHeader("WWW-Authenticate", "Bearer");
  }
}
