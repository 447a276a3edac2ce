package io.holdpoint.request.posted;

import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.SafeText;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads the bytes of a JSON body, and no more of them than are allowed. */
public final class RequestBodies {

  private RequestBodies() {}

  /**
   * @throws ProblemException 415 for another content type or an encoding, 413 for more than {@link
   *     Limits#BODY_BYTES}, 400 when the caller stopped sending
   */
  public static byte[] read(HttpServletRequest request) {
    checkType(request.getContentType());
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("Content-Encoding " + SafeText.quote(encoding) + ", expected none");
    }
    if (request.getContentLengthLong() > Limits.BODY_BYTES) {
      throw RequestParser.tooLarge();
    }
    try {
      byte[] body = request.getInputStream().readNBytes(Limits.BODY_BYTES + 1);
      if (body.length > Limits.BODY_BYTES) {
        throw RequestParser.tooLarge();
      }
      return body;
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(
              400,
              "body_incomplete",
              "The body did not arrive",
              "The body ended before its announced end. Nothing was stored."));
    }
  }

  private static void checkType(@Nullable String type) {
    if (type == null) {
      throw unsupported("no Content-Type, expected application/json");
    }
    try {
      MediaType media = MediaType.parseMediaType(type);
      boolean utf8 =
          media.getCharset() == null || media.getCharset().equals(StandardCharsets.UTF_8);
      if (media.equalsTypeAndSubtype(MediaType.APPLICATION_JSON) && utf8) {
        return;
      }
    } catch (InvalidMediaTypeException e) {
      // Falls through: what cannot be read is not application/json.
    }
    throw unsupported(
        "Content-Type " + SafeText.quote(type) + ", expected application/json in UTF-8");
  }

  private static ProblemException unsupported(String detail) {
    return new ProblemException(
        Problem.of(415, "unsupported_media_type", "This content type is not taken", detail + ".")
            .withHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE));
  }
}
