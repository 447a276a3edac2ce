package io.holdpoint.policy;

import io.holdpoint.model.process.Processes;
import java.util.List;

/** Policies for tests. */
final class Policies {

  private static final PolicyCompiler COMPILER = new PolicyCompiler();

  /** The tiers of the design: low, sensitive (the default), critical, forbidden. */
  static final String TIERS =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers, count: 1}]}
        - name: critical
          outcome: require_approval
          process: four-eyes-approval
          approvals: [{group: ops, count: 1}, {group: security, count: 1}]
          expireAfter: PT1H
        - {name: forbidden, outcome: deny}
      defaultTier: sensitive
      tools:
        - {match: "*.get", reversibility: read_only}
      """;

  private Policies() {}

  static CompiledPolicy compiled(String yaml) {
    return switch (COMPILER.compile(yaml, Processes.DELIVERED)) {
      case Compilation.Compiled(var policy) -> policy;
      case Compilation.Faulty(var faults) -> throw new AssertionError(faults.toString());
    };
  }

  /** The design's tiers with one rule that has this condition. */
  static String withCondition(String condition) {
    return TIERS
        + "rules:\n  - name: The rule\n    tier: low\n    when: |-\n      "
        + condition.replace("\n", "\n      ")
        + "\n";
  }

  /** Every fault as {@code line:column where: message}. */
  static List<String> faults(String yaml) {
    return switch (COMPILER.compile(yaml, Processes.DELIVERED)) {
      case Compilation.Compiled(var policy) -> List.of();
      case Compilation.Faulty(var faults) ->
          faults.stream()
              .map(f -> f.line() + ":" + f.column() + " " + f.where() + ": " + f.message())
              .toList();
    };
  }
}
