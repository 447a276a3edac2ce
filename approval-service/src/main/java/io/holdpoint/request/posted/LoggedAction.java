package io.holdpoint.request.posted;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of an agent's log: an action that never went through Holdpoint. JSON values as in a
 * request.
 *
 * @param agent empty where the line names none
 * @param at empty where the line has no time
 */
public record LoggedAction(
    String tool,
    Map<String, @Nullable Object> arguments,
    Target target,
    String task,
    String reason,
    Set<String> dataTouched,
    Map<String, @Nullable Object> attributes,
    Optional<AgentId> agent,
    Optional<Instant> at) {}
