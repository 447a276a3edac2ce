package io.holdpoint.request.posted;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body that was read and found acceptable, exactly as posted: what was absent is empty here.
 *
 * @param values the arguments as values, for the policy; {@code arguments} is their canonical form
 * @param context the context object as posted
 * @param bodyHash SHA-256 of the canonical form of the whole body
 */
public record PostedRequest(
    String tool,
    Map<String, @Nullable Object> values,
    CanonicalJson arguments,
    CanonicalJson target,
    Target named,
    String reason,
    String task,
    CanonicalJson context,
    Optional<RequestId> parent,
    Set<AgentId> sharedWith,
    Set<String> dataTouched,
    Map<String, @Nullable Object> attributes,
    Optional<Duration> expiresIn,
    String bodyHash) {}
