package io.holdpoint.platform;

import io.holdpoint.platform.Problem.FieldError;
import java.util.List;

/** The problems that every part of the API can have. */
public final class Problems {

  private Problems() {}

  public static Problem unauthenticated() {
    return Problem.of(
        401,
        "unauthenticated",
        "No valid credential",
        "This call needs a valid credential in the Authorization header; there was none, or it is not"
            + " valid.");
  }

  public static Problem forbidden() {
    return Problem.of(403, "forbidden", "Not allowed", "This credential does not open this call.");
  }

  public static Problem notFound() {
    return Problem.of(
        404,
        "not_found",
        "Not found",
        "There is nothing here, or this credential may not know of it.");
  }

  /** A parameter or header that cannot be taken. {@code detail} names value and expectation. */
  public static Problem badParameter(String name, String detail) {
    return Problem.of(400, "bad_parameter", "A parameter is not acceptable", name + ": " + detail)
        .withErrors(List.of(new FieldError(name, detail)));
  }

  /** The database cannot be reached or did not answer in time. */
  public static Problem unavailable() {
    return Problem.of(
            503,
            "unavailable",
            "Holdpoint cannot decide at the moment",
            "The ledger cannot be reached. Nothing was released. Try again with the same"
                + " Idempotency-Key.")
        .withHeader("Retry-After", "2");
  }

  /** A fault of ours; what happened stands in the log under the call's id. */
  public static Problem internal() {
    return Problem.of(
        500,
        "internal_error",
        "Something went wrong in Holdpoint",
        "The call failed for a reason that is not the caller's. The operator finds it in the log under"
            + " the id in X-Request-Id.");
  }

  /** The problem of a bare status, where nothing more is known than that. */
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 401 -> unauthenticated();
      case 403 -> forbidden();
      case 404 -> notFound();
      case 405 ->
          Problem.of(
              405,
              "method_not_allowed",
              "This path does not take this method",
              "Expected one of the methods in the Allow header.");
      case 406 ->
          Problem.of(
              406,
              "not_acceptable",
              "No representation that the caller accepts",
              "This call answers with application/json; the Accept header leaves that out.");
      case 413 ->
          Problem.of(413, "body_too_large", "The body is too large", "The body is too large.");
      case 415 ->
          Problem.of(
              415,
              "unsupported_media_type",
              "This content type is not taken",
              "The body's Content-Type is not one that this call takes.");
      case 503 -> unavailable();
      default ->
          status >= 400 && status < 500
              ? Problem.of(
                  status,
                  "bad_request",
                  "The call cannot be understood",
                  "The call is not well formed; see the description at /v3/api-docs.")
              : internal();
    };
  }
}
