package io.holdpoint.policy.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.Part;
import io.holdpoint.model.desk.DraftDesk.RuleForm;
import io.holdpoint.model.desk.DraftDesk.Section;
import io.holdpoint.model.desk.DraftDesk.TierForm;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.model.desk.PolicyDesk.TierNotify;
import io.holdpoint.model.desk.PolicyDesk.TierUse;
import io.holdpoint.model.desk.PolicyDesk.ToolCredential;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of the text, to the letter. */
class PolicyTextTest {

  private static final String TEXT =
      """
      # The policy of the house.
      tiers: # least to most strict
        - {name: low, outcome: allow}

        # One person decides.
        - name: sensitive   # the usual one
          outcome: require_approval
          # who:
          approvals:
            - {group: reviewers, count: 1}
          expireAfter: PT4H
        - {name: forbidden, outcome: deny}
      defaultTier: sensitive # be careful

      tools:
        # the shop
        - {match: "shop.*", system: shop}
        - match: "*.get"
          reversibility: read_only # really
      rules:
        # Detached heading.

        # Reads.
        - name: Reads are free
          tier: low
          when: >- # folded
            tool.reversibility == "read_only" &&
            target.system != "vault"

        # Nobody knows why.
        - {name: 'Odd', tier: sensitive, tools: ["a.*", "b.*"]} # odd
          # still about Odd
      guardrails: []
      # The end.
      """;

  private static String apply(Change change) {
    return PolicyText.apply(TEXT, change);
  }

  private static RuleForm rule(String name, String tier, List<String> tools, String when) {
    return new RuleForm(name, tier, tools, when, true);
  }

  private static Change put(String replaces, RuleForm rule) {
    return new Change.PutRule(Section.RULES, Optional.of(replaces), rule);
  }

  private static Change add(Section section, RuleForm rule) {
    return new Change.PutRule(section, Optional.empty(), rule);
  }

  @Test
  void replacesOnlyWhatDiffersWithinARule() {
    String when = "tool.reversibility == \"read_only\" && target.system != \"vault\"";
    assertThat(apply(put("Reads are free", rule("Reads are free", "sensitive", List.of(), when))))
        .isEqualTo(TEXT.replace("    tier: low\n    when", "    tier: sensitive\n    when"));
    assertThat(apply(put("Reads are free", rule("Reads are free", "low", List.of(), when))))
        .isEqualTo(TEXT);
    assertThat(apply(put("Odd", rule("Even", "sensitive", List.of("a.*", "c.*"), ""))))
        .isEqualTo(TEXT.replace("'Odd'", "'Even'").replace("\"b.*\"]", "\"c.*\"]"));
    assertThat(apply(put("Odd", rule("Odd", "sensitive", List.of(), "true"))))
        .isEqualTo(TEXT.replace(", tools: [\"a.*\", \"b.*\"]}", ", when: 'true'}"));
    assertThat(
            apply(put("Reads are free", rule("Reads are free", "low", List.of("*.get"), "it's"))))
        .isEqualTo(
            TEXT.replace(
                "    when: >- # folded\n      tool.reversibility == \"read_only\" &&\n"
                    + "      target.system != \"vault\"\n",
                "    tools: [\"*.get\"]\n    when: 'it''s' # folded\n"));
  }

  @Test
  void addsBehindTheLastInTheFashionOfTheList() {
    assertThat(apply(add(Section.RULES, rule("New", "low", List.of(), "now > now"))))
        .isEqualTo(
            TEXT.replace(
                "    # still about Odd\n",
                "    # still about Odd\n\n  - {name: New, tier: low, when: 'now > now'}\n"));
    assertThat(apply(add(Section.GUARDRAILS, rule("New", "low", List.of("a*"), "a\r\n  b"))))
        .isEqualTo(
            TEXT.replace(
                "guardrails: []\n",
                "guardrails:\n  - name: New\n    tier: low\n    tools: [\"a*\"]\n    when: |-\n"
                    + "      a\n        b\n"));
    String without = TEXT.replace("guardrails: []\n", "");
    assertThat(PolicyText.apply(without, add(Section.GUARDRAILS, rule("N", "low", List.of(), ""))))
        .isEqualTo(
            without.replace(
                "    # still about Odd\n",
                "    # still about Odd\n\nguardrails:\n  - name: \"N\"\n    tier: low\n"));
    assertThat(
            apply(
                new Change.PutTool(
                    Optional.empty(),
                    new ToolForm(
                        "x.*", "", Optional.of(Reversibility.IRREVERSIBLE), Set.of("b", "a")))))
        .isEqualTo(
            TEXT.replace(
                "read_only # really\n",
                "read_only # really\n  - match: \"x.*\"\n    reversibility: irreversible\n"
                    + "    labels: [a, b]\n"));
  }

