package io.holdpoint.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller is told when a call was not carried out: an RFC 9457 problem. {@code code} is the
 * stable part, by which programs tell problems apart; the words may change.
 *
 * @param status the HTTP status, 400 to 599
 * @param code {@code [a-z_]+}; listed in docs/api.md
 * @param title the kind of problem in a few words, the same for every problem of this code
 * @param detail what is wrong this time and what was expected; safe to show, never an exception's
 *     text
 * @param errors the fields that are wrong, all of them where possible
 * @param headers response headers that belong to the answer, such as {@code Retry-After}
 * @param members further members of the answer that belong to this kind of problem, by name
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<FieldError> errors,
    Map<String, String> headers,
    Map<String, Object> members) {

  /** What every problem's {@code type} starts with; the code follows. */
  public static final String TYPE_PREFIX = "urn:holdpoint:problem:";

  public Problem {
    errors = List.copyOf(errors);
    headers = Map.copyOf(headers);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** A problem without fields or headers. */
  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), Map.of(), Map.of());
  }

  public Problem withErrors(List<FieldError> fields) {
    return new Problem(status, code, title, detail, fields, headers, members);
  }

  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, code, title, detail, errors, more, members);
  }

  /** A member of its own kind; its value is written as JSON, so nothing of a stranger's raw. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, code, title, detail, errors, headers, more);
  }

  /** The URI that names this kind of problem. */
  public String type() {
    return TYPE_PREFIX + code;
  }

  /**
   * One field that is wrong.
   *
   * @param pointer a JSON pointer (RFC 6901) into the body, or the name of the header or parameter
   * @param detail the value, made safe by {@link SafeText}, and what was expected
   * @param line where it stands in a text, from 1; 0 where that says nothing
   * @param column the same
   */
  public record FieldError(String pointer, String detail, int line, int column) {

    public FieldError(String pointer, String detail) {
      this(pointer, detail, 0, 0);
    }
  }
}
