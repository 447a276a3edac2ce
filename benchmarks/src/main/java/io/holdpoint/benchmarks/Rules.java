package io.holdpoint.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules that every engine gets: each releases the tools of one prefix in one environment of one
 * system. Five are about the tool that is asked for, all others about tools of their own.
 */
record Rules(List<Rule> rules) {

  private static final int SELECTED = 5;

  record Rule(String tools, String environment, String system) {}

  /** What is asked. */
  record Question(String tool, String environment, String system) {}

  static Rules of(int count) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(
          i < SELECTED ? new Rule("crm.*", "qa", "s" + i) : new Rule("t" + i + ".*", "qa", "s0"));
    }
    return new Rules(rules);
  }

  /** One that the last of the selected rules releases, and one that none does. */
  static List<Question> questions() {
    return List.of(
        new Question("crm.customers.update", "qa", "s4"),
        new Question("crm.customers.update", "production", "s4"));
  }

  /** What every engine is asked before anything is measured: released, held, unknown. */
  List<Question> probes() {
    List<Question> probes = new ArrayList<>(questions());
    for (int i : List.of(SELECTED, rules.size() / 2, rules.size() - 1)) {
      probes.add(new Question("t" + i + ".x", "qa", "s0"));
      probes.add(new Question("t" + i + ".x", "qa", "s1"));
      probes.add(new Question("t" + i + "y.x", "qa", "s0"));
    }
    probes.add(new Question("nobody.knows", "qa", "s0"));
    return probes;
  }

  boolean releases(Question question) {
    return rules.stream()
        .anyMatch(
            rule ->
                question.tool().startsWith(rule.tools().substring(0, rule.tools().length() - 1))
                    && question.environment().equals(rule.environment())
                    && question.system().equals(rule.system()));
  }
}