  @Test
  void writesTheFormOfArgumentsAndLeavesItAloneWhereAFormDoesNotSpeakOfIt() {
    String typed =
        "{\"type\": \"object\",\n"
            + " \"properties\": {\"a b\": {\"type\": \"number\", \"maximum\": 5.50}}}";
    ToolForm tool =
        new ToolForm(
            "*.get", "", Optional.of(Reversibility.READ_ONLY), Set.of(), Optional.of(typed));
    String with = apply(new Change.PutTool(Optional.of("*.get"), tool));
    assertThat(with)
        .contains(
            "    arguments: {type: object, properties: {a b: {type: number, maximum: 5.50}}}\n")
        .contains("read_only # really\n");
    assertThat(PolicyText.apply(with, new Change.PutTool(Optional.of("*.get"), tool)))
        .isEqualTo(with);
    ToolForm silent = new ToolForm("*.get", "", Optional.of(Reversibility.READ_ONLY), Set.of());
    assertThat(PolicyText.apply(with, new Change.PutTool(Optional.of("*.get"), silent)))
        .isEqualTo(with);
    ToolForm none =
        new ToolForm("*.get", "", Optional.of(Reversibility.READ_ONLY), Set.of(), Optional.of(" "));
    assertThat(PolicyText.apply(with, new Change.PutTool(Optional.of("*.get"), none)))
        .isEqualTo(TEXT);
    assertThatThrownBy(
            () ->
                apply(
                    new Change.PutTool(
                        Optional.of("*.get"),
                        new ToolForm(
                            "*.get", "", Optional.empty(), Set.of(), Optional.of("{a: [")))))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("arguments: line 1");
  }

  @Test
  void writesTheCredentialAndLeavesItAloneWhereItMeansTheSame() {
    String with = apply(credential(new ToolCredential("crm", "read", Optional.of("PT2M"))));
    assertThat(with)
        .contains("    credential: {audience: crm, scope: read, validFor: PT2M}\n")
        .contains("read_only # really\n");
    String usual = with.replace(", validFor: PT2M}", "}");
    Change inOtherWords = credential(new ToolCredential("crm", "read", Optional.of("PT60S")));
    assertThat(PolicyText.apply(usual, inOtherWords)).isEqualTo(usual);
    assertThat(PolicyText.apply(with, credential(new ToolCredential("", "", Optional.of("PT1M")))))
        .isEqualTo(TEXT);
    assertThat(PolicyText.apply(with, credential(ToolCredential.NONE))).isEqualTo(TEXT);
    // What is half said is written, for the document's own check to complain of.
    assertThat(apply(credential(new ToolCredential("", "read", Optional.empty()))))
        .contains("    credential: {scope: read}\n");
  }

  private static Change credential(ToolCredential said) {
    return new Change.PutTool(
        Optional.of("*.get"),
        new ToolForm(
            "*.get",
            "",
            Optional.of(Reversibility.READ_ONLY),
            Set.of(),
            Optional.empty(),
            Optional.of(said)));
  }

  @Test
  void removesAnEntryWithItsComments() {
    assertThat(apply(new Change.RemoveRule(Section.RULES, "Odd")))
        .isEqualTo(
            TEXT.replace(
                "\n  # Nobody knows why.\n"
                    + "  - {name: 'Odd', tier: sensitive, tools: [\"a.*\", \"b.*\"]} # odd\n"
                    + "    # still about Odd\n",
                "\n"));
    assertThat(apply(new Change.RemoveTool("shop.*")))
        .isEqualTo(TEXT.replace("  # the shop\n  - {match: \"shop.*\", system: shop}\n", ""));
    String one = apply(new Change.RemoveTool("shop.*"));
    assertThat(PolicyText.apply(one, new Change.RemoveTool("*.get")))
        .contains("\n\ntools: []\nrules:\n");
  }

