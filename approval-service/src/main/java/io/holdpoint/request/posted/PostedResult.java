package io.holdpoint.request.posted;

import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.SafeText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/**
 * The body of {@code POST /v1/verdicts/{id}/result}.
 *
 * @param result one of {@link #RESULTS}
 * @param detail prose of at most 1,000 characters, {@code ""} where there is none
 */
public record PostedResult(String result, String detail) {

  /** What can come of an approval. */
  public static final List<String> RESULTS = List.of("executed", "failed", "not_executed");

  private static final Set<String> BODY = Set.of("result", "detail");

  /**
   * @throws ProblemException 400 for what is no JSON, 413 for more than 256 KiB, 415 for another
   *     content type, 422 naming every field that is missing, unknown or of another type
   */
  public static PostedResult read(HttpServletRequest call) {
    Faults faults = new Faults();
    Fields fields =
        Fields.ofDocument(StrictJson.read(RequestBodies.read(call), faults), BODY, faults);
    String expected = String.join(", ", RESULTS);
    String result = fields.required("result", "one of " + expected).string("result", TextRule.ANY);
    if (!faults.any() && !RESULTS.contains(result)) {
      faults.add("/result", SafeText.quote(result) + ", expected one of " + expected);
    }
    String detail = fields.string("detail", TextRule.DETAIL);
    if (faults.any()) {
      throw new ProblemException(RequestParser.unacceptable(faults.list()));
    }
    return new PostedResult(result, detail);
  }
}
