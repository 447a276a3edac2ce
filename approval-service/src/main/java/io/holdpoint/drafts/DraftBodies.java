package io.holdpoint.drafts;

import io.holdpoint.platform.Problem;
import io.holdpoint.platform.Problem.FieldError;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.Problems;
import io.holdpoint.platform.SafeText;
import io.holdpoint.policy.PolicyLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a call carries, and no more of it than a policy document may have. */
@Component
class DraftBodies {

  private static final MediaType[] JSON = {MediaType.APPLICATION_JSON};
  private static final MediaType[] DOCUMENT = {
    MediaType.APPLICATION_JSON,
    MediaType.APPLICATION_YAML,
    MediaType.parseMediaType("application/x-yaml"),
    MediaType.parseMediaType("text/yaml")
  };

  private final JsonMapper mapper;

  DraftBodies(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** The text of a policy document: YAML as it came, JSON turned into YAML. */
  PolicyBody document(HttpServletRequest call) {
    MediaType type = type(call, DOCUMENT);
    String text = text(call);
    return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
        ? PolicyBody.json(text)
        : PolicyBody.yaml(text);
  }

  <T> T json(HttpServletRequest call, Class<T> form) {
    type(call, JSON);
    T body;
    try {
      body = mapper.readValue(text(call), form);
    } catch (JacksonException e) {
      throw malformed("The body is not what this call takes; see the description at /v3/api-docs.");
    }
    if (body == null) {
      throw malformed("The body is null; expected an object.");
    }
    return body;
  }

  static ProblemException malformed(String detail) {
    return new ProblemException(
        Problem.of(400, "malformed_body", "The body cannot be read", detail));
  }

  /**
   * The revision that the caller saw; empty when there is no condition. A weak tag counts like a
   * strong one: proxies that compress make strong ones weak.
   */
  static Optional<String> ifMatch(@Nullable String header) {
    if (header == null || header.strip().equals("*")) {
      return Optional.empty();
    }
    String tag = header.strip();
    tag = tag.startsWith("W/") ? tag.substring(2) : tag;
    if (!tag.matches("\"[\\x21\\x23-\\x7e]{0,100}\"")) {
      throw new ProblemException(
          Problems.badParameter(
              HttpHeaders.IF_MATCH,
              SafeText.quote(header) + ", expected one entity tag in quotes, as in ETag"));
    }
    return Optional.of(tag.substring(1, tag.length() - 1));
  }

  private static MediaType type(HttpServletRequest call, MediaType[] taken) {
    String encoding = call.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("Content-Encoding " + SafeText.quote(encoding) + ", expected none", taken);
    }
    String type = call.getContentType();
    if (type == null) {
      throw unsupported("no Content-Type", taken);
    }
    try {
      MediaType media = MediaType.parseMediaType(type);
      boolean utf8 =
          media.getCharset() == null || media.getCharset().equals(StandardCharsets.UTF_8);
      for (MediaType one : taken) {
        if (utf8 && media.equalsTypeAndSubtype(one)) {
          return one;
        }
      }
    } catch (InvalidMediaTypeException e) {
      // Falls through: what cannot be read is none of them.
    }
    throw unsupported("Content-Type " + SafeText.quote(type), taken);
  }

  private static String text(HttpServletRequest call) {
    if (call.getContentLengthLong() > PolicyLimits.DOCUMENT_BYTES) {
      throw tooLarge();
    }
    byte[] bytes;
    try {
      bytes = call.getInputStream().readNBytes(PolicyLimits.DOCUMENT_BYTES + 1);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(
              400,
              "body_incomplete",
              "The body did not arrive",
              "The body ended before its announced end. Nothing was stored."));
    }
    if (bytes.length > PolicyLimits.DOCUMENT_BYTES) {
      throw tooLarge();
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("The body is not UTF-8.");
    }
  }

  private static ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(
                413,
                "body_too_large",
                "The body is too large",
                "Expected at most %,d bytes.".formatted(PolicyLimits.DOCUMENT_BYTES))
            .withErrors(
                List.of(new FieldError("", "at most " + PolicyLimits.DOCUMENT_BYTES + " bytes"))));
  }

  private static ProblemException unsupported(String what, MediaType[] taken) {
    String expected = MediaType.toString(List.of(taken));
    return new ProblemException(
        Problem.of(
                415,
                "unsupported_media_type",
                "This content type is not taken",
                what + "; expected " + expected + " in UTF-8.")
            .withHeader(HttpHeaders.ACCEPT, expected));
  }
}