  @Test
  void movesAnEntryWithItsComments() {
    assertThat(apply(new Change.Move(Part.TOOLS, "*.get", 0)))
        .isEqualTo(
            TEXT.replace("  # the shop\n  - {match: \"shop.*\", system: shop}\n", "")
                .replace(
                    "read_only # really\n",
                    "read_only # really\n  # the shop\n  - {match: \"shop.*\", system: shop}\n"));
    String there = apply(new Change.Move(Part.RULES, "Odd", 0));
    assertThat(there).contains("# Detached heading.\n\n  # Nobody knows why.\n  - {name: 'Odd'");
    assertThat(PolicyText.apply(there, new Change.Move(Part.RULES, "Odd", 1))).isEqualTo(TEXT);
  }

  @Test
  void turnsAnEntryOffAndOnAgain() {
    String off = apply(new Change.Enable(Part.RULES, "Odd", false));
    assertThat(off).isEqualTo(TEXT.replace("\"b.*\"]}", "\"b.*\"], enabled: false}"));
    assertThat(PolicyText.apply(off, new Change.Enable(Part.RULES, "Odd", true))).isEqualTo(TEXT);
    off = apply(new Change.Enable(Part.TOOLS, "*.get", false));
    assertThat(off)
        .isEqualTo(
            TEXT.replace("read_only # really\n", "read_only # really\n    enabled: false\n"));
    assertThat(PolicyText.apply(off, new Change.Enable(Part.TOOLS, "*.get", true))).isEqualTo(TEXT);
  }

  private static TierForm sensitive(String name, List<ApprovalSlot> approvals) {
    return new TierForm(
        name,
        Outcome.REQUIRE_APPROVAL,
        Optional.of("standard-approval"),
        approvals,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("PT240M"),
        Set.of("console", "slack", "api"));
  }

  @Test
  void aTierThatIsRenamedIsRenamedWhereverItIsNamed() {
    assertThat(
            apply(
                new Change.PutTier(
                    Optional.of("sensitive"),
                    sensitive("one-person", List.of(new ApprovalSlot("reviewers", 1))))))
        .isEqualTo(
            TEXT.replace("name: sensitive ", "name: one-person ")
                .replace("defaultTier: sensitive", "defaultTier: one-person")
                .replace("tier: sensitive,", "tier: one-person,"));
  }

  @Test
  void theUseOfWhatATierApprovesIsWrittenAndTakenOutAndCommentsStay() {
    var usual = new TierUse(Optional.of("PT15M"), Optional.of("agent"));
    var tight = new TierUse(Optional.of("PT1M"), Optional.of("tool"));
    assertThat(apply(sensitiveUsed(usual))).isEqualTo(TEXT);
    String written = apply(sensitiveUsed(tight));
    assertThat(written.lines().filter(line -> !TEXT.lines().toList().contains(line)).toList())
        .allSatisfy(line -> assertThat(line).containsAnyOf("useWithin: PT1M", "redeemBy: tool"));
    assertThat(written).contains("useWithin: PT1M", "redeemBy: tool");
    TEXT.lines().filter(line -> line.contains("#")).forEach(l -> assertThat(written).contains(l));
    assertThat(PolicyText.apply(written, sensitiveUsed(usual)))
        .doesNotContain("useWithin: PT1M", "redeemBy: tool");
    assertThat(PolicyText.apply(written, sensitiveUsed(TierUse.UNSAID))).isEqualTo(TEXT);
  }

  private static Change sensitiveUsed(TierUse use) {
    var tier = sensitive("sensitive", List.of(new ApprovalSlot("reviewers", 1)));
    return new Change.PutTier(
        Optional.of("sensitive"),
        new TierForm(
            tier.name(),
            tier.outcome(),
            tier.process(),
            tier.approvals(),
            tier.remindAfter(),
            tier.escalateAfter(),
            tier.escalateTo(),
            tier.expireAfter(),
            tier.decideIn(),
            tier.changes(),
            tier.denials(),
            tier.reasonRequired(),
            tier.stepUp(),
            use));
  }

