package io.holdpoint.request;

import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.Problem.FieldError;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.SafeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;

/** Reads the parameters of the list of requests; all that are wrong are named at once. */
final class RequestLists {

  static final int DEFAULT_LIMIT = 50;

  private static final Set<String> KNOWN =
      Set.of("status", "tier", "agent", "tool", "task", "after", "limit");
  private static final String STATUSES =
      Arrays.stream(RequestStatus.values())
          .map(RequestStatus::wire)
          .collect(Collectors.joining(", "));

  private final MultiValueMap<String, String> parameters;
  private final List<FieldError> errors = new ArrayList<>();

  private RequestLists(MultiValueMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * @throws ProblemException 400 naming each parameter, its value and what was expected
   */
  static RequestFilter filter(MultiValueMap<String, String> parameters) {
    RequestLists reading = new RequestLists(parameters);
    reading.refuseUnknown();
    Set<RequestStatus> statuses = reading.statuses();
    int limit = reading.limit();
    Optional<String> tier = reading.one("tier");
    Optional<String> agent = reading.one("agent");
    Optional<String> tool = reading.one("tool");
    Optional<String> task = reading.one("task");
    Optional<String> after = reading.one("after");
    if (!reading.errors.isEmpty()) {
      FieldError first = reading.errors.get(0);
      throw new ProblemException(
          Problem.of(
                  400,
                  "bad_parameter",
                  "A parameter is not acceptable",
                  first.pointer() + ": " + first.detail())
              .withErrors(reading.errors));
    }
    return new RequestFilter(statuses, tier, agent, tool, task, after, limit);
  }

  private void refuseUnknown() {
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      if (!KNOWN.contains(parameter.getKey())) {
        errors.add(
            new FieldError(
                SafeText.quote(parameter.getKey()),
                "unknown parameter, expected one of: "
                    + String.join(", ", KNOWN.stream().sorted().toList())));
      }
    }
  }

  /** Several statuses as several parameters, or with commas. */
  private Set<RequestStatus> statuses() {
    Set<RequestStatus> statuses = EnumSet.noneOf(RequestStatus.class);
    for (String value : parameters.getOrDefault("status", List.of())) {
      for (String word : value.split(",", -1)) {
        Optional<RequestStatus> status =
            Arrays.stream(RequestStatus.values()).filter(s -> s.wire().equals(word)).findAny();
        status.ifPresentOrElse(
            statuses::add,
            () ->
                errors.add(
                    new FieldError(
                        "status", SafeText.quote(word) + ", expected one of: " + STATUSES)));
      }
    }
    return statuses;
  }

  private int limit() {
    Optional<String> text = one("limit");
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    if (text.get().matches("\\d{1,3}")) {
      int limit = Integer.parseInt(text.get());
      if (limit >= 1 && limit <= RequestFilter.MAX_LIMIT) {
        return limit;
      }
    }
    errors.add(
        new FieldError(
            "limit",
            SafeText.quote(text.get())
                + ", expected a whole number from 1 to "
                + RequestFilter.MAX_LIMIT));
    return DEFAULT_LIMIT;
  }

  private Optional<String> one(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      errors.add(new FieldError(name, values.size() + " values, expected one"));
    }
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }
}
