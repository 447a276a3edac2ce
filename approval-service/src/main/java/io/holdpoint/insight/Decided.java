package io.holdpoint.insight;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A held request that people decided.
 *
 * @param target in its RFC 8785 form
 * @param arguments in their RFC 8785 form; empty when they are too long to be bounded
 * @param approved whether they approved it
 * @param people who reviewed it
 * @param rule the strictest rule that held it; empty when it was the default tier
 * @param took from asking to verdict
 */
record Decided(
    UUID id,
    String agent,
    String tool,
    String target,
    Optional<String> arguments,
    boolean approved,
    Set<String> people,
    Optional<Rule> rule,
    Duration took) {

  /** A rule or guardrail, and the tier that it asked for. */
  record Rule(String name, String tier) {}
}
