package io.holdpoint.grants;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.GrantDesk.Bound;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.Problem.FieldError;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.SafeText;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a posted grant strictly: all that is wrong with its shape is named at once. */
final class GrantBody {

  /** Bytes of a body. */
  static final int MOST_BYTES = 64 * 1024;

  private static final Set<String> FIELDS =
      Set.of("agent", "task", "tool", "target", "bounds", "uses", "until", "why", "from");
  private static final Set<String> BOUND_FIELDS =
      Set.of("pointer", "exactly", "oneOf", "between", "any");

  private final Map<?, ?> body;
  private final List<FieldError> errors = new ArrayList<>();

  private GrantBody(Map<?, ?> body) {
    this.body = body;
  }

  /**
   * @throws ProblemException 400, 413 or 422
   */
  static NewGrant grant(HttpServletRequest call) {
    return new GrantBody(object(call)).grant();
  }

  /** The reason in a body that has nothing else. */
  static String reason(HttpServletRequest call) {
    var reading = new GrantBody(object(call));
    reading.refuseUnknown(reading.body, Set.of("reason"), "");
    String reason = reading.text("reason");
    reading.refuseIfWrong();
    return reason;
  }

  private static Map<?, ?> object(HttpServletRequest call) {
    try {
      byte[] bytes = call.getInputStream().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ProblemException(
            Problem.of(
                413,
                "body_too_large",
                "The body is too large",
                "At most " + MOST_BYTES + " bytes are taken."));
      }
      if (Json.value(new String(bytes, StandardCharsets.UTF_8)) instanceof Map<?, ?> object) {
        return object;
      }
      throw malformed("expected a JSON object");
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProblemException malformed(String why) {
    return new ProblemException(
        Problem.of(400, "malformed_json", "The body is not acceptable JSON", why + "."));
  }

  private NewGrant grant() {
    refuseUnknown(body, FIELDS, "");
    String agent = text("agent");
    if (!AgentId.FORM.matcher(agent).matches()) {
      wrong("/agent", SafeText.quote(agent) + ", expected 1 to 64 of a-z, 0-9 and '-'");
    }
    Optional<String> task = body.get("task") == null ? Optional.empty() : Optional.of(text("task"));
    String tool = text("tool");
    String target = target();
    List<Bound> bounds = bounds();
    int uses = uses();
    Instant until = until();
    String why = text("why");
    Optional<RequestId> from = from();
    refuseIfWrong();
    return new NewGrant(
        new AgentId(agent), task, tool, new CanonicalJson(target), bounds, uses, until, why, from);
  }

  private String target() {
    Object target = body.get("target");
    if (target != null && !(target instanceof Map<?, ?>)) {
      wrong("/target", "expected an object, exactly as in the request");
    }
    return target == null ? "{}" : Json.print(target);
  }

  private int uses() {
    if (body.get("uses") instanceof Long uses && uses == uses.intValue()) {
      return uses.intValue();
    }
    wrong("/uses", "expected a whole number");
    return 1;
  }

  private Instant until() {
    try {
      return Instant.parse(text("until"));
    } catch (DateTimeException e) {
      wrong("/until", "expected a time such as 2026-01-31T12:00:00Z");
      return Instant.EPOCH;
    }
  }

  private Optional<RequestId> from() {
    if (body.get("from") == null) {
      return Optional.empty();
    }
    Optional<RequestId> from = RequestId.parse(text("from"));
    if (from.isEmpty()) {
      wrong("/from", "expected the id of a request");
    }
    return from;
  }

  private List<Bound> bounds() {
    List<Bound> bounds = new ArrayList<>();
    if (!(body.get("bounds") instanceof List<?> list)) {
      wrong("/bounds", "expected an array of bounds, empty for a tool without arguments");
      return bounds;
    }
    for (int i = 0; i < list.size() && errors.size() < BoundRules.MOST; i++) {
      bound("/bounds/" + i, list.get(i)).ifPresent(bounds::add);
    }
    return bounds;
  }

  private Optional<Bound> bound(String at, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> bound)
        || bound.size() != 2
        || !(bound.get("pointer") instanceof String pointer)) {
      wrong(at, "expected an object with pointer and one of exactly, oneOf, between, any");
      return Optional.empty();
    }
    refuseUnknown(bound, BOUND_FIELDS, at);
    if (bound.containsKey("exactly")) {
      return Optional.of(new Bound.Exactly(pointer, Json.print(bound.get("exactly"))));
    }
    if (bound.get("oneOf") instanceof List<?> choices) {
      List<String> all = new ArrayList<>();
      choices.forEach(each -> all.add(Json.print(each)));
      return Optional.of(new Bound.OneOf(pointer, all));
    }
    if (bound.get("between") instanceof List<?> limits
        && limits.size() == 2
        && limits.get(0) instanceof Number least
        && limits.get(1) instanceof Number most) {
      return Optional.of(new Bound.Between(pointer, least.doubleValue(), most.doubleValue()));
    }
    if (Boolean.TRUE.equals(bound.get("any"))) {
      return Optional.of(new Bound.Any(pointer));
    }
    wrong(at, "expected exactly: a value, oneOf: [values], between: [least, most], or any: true");
    return Optional.empty();
  }

  private String text(String field) {
    if (body.get(field) instanceof String text) {
      return text;
    }
    wrong("/" + field, body.containsKey(field) ? "expected a text" : "missing; expected a text");
    return "";
  }

  private void refuseUnknown(Map<?, ?> object, Set<String> known, String at) {
    object
        .keySet()
        .forEach(
            name -> {
              if (!known.contains(name)) {
                wrong(
                    at.isEmpty() ? "/" : at,
                    SafeText.quote(String.valueOf(name))
                        + " is unknown, expected only: "
                        + String.join(", ", known.stream().sorted().toList()));
              }
            });
  }

  private void wrong(String pointer, String detail) {
    errors.add(new FieldError(pointer, detail));
  }

  private void refuseIfWrong() {
    if (!errors.isEmpty()) {
      var first = errors.getFirst();
      throw new ProblemException(
          Problem.of(
                  422,
                  "invalid_field",
                  "A field is not acceptable",
                  first.pointer() + ": " + first.detail())
              .withErrors(errors.stream().limit(BoundRules.MOST).toList()));
    }
  }
}
