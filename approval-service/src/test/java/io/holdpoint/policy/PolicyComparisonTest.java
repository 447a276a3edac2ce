package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.policy.PolicyComparison.Comparison;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyComparisonTest {

  private static final String BASE =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: logged, outcome: allow}
        - name: sensitive
          outcome: require_approval
          approvals: [{group: reviewers, count: 2}]
          escalateAfter: PT1H
          escalateTo: leads
          expireAfter: PT4H
          decideIn: [console, slack]
        - name: critical
          outcome: require_approval
          process: sequential-approval
          approvals: [{group: ops, count: 1}, {group: security, count: 1}]
        - {name: forbidden, outcome: deny}
      defaultTier: sensitive
      tools:
        - {match: "*.get", reversibility: read_only}
        - {match: "crm.*", system: crm, reversibility: reversible, labels: [pii]}
      rules:
        - {name: Reads, tier: low, tools: ["*.get"], when: 'tool.reversibility == "read_only"'}
        - {name: Deletes, tier: critical, tools: ["*.delete", "*.drop"]}
        - {name: Personal, tier: critical, when: '"pii" in tool.labels'}
        - {name: Idle, tier: low, enabled: false}
      guardrails:
        - {name: Floor, tier: forbidden, tools: ["holdpoint.*"], when: 'target.system != "x"'}
        - {name: Class, tier: sensitive, when: 'tool.reversibility == "reversible"'}
      """;

  private static Comparison compare(String before, String after) {
    return PolicyComparison.between(Policies.compiled(before), Policies.compiled(after));
  }

  private static Comparison change(String from, String to) {
    assertThat(BASE).contains(from);
    return compare(BASE, BASE.replace(from, to));
  }

  private static void loosens(String from, String to, String... sentences) {
    Comparison change = change(from, to);
    assertThat(change.loosens()).as(to).containsExactly(sentences);
    assertThat(change.tightens()).as(to).isEmpty();
    assertThat(compare(BASE.replace(from, to), BASE).tightens()).as("back").isNotEmpty();
  }

  private static void tightens(String from, String to, String... sentences) {
    Comparison change = change(from, to);
    assertThat(change.tightens()).as(to).containsExactly(sentences);
    assertThat(change.loosens()).as(to).isEmpty();
    assertThat(compare(BASE.replace(from, to), BASE).loosens()).as("back").isNotEmpty();
  }

  private static void both(String from, String to, String... sentences) {
    Comparison change = change(from, to);
    assertThat(change.loosens()).as(to).containsExactly(sentences);
    assertThat(change.tightens()).as(to).containsExactly(sentences);
  }

  private static void neither(String from, String to) {
    Comparison change = change(from, to);
    assertThat(change.loosens()).as(to).isEmpty();
    assertThat(change.tightens()).as(to).isEmpty();
  }

  @Test
  void aRuleThatIsLooserThanTheDefaultTierLoosensByBeingThere() {
    loosens("low, enabled: false}", "low}", "rule \"Idle\" (low) is turned on");
    loosens(
        "rules:\n",
        "rules:\n  - {name: New, tier: low, tools: [a]}\n",
        "rule \"New\" (low) is new");
    both(
        "rules:\n",
        "rules:\n  - {name: New, tier: logged, tools: [a]}\n",
        "rule \"New\" (logged) is new");
    tightens(
        "tools: [\"*.get\"], when: 'tool.reversibility == \"read_only\"'}",
        "tools: [\"*.get\"], enabled: false}",
        "rule \"Reads\" (low) is turned off");
  }

  @Test
  void aRuleThatIsAsStrictAsTheDefaultTierLoosensByBeingGone() {
    loosens(
        "  - {name: Deletes, tier: critical, tools: [\"*.delete\", \"*.drop\"]}\n",
        "",
        "rule \"Deletes\" (critical) is removed");
    loosens(
        "\"*.drop\"]}",
        "\"*.drop\"], enabled: false}",
        "rule \"Deletes\" (critical) is turned off");
  }

  @Test
  void moreDenialsLoosenAndDemandedReasonsTighten() {
    loosens(
        "decideIn: [console, slack]",
        "decideIn: [console, slack]\n    denials: 2",
        "tier sensitive: ends after 2 denials instead of 1");
    neither("decideIn: [console, slack]", "decideIn: [console, slack]\n    denials: 1");
    tightens(
        "decideIn: [console, slack]",
        "decideIn: [console, slack]\n    reasonRequired: true",
        "tier sensitive: approvals need a reason");
    tightens(
        "decideIn: [console, slack]",
        "decideIn: [console, slack]\n    stepUp: true",
        "tier sensitive: approvals need a fresh proof");
    neither("decideIn: [console, slack]", "decideIn: [console, slack]\n    stepUp: false");
  }

  @Test
  void leaveToChangeArgumentsLoosens() {
    loosens(
        "decideIn: [console, slack]",
        "decideIn: [console, slack]\n    changes: true",
        "tier sensitive: reviewers may change the arguments and approve them so");
    neither("decideIn: [console, slack]", "decideIn: [console, slack]\n    changes: false");
  }

  @Test
  void aTierThatIsLoweredOrRaised() {
    loosens(
        "Deletes, tier: critical",
        "Deletes, tier: sensitive",
        "rule \"Deletes\" goes from critical to sensitive");
    tightens(
        "Reads, tier: low", "Reads, tier: forbidden", "rule \"Reads\" goes from low to forbidden");
  }

  @Test
  void patternsThatGrowOrShrink() {
    loosens("[\"*.get\"], when", "[\"*.get\", x], when", "rule \"Reads\" (low) covers more tools");
    loosens("tools: [\"*.get\"], when", "when", "rule \"Reads\" (low) covers more tools");
    loosens(
        "[\"*.delete\", \"*.drop\"]",
        "[\"*.delete\"]",
        "rule \"Deletes\" (critical) covers fewer tools");
    tightens(
        "[\"*.delete\", \"*.drop\"]",
        "[\"*.d*\"]",
        "rule \"Deletes\" (critical) covers more tools");
    both(
        "[\"*.delete\", \"*.drop\"]",
        "[\"*.delete\", \"x\"]",
        "rule \"Deletes\" (critical) covers other tools");
    neither("[\"*.delete\", \"*.drop\"]", "[\"*.drop\", \"*.delete\", \"crm.*.drop\"]");
  }

  @Test
  void aConditionThatChangesMayDoBoth() {
    both(
        "'\"pii\" in tool.labels'",
        "'\"secret\" in tool.labels'",
        "rule \"Personal\" (critical) has another condition");
    both(
        "when: 'tool.reversibility == \"read_only\"'}",
        "when: 'true'}",
        "rule \"Reads\" (low) has another condition");
    tightens(
        ", when: '\"pii\" in tool.labels'}",
        "}",
        "rule \"Personal\" (critical) has another condition");
    loosens(
        ", when: 'tool.reversibility == \"read_only\"'}",
        "}",
        "rule \"Reads\" (low) has another condition");
  }

  @Test
  void aGuardrailLoosensByAnythingThatIsNotATightening() {
    loosens(
        "forbidden, tools: [\"holdpoint.*\"], when: 'target.system != \"x\"'}",
        "forbidden, enabled: false}",
        "guardrail \"Floor\" (forbidden) is turned off");
    loosens(
        "{name: Floor, tier: forbidden",
        "{name: Floor, tier: low",
        "guardrail \"Floor\" goes from forbidden to low");
    both(
        "target.system != \"x\"",
        "target.system != \"y\"",
        "guardrail \"Floor\" (forbidden) has another condition");
    tightens(
        "guardrails:\n",
        "guardrails:\n  - {name: More, tier: low}\n",
        "guardrail \"More\" (low) is new");
    assertThat(change("tools: [\"holdpoint.*\"], ", "").touchesGuardrails()).isTrue();
    assertThat(change("name: Floor", "name: Ground").touchesGuardrails()).isTrue();
    assertThat(change("name: Deletes", "name: Drops").touchesGuardrails()).isFalse();
  }

  @Test
  void anotherNameAloneDoesNothing() {
    neither("name: Deletes", "name: Drops");
    assertThat(compare(BASE, BASE.replace("critical", "grave")))
        .isEqualTo(new Comparison(List.of(), List.of(), false));
    assertThat(compare(BASE, BASE)).isEqualTo(new Comparison(List.of(), List.of(), false));
  }

  @Test
  void whatATierDemands() {
    loosens("count: 2", "count: 1", "tier sensitive: asks 1 of reviewers instead of 2");
    both2(
        "{group: reviewers, count: 2}",
        "{group: other, count: 2}",
        "tier sensitive: asks nobody of reviewers any more",
        "tier sensitive: asks 2 of other instead of 0");
    loosens("[console, slack]", "[console, slack, api]", "tier sensitive: is decided in api");
    loosens(
        "    escalateAfter: PT1H\n",
        "    escalateAfter: PT30M\n",
        "tier sensitive: escalates to leads after PT30M instead of PT1H");
    tightens(
        "    escalateAfter: PT1H\n    escalateTo: leads\n",
        "",
        "tier sensitive: no longer escalates to leads");
    assertThat(change("leads", "bosses").loosens())
        .containsExactly("tier sensitive: escalates to bosses after PT1H");
    loosens("PT4H", "PT5H", "tier sensitive: expires after PT5H instead of PT4H");
    loosens(
        "sequential-approval", "four-eyes-approval", "tier critical: asks its groups in no order");
    both(
        "{group: ops, count: 1}, {group: security, count: 1}",
        "{group: security, count: 1}, {group: ops, count: 1}",
        "tier critical: asks its groups in another order");
    neither("PT4H\n", "PT4H\n    remindAfter: PT1M\n");
  }

  private static void both2(String from, String to, String loosens, String tightens) {
    Comparison change = change(from, to);
    assertThat(change.loosens()).containsExactly(loosens);
    assertThat(change.tightens()).containsExactly(tightens);
  }

  @Test
  void whatATierIsAndWhereItStands() {
    tightens(
        "{name: logged, outcome: allow}",
        "{name: logged, outcome: require_approval, approvals: [{group: a}]}",
        "tier logged: outcome require_approval instead of allow");
    loosens(
        "defaultTier: sensitive",
        "defaultTier: logged",
        "the default tier is logged instead of sensitive");
    Comparison order =
        change(
            "{name: low, outcome: allow}\n  - {name: logged, outcome: allow}",
            "{name: logged, outcome: allow}\n  - {name: low, outcome: allow}");
    assertThat(order.loosens())
        .first()
        .isEqualTo(
            "the order of the tiers is logged, low, sensitive, critical, forbidden instead of low,"
                + " logged, sensitive, critical, forbidden");
    assertThat(
            compare(
                    BASE.replace("defaultTier: sensitive", "defaultTier: low"),
                    BASE.replace("defaultTier: sensitive", "defaultTier: low")
                        .replace(
                            "  - name: sensitive\n",
                            "  - {name: weak, outcome: require_approval, approvals: [{group:"
                                + " a}]}\n  - name: sensitive\n"))
                .loosens())
        .containsExactly("the tier of unclassified tools is weak instead of sensitive");
  }

  @Test
  void aToolsClassThatIsLessGraveOrKnown() {
    loosens(
        "reversibility: reversible",
        "reversibility: read_only",
        "tool entry \"crm.*\": class read_only instead of reversible");
    loosens(
        "tools:\n  -",
        "tools:\n  - {match: x, reversibility: irreversible}\n  -",
        "tool entry \"x\" is new: class irreversible instead of unclassified");
    tightens(
        "tools:\n  -",
        "tools:\n  - {match: x.get, reversibility: irreversible}\n  -",
        "tool entry \"x.get\" is new: class irreversible instead of read_only"
            .replace("read_only", "unclassified"));
    both(
        "reversibility: reversible,",
        "reversibility: irreversible,",
        "tool entry \"crm.*\": class irreversible instead of reversible");
    neither("tools:\n  -", "tools:\n  - {match: y.get, reversibility: read_only}\n  -");
  }

  @Test
  void labelsAndSystemsAsTheRulesAskForThem() {
    loosens(", labels: [pii]", "", "tool entry \"crm.*\": without label pii");
    tightens("labels: [pii]", "labels: [pii, secret]", "tool entry \"crm.*\": with label secret");
    neither("system: crm", "system: erp");
    String asked = BASE.replace("target.system != \"x\"", "tool.system == \"holdpoint\"");
    assertThat(compare(asked, asked.replace("system: crm", "system: holdpoint")).loosens())
        .isEmpty();
    assertThat(
            compare(
                    asked
                        .replace("[\"holdpoint.*\"]", "[\"c*\"]")
                        .replace("system: crm", "system: holdpoint"),
                    asked.replace("[\"holdpoint.*\"]", "[\"c*\"]"))
                .loosens())
        .containsExactly("tool entry \"crm.*\": system \"crm\" instead of \"holdpoint\"");
    String released = BASE.replace("\"pii\" in tool.labels", "!(\"pii\" in tool.labels)");
    assertThat(compare(released, released.replace(", labels: [pii]", "")).tightens()).isNotEmpty();
    assertThat(
            compare(released, released.replace("labels: [pii]", "labels: [pii, secret]")).loosens())
        .isEmpty();
    assertThat(compare(released.replace(", labels: [pii]", ""), released).loosens())
        .containsExactly("tool entry \"crm.*\": with label pii");
  }

  @Test
  void whatItCallsATighteningNeverReleasesMore() {
    // the sentences are about what may happen; this is what does, over every tool and target
    List<String> variants =
        List.of(
            BASE,
            BASE.replace("Reads, tier: low", "Reads, tier: critical"),
            BASE.replace("reversibility: reversible", "reversibility: read_only"),
            BASE.replace("reversibility: reversible", "reversibility: irreversible"),
            BASE.replace(", labels: [pii]", ""),
            BASE.replace("labels: [pii]", "labels: [pii, x]"),
            BASE.replace("  - {match: \"*.get\", reversibility: read_only}\n", ""),
            BASE.replace("low, enabled: false}", "low}"),
            BASE.replace("\"*.drop\"", "\"crm.*\""),
            BASE.replace("defaultTier: sensitive", "defaultTier: logged"),
            BASE.replace("Floor, tier: forbidden", "Floor, tier: logged"),
            BASE.replace("== \"reversible\"", "!= \"reversible\""));
    for (String before : variants) {
      for (String after : variants) {
        Comparison change = compare(before, after);
        boolean looser = false;
        boolean stricter = false;
        for (String tool :
            List.of("crm.get", "x.get", "crm.delete", "x.drop", "y", "holdpoint.get", "crm.z")) {
          int was = rank(before, tool);
          int is = rank(after, tool);
          looser |= is < was;
          stricter |= is > was;
        }
        if (looser) {
          assertThat(change.loosens()).as(before + "\n->\n" + after).isNotEmpty();
        }
        if (stricter) {
          assertThat(change.tightens()).as(before + "\n->\n" + after).isNotEmpty();
        }
      }
    }
  }

  private static int rank(String yaml, String tool) {
    String tier = Policies.compiled(yaml).decide(Inputs.call(tool, Map.of()), 1).tier();
    return List.of("low", "logged", "sensitive", "critical", "forbidden").indexOf(tier);
  }
}
