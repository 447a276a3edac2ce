package io.holdpoint.platform;

import io.holdpoint.platform.Problem.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says which field of a body is of another type than the call takes, or is none of its fields. */
final class UnreadableBodies {

  private static final Set<Class<?>> WHOLE =
      Set.of(Integer.class, int.class, Long.class, long.class);
  private static final Set<Class<?>> NUMBER = Set.of(BigDecimal.class, Double.class, double.class);

  private UnreadableBodies() {}

  static Problem of(HttpMessageNotReadableException exception) {
    return switch (exception.getCause()) {
      case UnrecognizedPropertyException unknown ->
          ofField(
              unknown.getPath(),
              SafeText.quote(unknown.getPropertyName()) + " is no field of this call");
      case MismatchedInputException other ->
          ofField(other.getPath(), "expected " + expected(other.getTargetType()));
      case InputCoercionException far -> ofField(far.getPath(), "the number is out of range");
      case null, default -> malformed();
    };
  }

  private static Problem malformed() {
    return Problem.of(
        400,
        "malformed_body",
        "The body cannot be read",
        "The body is not what this call takes; see the description at /v3/api-docs.");
  }

  private static Problem ofField(List<Reference> path, String detail) {
    if (path.isEmpty()) {
      return malformed();
    }
    String pointer = pointer(path);
    return Problem.of(
            422,
            "invalid_field",
            "A field is not acceptable",
            SafeText.quote(pointer) + ": " + detail)
        .withErrors(List.of(new FieldError(pointer, detail)));
  }

  /** RFC 6901. */
  private static String pointer(List<Reference> path) {
    StringBuilder pointer = new StringBuilder();
    for (Reference step : path) {
      String name = step.getPropertyName();
      pointer
          .append('/')
          .append(
              name == null
                  ? String.valueOf(step.getIndex())
                  : name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "another type; see the description at /v3/api-docs";
    }
    if (type == String.class) {
      return "a text";
    }
    if (WHOLE.contains(type)) {
      return "a whole number";
    }
    if (NUMBER.contains(type)) {
      return "a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Instant.class) {
      return "a time such as 2026-11-22T12:00:00Z";
    }
    return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
  }
}
