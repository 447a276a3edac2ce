package io.holdpoint.request.posted;

import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.platform.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/requests/{id}/changes}, read as strictly as a request's. What the
 * reason and digest may be is for the desk to judge.
 *
 * @param arguments a JSON object in its RFC 8785 form
 * @param dryRun only say what would become of it
 */
public record PostedChange(String arguments, String reason, String digest, boolean dryRun) {

  private static final Set<String> BODY = Set.of("arguments", "reason", "digest", "dryRun");

  /**
   * @throws ProblemException 400 for what is no JSON, 413 for more than 256 KiB, 415 for another
   *     content type, 422 naming every field that is missing, unknown or of another type
   */
  public static PostedChange read(HttpServletRequest call) {
    Faults faults = new Faults();
    Fields fields =
        Fields.ofDocument(StrictJson.read(RequestBodies.read(call), faults), BODY, faults);
    Map<String, @Nullable Object> arguments =
        fields.required("arguments", "the new arguments, whole").freeObject("arguments");
    ChangedArguments.check(arguments, "/arguments", faults);
    boolean dryRun = fields.bool("dryRun");
    String reason = fields.string("reason", TextRule.ANY);
    String digest =
        fields
            .required("digest", "the digest of the action that was shown")
            .string("digest", TextRule.ANY);
    if (faults.any()) {
      throw new ProblemException(RequestParser.unacceptable(faults.list()));
    }
    return new PostedChange(CanonicalForm.of(arguments).text(), reason, digest, dryRun);
  }
}
