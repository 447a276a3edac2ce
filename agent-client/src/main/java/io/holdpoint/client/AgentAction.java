package io.holdpoint.client;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.model.digest.CanonicalForm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done. Values are String, Long, Double, Boolean, List, Map (with String names) or
 * null; an Integer is taken as a Long.
 *
 * @param tool 1 to 200 of letters, digits and {@code . _ - / :}
 * @param target {@code system}, {@code resource}, {@code environment}, each optional
 */
public record AgentAction(
    String tool, Map<String, ? extends @Nullable Object> arguments, Map<String, String> target) {

  public AgentAction {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    target = Map.copyOf(target);
  }

  public static AgentAction of(String tool, Map<String, ? extends @Nullable Object> arguments) {
    return new AgentAction(tool, arguments, Map.of());
  }

  /** The digest to which an approval of this is bound. */
  String digest(AgentId agent, String task) {
    return ActionDigest.of(
        agent,
        tool,
        CanonicalForm.of(Values.plain(arguments)),
        CanonicalForm.of(Values.plain(target)),
        task);
  }

  Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("tool", tool);
    members.put("arguments", Values.plain(arguments));
    members.put("target", Values.plain(target));
    return members;
  }
}
