package io.holdpoint.request.posted;

import io.holdpoint.platform.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** The body of {@code POST /v1/requests/{id}/revoke}. What the reason may be is judged later. */
public record PostedRevocation(String reason) {

  private static final Set<String> BODY = Set.of("reason");

  /**
   * @throws ProblemException 400 for what is no JSON, 413 for more than 256 KiB, 415 for another
   *     content type, 422 naming every field that is missing, unknown or of another type
   */
  public static PostedRevocation read(HttpServletRequest call) {
    Faults faults = new Faults();
    Fields fields =
        Fields.ofDocument(StrictJson.read(RequestBodies.read(call), faults), BODY, faults);
    String reason = fields.required("reason", "why it is revoked").string("reason", TextRule.ANY);
    if (faults.any()) {
      throw new ProblemException(RequestParser.unacceptable(faults.list()));
    }
    return new PostedRevocation(reason);
  }
}
