package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFindingsTest {

  /** Every finding as {@code line:column where: message}, lines counted from the given text. */
  private static List<String> findings(String rules) {
    int head = (int) Policies.TIERS.lines().count();
    return Policies.compiled(Policies.TIERS + rules).findings().stream()
        .map(f -> (f.line() - head) + ":" + f.column() + " " + f.where() + ": " + f.message())
        .toList();
  }

  @Test
  void findsConditionsThatAreNeverTrue() {
    assertThat(
            findings(
                """
                rules:
                  - {name: a, tier: low, tools: [a], when: 'false'}
                  - {name: b, tier: low, tools: [b], when: 'target.system == "x" && tool.reversibility == "readonly"'}
                  - {name: c, tier: low, tools: [c], when: 'target.system in []'}
                  - {name: d, tier: low, tools: [d], when: '!(task.worst != "none") || false'}
                  - {name: e, tier: low, tools: [e], when: 'tool.reversibility in ["read", "write"]'}
                """))
        .containsExactly(
            "2:45 rule \"a\": never matches: it is always false",
            "3:45 rule \"b\": never matches: tool.reversibility is never \"readonly\"",
            "4:45 rule \"c\": never matches: nothing is in an empty list",
            "5:45 rule \"d\": never matches: task.worst is never \"none\"; it is always false",
            "6:45 rule \"e\": never matches: tool.reversibility is never any of these");
    assertThat(
            findings(
                """
                rules:
                  - {name: a, tier: low, tools: [a], when: 'true'}
                  - {name: b, tier: low, tools: [b], when: 'tool.reversibility == "unclassified" || false'}
                  - {name: c, tier: low, tools: [c], when: 'task.worst == ""'}
                  - {name: d, tier: low, tools: [d], when: '!(target.system in [])'}
                  - {name: e, tier: low, tools: [e], when: 'tool.reversibility != "readonly"'}
                """))
        .isEmpty();
  }

  @Test
  void findsRulesThatNeverDecide() {
    assertThat(
            findings(
                """
                rules:
                  - {name: Wide, tier: critical, tools: ["crm.*"]}
                  - {name: Narrow, tier: sensitive, tools: ["crm.*.get", "crm.x"], when: 'now > now'}
                  - {name: Same, tier: low, tools: [x], when: 'target.system == "a"'}
                  - {name: Same again, tier: low, tools: [x], when: 'target.system == "a"'}
                guardrails:
                  - {name: Floor, tier: sensitive, tools: ["crm.get"]}
                """))
        .containsExactly(
            "3:5 rule \"Narrow\": never decides: rule \"Wide\" in line 14 matches whatever it matches,"
                + " and is stricter",
            "5:5 rule \"Same again\": never decides: rule \"Same\" in line 16 matches whatever it"
                + " matches, and is as strict",
            "7:5 guardrail \"Floor\": never decides: rule \"Wide\" in line 14 matches whatever it"
                + " matches, and is stricter");
  }

  @Test
  void saysNothingOfRulesThatMayDecide() {
    assertThat(
            findings(
                """
                rules:
                  - {name: Loose, tier: low, tools: ["crm.*"]}
                  - {name: Strict, tier: critical, tools: ["crm.*", "erp.*"], when: 'target.system == "a"'}
                  - {name: Other, tier: sensitive, tools: ["crm.get", "hr.get"], when: 'target.system == "b"'}
                  - {name: 'Off', tier: low, tools: ["crm.*"], enabled: false}
                guardrails:
                  - {name: Below the default tier, tier: low, tools: ["*.y"]}
                """))
        .isEmpty();
    // without the rule the default tier would hold, so the rule releases although a floor lies
    // there
    assertThat(
            findings(
                """
                rules:
                  - {name: Loose, tier: low, tools: ["crm.*"]}
                guardrails:
                  - {name: Floor, tier: low}
                """))
        .isEmpty();
  }

  @Test
  void findsToolEntriesThatStandTwice() {
    assertThat(findings("  - {match: x, system: a}\n  - {match: x, system: b}\n"))
        .containsExactly(
            "2:5 tool \"x\": the pattern stands already in line 13; both count: the graver class, all"
                + " labels");
  }
}
