package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found when a condition that asks for the past is compiled. */
class HistoryConditionsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "task.count(\"\") > 1 | a pattern is empty (expected such as \"payments.*\", or \"*\" for all)",
        "task.sum(\"*\", \"\") > 1 | sum: the name of an argument is empty (expected such as \"amount\")",
        "task.sum(\"*\", action.tool) > 1"
            + " | sum: the argument's name has to stand here as a text such as \"amount\" or"
            + " \"payment.amount\"",
        "chain.count(request.reason) > 1"
            + " | count: expected a pattern as a text such as \"payments.*\", or one of action.tool,"
            + " target.system, tool.name, tool.system",
        "[\"a\", \"b\"].exists(t, agent.day.count(t) > 1)"
            + " | count: expected a pattern as a text such as \"payments.*\", or one of action.tool,"
            + " target.system, tool.name, tool.system",
        "task.number(\"x\") > 1"
            + " | unknown function: number (expected one of CEL's standard functions, or count,"
            + " denied, sum, targets of a history)",
        "agent.day.tols.size() > 1"
            + " | unknown field: day.tols (expected one of: dataTouched, denied, requests, systems,"
            + " targets, tools, worst)",
        "task.budget.action > 1"
            + " | unknown field: budget.action (expected one of: actions, seconds, sums, targets)",
        "task.budget > 1"
            + " | does not compile: found no matching overload for '_>_' applied to"
            + " '(holdpoint.Budget, int)' (candidates:",
        "task.purpse == \"\""
            + " | unknown field: task.purpse (expected one of: allowedTools, budget, dataTouched,"
            + " denied, id, opened, owner, purpose, requests, systems, targets, tools, worst)",
        "agent.month.requests > 1"
            + " | unknown field: agent.month (expected one of: createdAt, day, environments, hour, id,"
            + " knowsTarget, labels, owner, requests, week)",
        "task.count(1) > 1"
            + " | does not compile: found no matching overload for 'count' applied to"
            + " 'holdpoint.Task.(int)' (candidates:",
        "target.count(\"x\") > 1"
            + " | does not compile: found no matching overload for 'count' applied to"
            + " 'holdpoint.Target.(string)' (candidates:"
      })
  void tellsWhatIsWrong(String condition, String fault) {
    assertThat(Policies.faults(Policies.withCondition(condition)))
        .singleElement()
        .asString()
        .contains("when: " + fault);
  }

  @Test
  void tellsWhereItIsWrong() {
    assertThat(Policies.faults(Policies.withCondition("true &&\n  task.count(\"\") > 1")))
        .containsExactly(
            "18:20 rule \"The rule\": when: a pattern is empty (expected such as \"payments.*\","
                + " or \"*\" for all)");
  }

  @Test
  void refusesAPatternBeyondTheLimit() {
    String pattern = "x".repeat(PolicyLimits.PATTERN);
    assertThat(Policies.faults(Policies.withCondition("task.count(\"" + pattern + "\") > 1")))
        .isEmpty();
    assertThat(Policies.faults(Policies.withCondition("task.count(\"x" + pattern + "\") > 1")))
        .singleElement()
        .asString()
        .contains("257 characters (expected at most 256)");
  }
}
