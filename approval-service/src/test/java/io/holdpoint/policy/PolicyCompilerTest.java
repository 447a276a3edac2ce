package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {

  @Test
  void reportsAllFaultsAtOnceEachWithItsPlace() {
    List<String> faults =
        Policies.faults(
            """
            tiers:
              - {name: low, outcome: allow, process: standard-approval}
              - {name: late, outcome: deny}
              - name: sensitive
                outcome: require_approval
                process: fourEyes
                approvals: [{group: reviewers, count: 0}, {group: reviewers}]
                expireAfter: 4h
                remindAfter: -PT1H
                decideIn: [console, phone]
                escalateAfter: PT1H
                validFor: PT15M
              - {name: low, outcome: maybe}
              - {outcome: require_approval}
            defaultTier: medium
            tools:
              - {match: "*.get", reversibility: harmless}
              - {system: crm}
            rules:
              - {name: Reads, tier: lo, when: 'tool.reversibilty == "read_only"'}
              - {name: Reads, tier: low, when: 1 + 1}
              - {tier: low, toolz: [a]}
              - name: Broken
                tier: low
                when: 'target.system = "x"'
            guardrails:
              - {name: Bare, tier: low, when: targt.system == "x"}
            extra: 1
            """);

    assertThat(faults)
        .containsExactly(
            "2:42 tier \"low\": process: is of no effect with outcome allow (expected only with"
                + " require_approval)",
            "4:5 tier \"sensitive\": outcome require_approval after tier late with outcome deny"
                + " (expected least to most strict: allow, require_approval, deny)",
            "6:14 tier \"sensitive\": unknown process: fourEyes (expected one of:"
                + " standard-approval, four-eyes-approval, sequential-approval)",
            "7:43 tier \"sensitive\": count: the number 0 (expected a whole number, 1 to 20)",
            "7:55 tier \"sensitive\": approvals: group reviewers twice (expected once, with a"
                + " count)",
            "8:18 tier \"sensitive\": expireAfter: 4h (expected an ISO 8601 duration from PT1S to"
                + " P30D, such as PT15M)",
            "9:18 tier \"sensitive\": remindAfter: -PT1H (expected an ISO 8601 duration from PT1S"
                + " to P30D, such as PT15M)",
            "10:25 tier \"sensitive\": unknown channel: phone (expected one of: console, slack,"
                + " api)",
            "11:20 tier \"sensitive\": escalateAfter: stands alone (expected escalateAfter and"
                + " escalateTo together)",
            "12:5 tier \"sensitive\": unknown key: validFor (expected one of: name, outcome,"
                + " enabled, process, approvals, remindAfter, escalateAfter, escalateTo, expireAfter,"
                + " decideIn, changes, denials, reasonRequired, stepUp, notify, useWithin,"
                + " redeemBy)",
            "13:26 tier \"low\": unknown outcome: maybe (expected one of: allow,"
                + " require_approval, deny)",
            "14:5 tier 5: name is missing (expected 1 to 64 of letters, digits and . _ @ -, first"
                + " a letter or digit)",
            "14:5 tier 5: approvals is missing (expected a list such as [{group: reviewers, count:"
                + " 1}])",
            "15:14 policy: defaultTier: unknown tier: medium (expected one of: low, late,"
                + " sensitive)",
            "17:37 tool \"*.get\": unknown reversibility: harmless (expected one of: read_only,"
                + " reversible, externally_reversible, irreversible)",
            "18:5 tool 2: match is missing (expected a tool pattern such as \"crm.*.get\")",
            "20:25 rule \"Reads\": unknown tier: lo (expected one of: low, late, sensitive)",
            "20:40 rule \"Reads\": when: unknown field: tool.reversibilty (expected one of:"
                + " labels, name, reversibility, system)",
            "21:5 rule \"Reads\": the name stands already in line 20 (expected each name once)",
            "21:38 rule \"Reads\": when: gives int (expected true or false)",
            "22:5 rule 3: name is missing (expected a text of 1 to 120 characters)",
            "22:17 rule 3: unknown key: toolz (expected one of: name, tier, tools, when,"
                + " enabled)",
            "25:26 rule \"Broken\": when: does not compile: token recognition error at: '= '",
            "25:28 rule \"Broken\": when: does not compile: extraneous input '\"x\"' expecting"
                + " <EOF>",
            "27:35 guardrail \"Bare\": when: unknown variable: targt (expected one of: action,"
                + " agent, chain, now, request, target, task, tool)",
            "28:1 policy: unknown key: extra (expected one of: tiers, defaultTier, groups, tools,"
                + " rules, guardrails)");
  }

  @Test
  void findsThePlaceInsideAConditionHoweverItIsWritten() {
    String head = Policies.TIERS + "rules:\n";
    int line = (int) head.lines().count();

    // literal block: the third line of it, at the dot before the field
    assertThat(
            Policies.faults(
                head
                    + """
                      - name: R
                        tier: low
                        when: |
                          target.system == "a" &&
                          (target.resource == "b" ||
                             target.nosuch == "c")
                    """))
        .singleElement()
        .asString()
        .startsWith((line + 6) + ":" + 16 + " rule \"R\": when: unknown field: target.nosuch");

    // folded block
    assertThat(
            Policies.faults(
                head
                    + """
                      - name: R
                        tier: low
                        when: >-
                          target.system == "a" &&
                          target.nosuch == "c"
                    """))
        .singleElement()
        .asString()
        .startsWith((line + 5) + ":" + 13 + " rule");

    // plain text over two lines
    assertThat(
            Policies.faults(
                head
                    + """
                      - name: R
                        tier: low
                        when: target.system == "a"
                          && target.nosuch == "c"
                    """))
        .singleElement()
        .asString()
        .startsWith((line + 4) + ":" + 16 + " rule");

    // doubled and escaped quotes before the place
    assertThat(Policies.faults(head + "  - {name: R, tier: low, when: '''a'' == target.nosuch'}\n"))
        .singleElement()
        .asString()
        .startsWith((line + 1) + ":" + 48 + " rule");
    assertThat(
            Policies.faults(
                head + "  - {name: R, tier: low, when: \"\\\"a\\u0041\\\" == target.nosuch\"}\n"))
        .singleElement()
        .asString()
        .startsWith((line + 1) + ":" + 54 + " rule");
  }

  @Test
  void fillsInWhatATierLeavesOut() {
    CompiledPolicy policy =
        Policies.compiled(
            """
            tiers: [{name: hold, outcome: require_approval, approvals: [{group: reviewers}]}]
            defaultTier: hold
            """);

    assertThat(demand(policy))
        .isEqualTo(
            new ApprovalDemand(
                List.of(new ApprovalSlot("reviewers", 1)),
                false,
                "standard-approval",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(24),
                EnumSet.allOf(Channel.class)));
  }

  @Test
  void freezesTheWholeDemandOfATier() {
    CompiledPolicy policy =
        Policies.compiled(
            """
            tiers:
              - name: hold
                outcome: require_approval
                process: sequential-approval
                approvals: [{group: ops, count: 2}, {group: security}]
                remindAfter: PT15M
                escalateAfter: PT1H
                escalateTo: leads
                expireAfter: P1D
                decideIn: [console, api]
                changes: true
                denials: 2
                reasonRequired: true
            defaultTier: hold
            """);

    assertThat(demand(policy))
        .isEqualTo(
            new ApprovalDemand(
                List.of(new ApprovalSlot("ops", 2), new ApprovalSlot("security", 1)),
                true,
                "sequential-approval",
                Optional.of(Duration.ofMinutes(15)),
                Optional.of(Duration.ofHours(1)),
                Optional.of("leads"),
                Duration.ofDays(1),
                Set.of(Channel.CONSOLE, Channel.API),
                true,
                2,
                true));
  }

  private static ApprovalDemand demand(CompiledPolicy policy) {
    return ((Decision.Hold) policy.decide(Inputs.call("x"), 1)).demand();
  }

  @Test
  void findsGroupsThatNobodyIsIn() {
    CompiledPolicy policy = Policies.compiled(PolicySource.starter().text());

    assertThat(policy.unknownGroups(Set.of("reviewers", "ops", "security", "leads"))).isEmpty();
    assertThat(policy.unknownGroups(Set.of("reviewers", "ops")).stream().map(Remark::message))
        .containsExactly(
            "nobody is in group leads, so nobody can approve for it",
            "nobody is in group security, so nobody can approve for it");
  }

  @Test
  void findsKeysThatMayBeMissingAndAreNotAskedFor() {
    assertThat(findings("action.arguments.amount > 100"))
        .containsExactly(
            "when: action.arguments.amount may be missing, and the condition then fails (expected"
                + " has(action.arguments.amount) before it)");
    assertThat(findings("action.arguments[\"a b\"] == request.attributes.x")).hasSize(2);
    assertThat(
            findings(
                "has(action.arguments.a) && has(action.arguments.a.b) && action.arguments.a.b =="
                    + " 1"))
        .isEmpty();
    assertThat(findings("has(action.arguments.a.b) && action.arguments.a.b == 1")).hasSize(1);
    assertThat(findings("\"k\" in action.arguments && action.arguments[\"k\"] == 1")).isEmpty();
    assertThat(findings("action.arguments.size() == 0 || \"x\" in request.attributes")).isEmpty();
  }

  private static List<String> findings(String condition) {
    return Policies.compiled(Policies.withCondition(condition)).findings().stream()
        .map(Remark::message)
        .toList();
  }

  @Test
  void findsWhatNeverHappensAndTooFewEyes() {
    assertThat(
            Policies.compiled(
                    """
                    tiers:
                      - name: hold
                        outcome: require_approval
                        process: four-eyes-approval
                        approvals: [{group: ops}]
                        remindAfter: PT2H
                        escalateAfter: PT1H
                        escalateTo: leads
                        expireAfter: PT1H
                    defaultTier: hold
                    """)
                .findings())
        .extracting(Remark::message)
        .containsExactlyInAnyOrder(
            "four-eyes-approval with one approval only",
            "remindAfter is not before expireAfter",
            "escalateAfter is not before expireAfter");
  }

  private static final String PARTS_TURNED_OFF =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: rest, outcome: require_approval, approvals: [{group: nobody}], enabled: false}
        - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
        - {name: forbidden, outcome: deny, enabled: true}
      defaultTier: low
      tools:
        - {match: "*.get", reversibility: read_only}
        - {match: "crm.*", reversibility: irreversible, labels: [pii], enabled: false}
      rules:
        - {name: Off, tier: forbidden, enabled: false}
        - {name: Off and on a tier that is off, tier: rest, enabled: false}
      guardrails:
        - {name: Floor off, tier: forbidden, enabled: false}
      """;

  @Test
  void whatIsNotEnabledStandsInTheDocumentAndDecidesNothing() {
    CompiledPolicy policy = Policies.compiled(PARTS_TURNED_OFF);

    assertThat(policy.decide(Inputs.call("crm.get"), 1)).isInstanceOf(Decision.Release.class);
    assertThat(policy.decide(Inputs.call("x"), 1).tier()).isEqualTo("sensitive");
    assertThat(policy.document().rules()).extracting(rule -> rule.enabled()).containsOnly(false);
    assertThat(policy.unknownGroups(Set.of("reviewers"))).isEmpty();
    assertThat(String.valueOf(DocumentJson.of(policy.document())))
        .contains("name=Off, tier=forbidden, enabled=false")
        .contains("{name=low, outcome=allow}");
  }

  @Test
  void whatIsNotEnabledIsValidatedAllTheSame() {
    assertThat(
            Policies.faults(
                PARTS_TURNED_OFF.replace(
                    "{name: Off, tier: forbidden,",
                    "{name: Off, tier: nosuch, when: 'task.nosuch',")))
        .hasSize(2);
    assertThat(
            Policies.faults(
                PARTS_TURNED_OFF.replace(
                    "Floor off, tier: forbidden, enabled: false",
                    "Floor off, tier: forbidden, enabled: 'no'")))
        .singleElement()
        .asString()
        .contains("enabled: the text \"no\" (expected true or false)");
  }

  @Test
  void aTierThatIsNotEnabledCannotBeNamedByWhatIs() {
    assertThat(
            Policies.faults(
                PARTS_TURNED_OFF
                    .replace("defaultTier: low", "defaultTier: rest")
                    .replace("tier: rest, enabled: false}", "tier: rest}")))
        .containsExactly(
            "6:14 policy: defaultTier: disabled tier: rest (expected one of: low, sensitive,"
                + " forbidden)",
            "12:49 rule \"Off and on a tier that is off\": disabled tier: rest (expected one of: low,"
                + " sensitive, forbidden)");
    assertThat(
            Policies.faults(
                "tiers: [{name: a, outcome: allow}, {name: b, outcome: deny, enabled: false}]\n"
                    + "defaultTier: a\n"))
        .singleElement()
        .asString()
        .contains("every tier allows");
  }

  @Test
  void refusesAPolicyThatCouldHoldNothing() {
    assertThat(Policies.faults("tiers: [{name: a, outcome: allow}]\ndefaultTier: a\n"))
        .singleElement()
        .asString()
        .contains("every tier allows, so nothing could be held");
  }

  @Test
  void refusesWhatIsNoPolicyAtAll() {
    assertThat(Policies.faults("")).singleElement().asString().contains("the document is empty");
    assertThat(Policies.faults("- a"))
        .anyMatch(fault -> fault.contains("a list (expected a mapping"));
    assertThat(Policies.faults("tiers: [")).singleElement().asString().contains("not YAML");
    assertThat(Policies.faults("{}"))
        .containsExactlyInAnyOrder(
            "1:1 policy: tiers is missing (expected a list of tiers, least to most strict)",
            "1:1 policy: defaultTier is missing (expected the name of a tier)");
    assertThat(Policies.faults("tiers: []\ndefaultTier: a\n"))
        .anyMatch(fault -> fault.contains("tiers: nothing (expected at least one tier)"));
  }

  @Test
  void refusesTagsDuplicateKeysUnknownAliasesAndSecondDocuments() {
    assertThat(Policies.faults("tiers: !!java.net.URL [a]"))
        .containsExactly("1:8 policy: a tag: tag:yaml.org,2002:java.net.URL (expected none)");
    assertThat(Policies.faults(Policies.TIERS + "defaultTier: low\n"))
        .singleElement()
        .asString()
        .contains("the key defaultTier stands here twice");
    assertThat(Policies.faults("tools:\n  - match: *.get\n"))
        .singleElement()
        .asString()
        .startsWith("2:13 policy: not YAML:")
        .endsWith("(quote a tool pattern that begins with *)");
    assertThat(Policies.faults(Policies.TIERS + "---\na: b\n"))
        .singleElement()
        .asString()
        .contains("a second document");
    assertThat(Policies.faults("? [a]\n: b\n"))
        .singleElement()
        .asString()
        .contains("a key that is not a text");
  }

  @Test
  void takesAnAliasForWhatItStandsFor() {
    CompiledPolicy policy =
        Policies.compiled(
            """
            tiers:
              - {name: one, outcome: require_approval, approvals: &few [{group: ops}]}
              - {name: two, outcome: require_approval, approvals: *few}
            defaultTier: two
            """);
    assertThat(demand(policy).slots()).containsExactly(new ApprovalSlot("ops", 1));
  }

  @Test
  void wantsTextsWhereTextsBelong() {
    String faults =
        String.join(
            "\n",
            Policies.faults(
                """
                tiers: [{name: 42, outcome: deny}, {name: true, outcome: deny}, {name: , outcome: deny}]
                defaultTier: [a]
                tools: {match: a}
                rules: [a]
                """));
    assertThat(faults)
        .contains("name: the number 42 (expected a text; quote it if it is one)")
        .contains("name: true (expected a text; quote it if it is one)")
        .contains("name: nothing (expected a text; quote it if it is one)")
        .contains("defaultTier: a list (expected a text")
        .contains("tools: a mapping (expected a list)")
        .contains("rules: the text \"a\" (expected a mapping)");
  }

  @Test
  void refusesConditionsThatAreNoTestCostTooMuchOrLoopWithinLoops() {
    String head = Policies.TIERS + "rules:\n";
    int line = (int) head.lines().count() + 1;
    String rule = "  - {name: R, tier: low, when: '%s'}\n";
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("size(task.id)", "gives int (expected true or false)");
    refused.put("1" + " + 1".repeat(60) + " > 0", "nested too deeply (expected at most 50 levels)");
    refused.put(
        "[1].all(a, [1].all(b, [1].all(c, [1].all(d, a + b + c + d > 0))))",
        "4 of all, exists, exists_one, map and filter inside one another (expected at most 3)");
    refused.put(
        "true && nobody.id == 1",
        "unknown variable: nobody (expected one of: action, agent, chain, now, request, target,"
            + " task, tool)");
    refused.forEach(
        (when, why) ->
            assertThat(Policies.faults(head + rule.formatted(when)))
                .as(when)
                .singleElement()
                .asString()
                .matches(line + ":[0-9]+ rule \"R\": when: .*")
                .endsWith(why));
  }

  @Test
  void refusesLiteralsThatCouldOnlyFail() {
    for (String condition :
        List.of(
            "target.system.matches(\"(\")",
            "now > timestamp(\"yesterday\")",
            "now - now > duration(\"long\")",
            "target == request",
            "target.system > 3",
            "has(target)",
            "has(target.nosuch)",
            "holdpoint.Target{system: \"x\"}.system == \"x\"",
            "nosuch(target.system)",
            "target.system.toUpperCase() == \"X\"",
            "target[\"system\"] == \"x\"")) {
      assertThat(Policies.faults(Policies.withCondition(condition)))
          .as(condition)
          .isNotEmpty()
          .allMatch(fault -> fault.contains("rule \"The rule\": when: "));
    }
  }
}
