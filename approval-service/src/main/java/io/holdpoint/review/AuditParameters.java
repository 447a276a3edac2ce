package io.holdpoint.review;

import io.holdpoint.audit.AuditExports;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.AuditFilter;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.platform.SafeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.util.MultiValueMap;

/** Reads the parameters of the record's calls; one that is not known is refused. */
final class AuditParameters {

  private static final Set<String> SEARCH =
      Set.of(
          "after",
          "limit",
          "agent",
          "task",
          "tool",
          "system",
          "resource",
          "label",
          "person",
          "event",
          "request",
          "since",
          "until");
  private static final Set<String> EXPORT = Set.of("from", "to", "since", "until");

  private AuditParameters() {}

  static AuditFilter filter(MultiValueMap<String, String> parameters) {
    check(parameters, SEARCH);
    return new AuditFilter(
        one(parameters, "agent"),
        one(parameters, "task"),
        one(parameters, "tool"),
        one(parameters, "system"),
        one(parameters, "resource"),
        one(parameters, "label"),
        one(parameters, "person"),
        one(parameters, "event"),
        one(parameters, "request")
            .map(
                text ->
                    RequestId.parse(text)
                        .orElseThrow(() -> bad("request", text, "the id of a request"))),
        time(parameters, "since"),
        time(parameters, "until"));
  }

  static AuditExports.Part part(MultiValueMap<String, String> parameters) {
    check(parameters, EXPORT);
    return new AuditExports.Part(
        place(parameters, "from"),
        place(parameters, "to"),
        time(parameters, "since"),
        time(parameters, "until"));
  }

  /** The value of a parameter that may stand once; an empty one is none. */
  static Optional<String> one(MultiValueMap<String, String> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new BadCursorException(name + ": stands " + values.size() + " times, expected once");
    }
    return values.stream().filter(value -> value != null && !value.isEmpty()).findFirst();
  }

  private static Optional<Long> place(MultiValueMap<String, String> parameters, String name) {
    return one(parameters, name)
        .map(
            text -> {
              if (!text.matches("[1-9][0-9]{0,17}")) {
                throw bad(name, text, "the place of a record, a whole number from 1");
              }
              return Long.valueOf(text);
            });
  }

  private static Optional<Instant> time(MultiValueMap<String, String> parameters, String name) {
    return one(parameters, name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeException e) {
                throw bad(name, text, "a time such as 2026-11-22T12:00:00Z");
              }
            });
  }

  private static void check(MultiValueMap<String, String> parameters, Set<String> known) {
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw bad(name, "", "one of the parameters " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private static BadCursorException bad(String name, String text, String expected) {
    return new BadCursorException(
        SafeText.quote(name)
            + (text.isEmpty() ? "" : ": " + SafeText.quote(text))
            + ", expected "
            + expected);
  }
}
