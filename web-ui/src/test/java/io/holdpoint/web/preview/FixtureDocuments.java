package io.holdpoint.web.preview;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.DraftDesk.TierForm;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.model.desk.PolicyDesk.RuleView;
import io.holdpoint.model.desk.PolicyDesk.TierView;
import io.holdpoint.model.desk.PolicyDesk.ToolCredential;
import io.holdpoint.model.desk.PolicyDesk.ToolView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Policy documents for the preview, and their texts. */
final class FixtureDocuments {

  private FixtureDocuments() {}

  static List<PolicyView> versions(Instant start) {
    List<TierView> tiers =
        List.of(
            FixturePolicy.tier("low", Outcome.ALLOW, ""),
            FixturePolicy.tier(
                "sensitive",
                Outcome.REQUIRE_APPROVAL,
                "1 of reviewers",
                new ApprovalSlot("reviewers", 1)),
            FixturePolicy.tier(
                "critical",
                Outcome.REQUIRE_APPROVAL,
                "1 of ops and 1 of security",
                new ApprovalSlot("ops", 1),
                new ApprovalSlot("security", 1)),
            FixturePolicy.tier("forbidden", Outcome.DENY, ""));
    var reads =
        new RuleView(
            "Reads are free",
            "low",
            List.of(),
            "tool.reversibility == \"read_only\" && !(\"secret\" in request.dataTouched)",
            true);
    var deletes =
        new RuleView(
            "Production deletes take two",
            "critical",
            List.of("*.delete", "*.purge"),
            "target.environment == \"production\"",
            true);
    var refunds =
        new RuleView(
            "Large refunds take two",
            "critical",
            List.of("payments.refund"),
            "action.arguments.total > 1000",
            true);
    var off =
        new RuleView(
            "Nights are quiet " + Fixtures.HOSTILE,
            "sensitive",
            List.of("deploy.service.rollback", "deploy.*", "k8s.*", "helm.*", "ci.*", "x.*", "y.*"),
            "now.getHours(\"Europe/Berlin\") < 7 ||\nnow.getHours(\"Europe/Berlin\") >= 19",
            false);
    List<RuleView> guards =
        List.of(
            new RuleView(
                "Never touch the audit store",
                "forbidden",
                List.of(),
                "target.system == \"holdpoint\"",
                true));
    List<ToolView> tools =
        List.of(
            new ToolView(
                "crm.*.get",
                "crm",
                Reversibility.READ_ONLY,
                Set.of("pii"),
                "",
                Optional.empty(),
                true),
            new ToolView(
                "payments.refund",
                "stripe",
                Reversibility.EXTERNALLY_REVERSIBLE,
                Set.of("money"),
                "{\n"
                    + "  \"type\": \"object\",\n"
                    + "  \"properties\": {\"amount\": {\"type\": \"number\"}}\n"
                    + "}",
                Optional.of(
                    new ToolCredential(
                        "https://stripe.example.org", "refund", Optional.of("PT2M"))),
                true),
            new ToolView(
                "<b>shop</b>.*",
                "",
                Reversibility.UNCLASSIFIED,
                Set.of("shop"),
                "",
                Optional.empty(),
                false));
    var all = new ArrayList<PolicyView>();
    all.add(
        view(1, start, "first-start", "The starter policy", tiers, List.of(reads), guards, tools));
    all.add(
        view(
            2,
            start,
            "grace",
            "Refunds above 1,000 take two; see INC-204 " + Fixtures.HOSTILE,
            tiers,
            List.of(reads, refunds),
            guards,
            tools));
    all.add(
        view(
            3,
            start,
            "root",
            "Deletes in production take two people",
            tiers,
            List.of(reads, deletes, refunds, off),
            guards,
            tools));
    return all;
  }

