package io.holdpoint.request.posted;

import io.holdpoint.model.ReviewDecision;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.SafeText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The body of {@code POST /v1/requests/{id}/reviews}, read as strictly as a request's. What the
 * reason and digest may be is for the desk to judge.
 */
public record PostedReview(ReviewDecision decision, String reason, String digest) {

  private static final Set<String> BODY = Set.of("decision", "reason", "digest");

  /**
   * @throws ProblemException 400 for what is no JSON, 413 for more than 256 KiB, 415 for another
   *     content type, 422 naming every field that is missing, unknown or of another type
   */
  public static PostedReview read(HttpServletRequest call) {
    Faults faults = new Faults();
    Fields fields =
        Fields.ofDocument(StrictJson.read(RequestBodies.read(call), faults), BODY, faults);
    String word = fields.required("decision", "approve or deny").string("decision", TextRule.ANY);
    Optional<ReviewDecision> decision =
        Arrays.stream(ReviewDecision.values()).filter(d -> d.wire().equals(word)).findAny();
    if (decision.isEmpty() && !faults.any()) {
      faults.add("/decision", SafeText.quote(word) + ", expected approve or deny");
    }
    String reason = fields.string("reason", TextRule.ANY);
    String digest =
        fields
            .required("digest", "the digest of the action that was shown")
            .string("digest", TextRule.ANY);
    if (faults.any()) {
      throw new ProblemException(RequestParser.unacceptable(faults.list()));
    }
    return new PostedReview(decision.orElseThrow(), reason, digest);
  }
}
