package io.holdpoint.request.posted;

import io.holdpoint.model.digest.JsonNumbers;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.SafeText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON without guessing: one meaning per text, or none. Values become {@code String}, {@code
 * Long}, {@code Double}, {@code Boolean}, {@code List}, {@code Map} or null; nothing is coerced.
 *
 * <p>What is no JSON, or has one name twice, ends the reading with a 400. Everything else that is
 * wrong is collected, so that one answer names it all.
 */
public final class StrictJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  // The body's size bounds these already; depth and names are judged here, with a
                  // pointer.
                  .maxNestingDepth(Limits.BODY_BYTES + 1)
                  .maxStringLength(Limits.BODY_BYTES + 1)
                  .maxNameLength(Limits.BODY_BYTES + 1)
                  .maxNumberLength(1_000)
                  .build())
          .build();

  private final JsonParser parser;
  private final Faults faults;
  private final Faults duplicates = new Faults();
  private final JsonPath path = new JsonPath();
  private int members;

  private StrictJson(JsonParser parser, Faults faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /**
   * @param faults takes what is well-formed but not acceptable; where there is any, the value
   *     returned is not the whole
   * @throws ProblemException 400, when it is not UTF-8, not JSON, or a name occurs twice in an
   *     object
   */
  public static @Nullable Object read(byte[] utf8, Faults faults) {
    String text = decode(utf8);
    checkEscapes(text);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      StrictJson reader = new StrictJson(parser, faults);
      Object value = reader.document();
      if (reader.duplicates.any()) {
        throw new ProblemException(
            Problem.of(
                    400,
                    "duplicate_key",
                    "A name occurs twice in one object",
                    "Which of the two is meant cannot be known; each name may occur once in an"
                        + " object.")
                .withErrors(reader.duplicates.list()));
      }
      return value;
    } catch (JacksonException e) {
      throw malformed(text, e.getLocation());
    }
  }

  private static String decode(byte[] utf8) {
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer out = CharBuffer.allocate(utf8.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    try {
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problem.of(
              400,
              "malformed_json",
              "The body is not JSON",
              "The body is not UTF-8: byte 0x%02x at offset %d."
                  .formatted(utf8[in.position()] & 0xff, in.position())));
    }
    return out.flip().toString();
  }

  /**
   * Jackson looks at the low byte of what should be a hexadecimal digit, and so takes {@code \\u}
   * followed by letters that are none for the escape of another character.
   */
  private static void checkEscapes(String text) {
    for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 2)) {
      if (i + 1 < text.length() && text.charAt(i + 1) == 'u') {
        for (int digit = i + 2; digit < Math.min(i + 6, text.length()); digit++) {
          if (text.charAt(digit) > '\u007f') {
            int line = 1 + (int) text.substring(0, i).chars().filter(c -> c == '\n').count();
            throw malformed(text, line, i - text.lastIndexOf('\n', i), i);
          }
        }
      }
    }
  }

  private static ProblemException malformed(String text, @Nullable TokenStreamLocation at) {
    return malformed(
        text,
        at == null ? 1 : Math.max(1, at.getLineNr()),
        at == null ? 1 : Math.max(1, at.getColumnNr()),
        at == null ? 0 : Math.max(0, at.getCharOffset()));
  }

  private static ProblemException malformed(String text, int line, int column, long offset) {
    String there =
        offset >= text.length()
            ? "the body ends there"
            : "there stands " + SafeText.quote(text.substring((int) offset, shown(text, offset)));
    return new ProblemException(
        Problem.of(
            400,
            "malformed_json",
            "The body is not JSON",
            "Not JSON at or just before line %d, column %d: %s; expected one JSON object (RFC 8259)."
                .formatted(line, column, there)));
  }

  private static int shown(String text, long offset) {
    return (int) Math.min(text.length(), offset + 20);
  }

  private @Nullable Object document() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw malformed("", null);
    }
    Object value = value(first, 1);
    if (parser.nextToken() != null) {
      throw new ProblemException(
          Problem.of(
              400,
              "malformed_json",
              "The body is not JSON",
              "Something follows the JSON value, at line %d, column %d; expected its end."
                  .formatted(
                      parser.currentTokenLocation().getLineNr(),
                      parser.currentTokenLocation().getColumnNr())));
    }
    return value;
  }

  /**
   * @param level of the value if it is an object or array; the document's is 1
   */
  private @Nullable Object value(JsonToken token, int level) {
    return switch (token) {
      case START_OBJECT -> tooDeep(level) ? Map.of() : object(level);
      case START_ARRAY -> tooDeep(level) ? List.of() : array(level);
      case VALUE_STRING -> string(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value: " + token);
    };
  }

  private boolean tooDeep(int level) {
    if (level <= Limits.DEPTH) {
      return false;
    }
    faults.add(
        path.pointer(), "nested " + level + " levels deep, expected at most " + Limits.DEPTH);
    parser.skipChildren(); // iterative, so the depth costs nothing; still checks that it is JSON
    return true;
  }

  private Map<String, @Nullable Object> object(int level) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      path.enter(name);
      checkName(name);
      if (++members == Limits.MEMBERS + 1) {
        faults.add(
            "", "more than " + Limits.MEMBERS + " members in all objects together, expected fewer");
      }
      Object value = value(parser.nextToken(), level + 1);
      if (object.containsKey(name)) {
        duplicates.add(path.pointer(), SafeText.quote(name) + " occurs twice, expected once");
      }
      object.put(name, value);
      path.leave();
    }
    return Collections.unmodifiableMap(object);
  }

  private List<@Nullable Object> array(int level) {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      path.enter(Integer.toString(array.size()));
      array.add(value(token, level + 1));
      path.leave();
    }
    return Collections.unmodifiableList(array);
  }

  private void checkName(String name) {
    if (name.length() > Limits.NAME_CHARS) {
      faults.add(
          path.pointer(),
          "the name has " + name.length() + " characters, expected at most " + Limits.NAME_CHARS);
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      faults.add(
          path.pointer(),
          "the name " + SafeText.quote(name) + " has control characters, expected none");
    }
    string(name);
  }

  private String string(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        faults.add(
            path.pointer(),
            "the lone surrogate \\u%04x, which is no character; expected Unicode text"
                .formatted((int) c));
        break;
      }
    }
    return text;
  }

  private Number number(String text) {
    return JsonNumbers.read(text)
        .orElseGet(
            () -> {
              faults.add(
                  path.pointer(),
                  SafeText.quote(text)
                      + " has more digits than a JSON number carries exactly (binary64);"
                      + " expected fewer digits, or a string");
              return 0L;
            });
  }
}
