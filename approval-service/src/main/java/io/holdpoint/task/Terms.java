package io.holdpoint.task;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task was opened for.
 *
 * @param actions that may be done in it; null: as many as policy releases
 * @param sums for paths of numeric arguments, what all actions may come to together
 * @param targets that may be different ones; null: any number
 * @param allowedTools patterns; null: any tool
 * @param agents that take part besides the one that opened it
 */
public record Terms(
    String purpose,
    @Nullable Integer actions,
    Map<String, BigDecimal> sums,
    @Nullable Integer targets,
    @Nullable List<String> allowedTools,
    List<String> agents) {}
