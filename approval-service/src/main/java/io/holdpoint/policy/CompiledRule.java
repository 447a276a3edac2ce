package io.holdpoint.policy;

import io.holdpoint.model.ToolPattern;
import java.util.List;
import java.util.Optional;

/** A rule or guardrail whose condition is ready to be evaluated; without one it always holds. */
record CompiledRule(
    String name, String tier, List<ToolPattern> tools, Optional<Condition> condition) {}