  @Test
  void whereATierIsToldIsWrittenAndChangedKeyByKeyAndCommentsStay() {
    var told = new TierNotify(Optional.of("#ops"), Optional.empty(), Optional.empty(), true);
    String written = apply(sensitiveTold(Optional.of(told)));
    assertThat(written).contains("notify: {slack: \"#ops\", wakes: true}");
    assertThat(PolicyText.apply(written, sensitiveTold(Optional.of(told)))).isEqualTo(written);
    assertThat(PolicyText.apply(written, sensitiveTold(Optional.empty()))).isEqualTo(written);
    assertThat(PolicyText.apply(written, sensitiveTold(Optional.of(TierNotify.UNSAID))))
        .isEqualTo(TEXT);

    String line =
        written.lines().filter(each -> each.contains("notify:")).findFirst().orElseThrow();
    String indent = line.substring(0, line.indexOf("notify:"));
    String block =
        written.replace(
            line,
            indent
                + "notify:\n"
                + indent
                + "  slack: \"#ops\" # the loud one\n"
                + indent
                + "  mail: true # they asked for it");
    var other = new TierNotify(Optional.of("#pay"), Optional.of("siem"), Optional.of(true), false);
    assertThat(PolicyText.apply(block, sensitiveTold(Optional.of(other))))
        .isEqualTo(
            block.replace(
                "slack: \"#ops\" # the loud one\n",
                "slack: \"#pay\" # the loud one\n" + indent + "  webhook: siem\n"));
  }

  private static Change sensitiveTold(Optional<TierNotify> notify) {
    var tier = sensitive("sensitive", List.of(new ApprovalSlot("reviewers", 1)));
    return new Change.PutTier(
        Optional.of("sensitive"),
        new TierForm(
            tier.name(),
            tier.outcome(),
            tier.process(),
            tier.approvals(),
            tier.remindAfter(),
            tier.escalateAfter(),
            tier.escalateTo(),
            tier.expireAfter(),
            tier.decideIn(),
            tier.changes(),
            tier.denials(),
            tier.reasonRequired(),
            tier.stepUp(),
            tier.use(),
            notify));
  }

  @Test
  void aTiersDemandIsChangedInItsPlace() {
    assertThat(
            apply(
                new Change.PutTier(
                    Optional.of("sensitive"),
                    sensitive(
                        "sensitive",
                        List.of(new ApprovalSlot("reviewers", 2), new ApprovalSlot("ops", 1))))))
        .contains(
            "    # who:\n    approvals: [{group: reviewers, count: 2}, {group: ops, count: 1}]\n");
    assertThat(
            apply(
                new Change.PutTier(
                    Optional.of("sensitive"),
                    sensitive("sensitive", List.of(new ApprovalSlot("reviewers", 2))))))
        .isEqualTo(TEXT.replace("reviewers, count: 1", "reviewers, count: 2"));
  }

  @Test
  void changesTheDefaultTier() {
    assertThat(apply(new Change.DefaultTier("forbidden")))
        .isEqualTo(TEXT.replace("defaultTier: sensitive #", "defaultTier: forbidden #"));
  }

  @Test
  void refusesWhatIsNotThereAndNamesThatAreTaken() {
    refuses(new Change.RemoveRule(Section.GUARDRAILS, "Odd"), "there is no guardrail Odd");
    refuses(new Change.RemoveTier("nosuch"), "there is no tier nosuch");
    refuses(new Change.DefaultTier("nosuch"), "there is no tier nosuch");
    refuses(new Change.Move(Part.RULES, "Odd", 2), "no place 2 (expected 0 to 1)");
    refuses(new Change.Move(Part.RULES, "Odd", -1), "no place -1 (expected 0 to 1)");
    refuses(
        add(Section.GUARDRAILS, rule("Odd", "low", List.of(), "")),
        "guardrail Odd is there already (expected another name)");
    refuses(
        put("Odd", rule("Reads are free", "low", List.of(), "")),
        "rule Reads are free is there already (expected another name)");
    refuses(put("nosuch", rule("x", "low", List.of(), "")), "there is no rule nosuch");
  }

  @Test
  void refusesToChangeWhatStandsForSeveralPlaces() {
    String text =
        """
        tiers:
          - {name: one, outcome: require_approval, approvals: &few [{group: ops, count: 1}]}
          - {name: two, outcome: require_approval, approvals: *few}
        defaultTier: two
        rules:
          - &shared {name: Odd, tier: one}
        """;
    refuses(
        text,
        put("Odd", rule("Odd", "two", List.of(), "")),
        "line 6: an anchor or an alias (expected to be changed in the text itself)");
  }

  private static void refuses(Change change, String why) {
    refuses(TEXT, change, why);
  }

  private static void refuses(String text, Change change, String why) {
    assertThatThrownBy(() -> PolicyText.apply(text, change))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(why);
  }
}
