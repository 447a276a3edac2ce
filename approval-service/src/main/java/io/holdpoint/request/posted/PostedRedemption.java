package io.holdpoint.request.posted;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.SafeText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The body of {@code POST /v1/verdicts/redeem}, read as strictly as a request's.
 *
 * @param token as posted; whether it is one is not judged here
 * @param task in which it is about to run; empty where that is not said
 * @param redemptionId 1 to 255 printable ASCII characters
 */
public record PostedRedemption(
    String token, PostedAction action, Optional<String> task, Optional<String> redemptionId) {

  private static final Set<String> BODY = Set.of("token", "action", "task", "redemptionId");
  private static final Pattern ID =
      Pattern.compile("[\\x20-\\x7e]{1," + Limits.IDEMPOTENCY_KEY_CHARS + "}");

  /**
   * @throws ProblemException 400 for what is no JSON or has a name twice, 413 for more than 256
   *     KiB, 415 for another content type, 422 naming every field that is missing, unknown or of
   *     another type
   */
  public static PostedRedemption read(HttpServletRequest call) {
    Faults faults = new Faults();
    Fields fields =
        Fields.ofDocument(StrictJson.read(RequestBodies.read(call), faults), BODY, faults);
    String token = fields.required("token", "the verdict token").string("token", TextRule.ANY);
    PostedAction action = PostedAction.read(fields);
    String task = fields.string("task", TextRule.TASK);
    String id = fields.string("redemptionId", TextRule.ANY);
    if (fields.asPosted().containsKey("redemptionId") && !ID.matcher(id).matches()) {
      faults.add(
          "/redemptionId",
          SafeText.quote(id)
              + " has "
              + id.length()
              + " characters, expected 1 to "
              + Limits.IDEMPOTENCY_KEY_CHARS
              + " of printable ASCII");
    }
    if (faults.any()) {
      throw new ProblemException(RequestParser.unacceptable(faults.list()));
    }
    return new PostedRedemption(
        token,
        action,
        fields.asPosted().containsKey("task") ? Optional.of(task) : Optional.empty(),
        Optional.of(id).filter(given -> !given.isEmpty()));
  }

  /**
   * The digest of the action that is about to run, as this agent's.
   *
   * @param approvedIn the task that it was approved in, where the caller does not say in which it
   *     is about to run
   */
  public String digest(AgentId agent, String approvedIn) {
    return ActionDigest.of(
        agent,
        action.tool(),
        CanonicalForm.of(action.values()),
        CanonicalForm.of(action.target()),
        task.orElse(approvedIn));
  }

  @Override
  public String toString() {
    return "PostedRedemption[" + action.tool() + "]";
  }
}
