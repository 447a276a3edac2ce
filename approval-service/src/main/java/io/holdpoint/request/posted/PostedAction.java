package io.holdpoint.request.posted;

import io.holdpoint.model.Target;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An action as it stands in a body: read the same way when leave is asked for it and when it is
 * about to run, so that nothing means one thing here and another there.
 *
 * @param values the arguments as posted
 * @param target as posted
 */
public record PostedAction(
    String tool,
    Map<String, @Nullable Object> values,
    Map<String, @Nullable Object> target,
    Target named) {

  private static final Set<String> ACTION = Set.of("tool", "arguments", "target");
  private static final Set<String> TARGET = Set.of("system", "resource", "environment");

  /** Reads the member {@code action}; what is wrong is noted. */
  static PostedAction read(Fields body) {
    Fields action = body.required("action", "an object with the tool").object("action", ACTION);
    String tool =
        action
            .required("tool", "the name of the tool that is to be called")
            .string("tool", TextRule.TOOL);
    Fields target = action.object("target", TARGET);
    return new PostedAction(
        tool,
        action.freeObject("arguments"),
        target.asPosted(),
        new Target(
            target.string("system", TextRule.TARGET_PART),
            target.string("resource", TextRule.TARGET_PART),
            target.string("environment", TextRule.TARGET_PART)));
  }
}
