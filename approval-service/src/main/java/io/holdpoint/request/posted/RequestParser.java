package io.holdpoint.request.posted;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.Problem.FieldError;
import io.holdpoint.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /v1/requests}: everything that is not exactly what is expected is
 * refused, all faults at once. The limits are those of {@link Limits}.
 */
public final class RequestParser {

  private static final Set<String> BODY =
      Set.of("action", "reason", "task", "context", "expiresIn");
  private static final Set<String> CONTEXT =
      Set.of("parent", "sharedWith", "dataTouched", "attributes", "before", "after");

  private RequestParser() {}

  /**
   * @throws ProblemException 400 for what is no JSON or has a name twice, 413 for what is too
   *     large, 422 for what is well-formed but not acceptable
   */
  public static PostedRequest parse(byte[] body) {
    if (body.length > Limits.BODY_BYTES) {
      throw tooLarge();
    }
    Faults faults = new Faults();
    Object document = StrictJson.read(body, faults);
    Fields fields = Fields.ofDocument(document, BODY, faults);
    PostedAction action = PostedAction.read(fields);
    String reason = fields.string("reason", TextRule.REASON);
    String task = fields.string("task", TextRule.TASK);
    Fields context = fields.object("context", CONTEXT);
    Optional<RequestId> parent = RequestId.parse(context.string("parent", TextRule.PARENT));
    List<String> sharedWith = context.strings("sharedWith", Limits.SHARED_WITH, TextRule.AGENT);
    List<String> dataTouched = context.strings("dataTouched", Limits.LABELS, TextRule.LABEL);
    Map<String, @Nullable Object> attributes = context.freeObject("attributes");
    Optional<Duration> expiresIn =
        fields.whole("expiresIn", 1, Limits.EXPIRES_IN_SECONDS).map(Duration::ofSeconds);
    context.value("before", Limits.STATE_BYTES);
    context.value("after", Limits.STATE_BYTES);
    if (faults.any()) {
      throw new ProblemException(unacceptable(faults.list()));
    }
    String canonical = CanonicalForm.print(document);
    // 1e20 takes four characters as posted and 21 in its canonical form.
    if (canonical.getBytes(StandardCharsets.UTF_8).length > Limits.BODY_BYTES) {
      throw tooLarge();
    }
    return new PostedRequest(
        action.tool(),
        action.values(),
        CanonicalForm.of(action.values()),
        CanonicalForm.of(action.target()),
        action.named(),
        reason,
        task,
        CanonicalForm.of(context.asPosted()),
        parent,
        sharedWith.stream().map(AgentId::new).collect(Collectors.toCollection(LinkedHashSet::new)),
        new LinkedHashSet<>(dataTouched),
        attributes,
        expiresIn,
        ActionDigest.sha256(canonical));
  }

  /** The same for a parent that does not exist and for one of another agent. */
  public static Problem noSuchParent() {
    return unacceptable(List.of(new FieldError("/context/parent", TextRule.NO_SUCH_PARENT)));
  }

  public static Problem tooManyParents() {
    return unacceptable(
        List.of(
            new FieldError(
                "/context/parent",
                "more than " + Limits.PARENTS + " requests above this one, expected fewer")));
  }

  public static Problem unacceptable(List<FieldError> errors) {
    String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more, see errors)";
    FieldError first = errors.get(0);
    return Problem.of(
            422,
            "invalid_request",
            "The request is not acceptable",
            (first.pointer().isEmpty() ? "the body" : first.pointer())
                + ": "
                + first.detail()
                + more
                + ". Nothing was stored.")
        .withErrors(errors);
  }

  static ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(
            413,
            "body_too_large",
            "The body is too large",
            "Expected at most "
                + Limits.BODY_BYTES
                + " bytes, also in the canonical form of RFC 8785. Nothing was stored."));
  }
}
