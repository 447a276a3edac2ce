package io.holdpoint.request.posted;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Target;
import io.holdpoint.platform.Problem.FieldError;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a log: each a request's body, or flat. Strict in what a value is, as for
 * requests; generous in what else stands beside it.
 */
public final class LoggedActions {

  /** Bytes of one line. */
  public static final int LINE_BYTES = Limits.BODY_BYTES;

  private static final Set<String> ACTION = Set.of("tool", "arguments", "target");
  private static final Set<String> FLAT =
      Set.of("tool", "arguments", "target", "task", "reason", "agent", "at", "context");
  private static final Set<String> CONTEXT = Set.of("dataTouched", "attributes");
  private static final Set<String> TARGET = Set.of("system", "resource", "environment");

  private LoggedActions() {}

  /** A line that cannot be used, and why; safe to show. */
  public static final class BrokenLineException extends Exception {
    BrokenLineException(String why) {
      super(why);
    }
  }

  /**
   * @param line one line without its end
   */
  public static LoggedAction read(byte[] line) throws BrokenLineException {
    if (line.length > LINE_BYTES) {
      throw new BrokenLineException(line.length + " bytes (expected at most " + LINE_BYTES + ")");
    }
    try {
      Faults faults = new Faults();
      Object document = StrictJson.read(line, faults);
      if (!(document instanceof Map<?, ?> members)) {
        throw new BrokenLineException("no JSON object");
      }
      LoggedAction action = action(flat(members), faults);
      if (faults.any()) {
        FieldError first = faults.list().getFirst();
        throw new BrokenLineException(
            (first.pointer().isEmpty() ? "" : first.pointer() + ": ") + first.detail());
      }
      return action;
    } catch (ProblemException e) {
      throw new BrokenLineException(said(e));
    }
  }

  private static String said(ProblemException e) {
    String detail = e.problem().detail();
    return e.problem().errors().isEmpty()
        ? detail
        : e.problem().errors().getFirst().pointer()
            + ": "
            + e.problem().errors().getFirst().detail();
  }

  /** What is known of the line's members, those of {@code action} beside the others. */
  private static Map<String, @Nullable Object> flat(Map<?, ?> members) {
    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    take(members, FLAT, flat);
    if (members.get("action") instanceof Map<?, ?> action) {
      take(action, ACTION, flat);
    }
    flat.values().removeIf(value -> value == null);
    if (flat.get("task") instanceof Long number) {
      flat.put("task", number.toString());
    }
    if (flat.get("target") instanceof String resource) {
      flat.put("target", Map.of("resource", resource));
    }
    if (flat.get("target") instanceof Map<?, ?> target) {
      flat.put("target", only(target, TARGET));
    }
    if (flat.get("context") instanceof Map<?, ?> context) {
      flat.put("context", only(context, CONTEXT));
    }
    return flat;
  }

  private static Map<String, @Nullable Object> only(Map<?, ?> object, Set<String> known) {
    Map<String, @Nullable Object> some = new LinkedHashMap<>();
    take(object, known, some);
    some.values().removeIf(value -> value == null);
    return some;
  }

  private static void take(Map<?, ?> from, Set<String> known, Map<String, @Nullable Object> into) {
    from.forEach(
        (name, value) -> {
          if (known.contains(name)) {
            into.put((String) name, value);
          }
        });
  }

  private static LoggedAction action(Map<String, @Nullable Object> line, Faults faults) {
    Map<String, @Nullable Object> arguments = arguments(line, faults);
    Fields fields = Fields.ofDocument(line, FLAT, faults);
    String tool = fields.required("tool", "the tool's name").string("tool", TextRule.TOOL);
    Fields target = fields.object("target", TARGET);
    Fields context = fields.object("context", CONTEXT);
    return new LoggedAction(
        tool,
        arguments,
        new Target(
            target.string("system", TextRule.TARGET_PART),
            target.string("resource", TextRule.TARGET_PART),
            target.string("environment", TextRule.TARGET_PART)),
        fields.string("task", TextRule.TASK),
        fields.string("reason", TextRule.REASON),
        new LinkedHashSet<>(context.strings("dataTouched", Limits.LABELS, TextRule.LABEL)),
        context.freeObject("attributes"),
        agent(fields.string("agent", TextRule.ANY), faults),
        at(line.get("at"), faults));
  }

  /** Many logs hold the arguments as a text of JSON. */
  private static Map<String, @Nullable Object> arguments(
      Map<String, @Nullable Object> line, Faults faults) {
    if (line.get("arguments") instanceof String text && !text.isBlank()) {
      line.put("arguments", StrictJson.read(text.getBytes(StandardCharsets.UTF_8), faults));
    }
    return Fields.ofDocument(line, FLAT, new Faults()).freeObject("arguments");
  }

  private static Optional<AgentId> agent(String name, Faults faults) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!AgentId.FORM.matcher(name).matches()) {
      faults.add(
          "/agent", SafeText.quote(name) + ", expected an agent's id: 1 to 64 of a-z, 0-9 and -");
      return Optional.empty();
    }
    return Optional.of(new AgentId(name));
  }

  private static Optional<Instant> at(@Nullable Object value, Faults faults) {
    try {
      switch (value) {
        case null -> {
          return Optional.empty();
        }
        case Long seconds when Math.abs(seconds) < 100_000_000_000L -> {
          return Optional.of(Instant.ofEpochSecond(seconds));
        }
        case Long millis when Math.abs(millis) < 100_000_000_000_000L -> {
          return Optional.of(Instant.ofEpochMilli(millis));
        }
        case Double seconds when Math.abs(seconds) < 1e11 -> {
          return Optional.of(Instant.ofEpochMilli((long) (seconds * 1_000)));
        }
        case String text -> {
          return Optional.of(OffsetDateTime.parse(text).toInstant());
        }
        default -> {}
      }
    } catch (DateTimeException e) {
      // Falls through: what cannot be read is named below.
    }
    faults.add("/at", "expected a time such as 2026-11-22T12:00:00Z, or seconds since 1970");
    return Optional.empty();
  }
}