  private static PolicyView view(
      int version,
      Instant start,
      String by,
      String note,
      List<TierView> tiers,
      List<RuleView> rules,
      List<RuleView> guards,
      List<ToolView> tools) {
    return new PolicyView(
        version,
        start.minus(Duration.ofHours(30L * (4 - version))),
        by,
        note,
        yaml(tiers, rules, guards, tools, "sensitive"),
        "sensitive",
        tiers,
        guards,
        rules,
        tools,
        List.of("tier critical: no person is in group security, so nobody can fill its place"));
  }

  static TierView tier(TierForm form) {
    return new TierView(
        form.name(),
        form.outcome(),
        form.process(),
        form.approvals().stream()
            .map(s -> s.count() + " of " + s.group())
            .collect(Collectors.joining(" and ")),
        form.approvals(),
        form.remindAfter(),
        form.escalateAfter(),
        form.escalateTo(),
        form.expireAfter(),
        form.decideIn(),
        form.changes(),
        form.denials(),
        form.reasonRequired(),
        form.stepUp(),
        form.use(),
        form.notices().orElse(PolicyDesk.TierNotify.UNSAID),
        true);
  }

  static String yaml(
      List<TierView> tiers,
      List<RuleView> rules,
      List<RuleView> guards,
      List<ToolView> tools,
      String defaultTier) {
    var out = new StringBuilder("# The policy of the shop. Comments stay.\ntiers:\n");
    for (TierView t : tiers) {
      out.append("  - name: ").append(t.name()).append("\n    outcome: ");
      out.append(t.outcome().wire()).append('\n');
      t.process().ifPresent(p -> out.append("    process: ").append(p).append('\n'));
      t.expireAfter().ifPresent(p -> out.append("    expireAfter: ").append(p).append('\n'));
    }
    out.append("defaultTier: ").append(defaultTier).append("\ntools:\n");
    for (ToolView t : tools) {
      out.append("  - {match: \"").append(t.match()).append("\", reversibility: ");
      out.append(t.reversibility().wire()).append("}\n");
    }
    rules(out.append("rules:\n"), rules);
    rules(out.append("guardrails:\n"), guards);
    return out.toString();
  }

  private static void rules(StringBuilder out, List<RuleView> rules) {
    for (RuleView r : rules) {
      out.append("  - name: ").append(r.name().replace("\n", " ")).append("\n    tier: ");
      out.append(r.tier()).append("\n    when: >-\n");
      r.when().lines().forEach(l -> out.append("      ").append(l).append('\n'));
    }
  }

  /** Not the shortest, but a true difference: what both begin and end with is the same. */
  static List<DiffLine> diff(String before, String after) {
    List<String> a = before.lines().toList();
    List<String> b = after.lines().toList();
    int start = 0;
    while (start < Math.min(a.size(), b.size()) && a.get(start).equals(b.get(start))) {
      start++;
    }
    int end = 0;
    while (end < Math.min(a.size(), b.size()) - start
        && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
      end++;
    }
    var lines = new ArrayList<DiffLine>();
    if (before.equals(after)) {
      return lines;
    }
    if (start > 3) {
      lines.add(new DiffLine(DiffLine.Kind.SKIPPED, 0, 0, (start - 3) + " lines"));
    }
    for (int i = Math.max(0, start - 3); i < start; i++) {
      lines.add(new DiffLine(DiffLine.Kind.SAME, i + 1, i + 1, a.get(i)));
    }
    for (int i = start; i < a.size() - end; i++) {
      lines.add(new DiffLine(DiffLine.Kind.REMOVED, i + 1, 0, a.get(i)));
    }
    for (int i = start; i < b.size() - end; i++) {
      lines.add(new DiffLine(DiffLine.Kind.ADDED, 0, i + 1, b.get(i)));
    }
    for (int i = 0; i < Math.min(3, end); i++) {
      int x = a.size() - end + i;
      lines.add(new DiffLine(DiffLine.Kind.SAME, x + 1, b.size() - end + i + 1, a.get(x)));
    }
    return lines;
  }
}
