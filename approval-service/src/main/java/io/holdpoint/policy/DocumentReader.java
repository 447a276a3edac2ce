package io.holdpoint.policy;

import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.ToolPattern;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.policy.PolicyDocument.Rule;
import io.holdpoint.policy.PolicyDocument.Tier;
import io.holdpoint.policy.PolicyDocument.ToolEntry;
import io.holdpoint.policy.YamlNode.Mapping;
import io.holdpoint.policy.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a policy document out of YAML nodes and finds every fault of its form. Conditions are only
 * taken over here; the compiler reads them.
 */
final class DocumentReader {

  private static final List<String> KEYS =
      List.of("tiers", "defaultTier", "groups", "tools", "rules", "guardrails");
  private static final List<String> TOOL_KEYS =
      List.of("match", "system", "reversibility", "labels", "arguments", "credential", "enabled");
  private static final List<String> SAYING =
      List.of("system", "reversibility", "labels", "arguments", "credential");
  private static final List<String> RULE_KEYS = List.of("name", "tier", "tools", "when", "enabled");
  private static final Map<String, Reversibility> CLASSES = new LinkedHashMap<>();

  static {
    for (Reversibility each : Reversibility.values()) {
      if (each != Reversibility.UNCLASSIFIED) {
        CLASSES.put(each.wire(), each);
      }
    }
  }

  private final List<String> processes;
  private final List<Remark> faults;
  private final Map<String, At> ruleNames = new HashMap<>();

  DocumentReader(List<String> processes, List<Remark> faults) {
    this.processes = processes;
    this.faults = faults;
  }

  /** What an entry of a list is called in faults: by its name, else by its position from 1. */
  static String named(String what, int position, Mapping mapping) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().text().equals(what.equals("tool") ? "match" : "name"))
        .filter(entry -> entry.value() instanceof Scalar)
        .map(entry -> what + " \"" + ((Scalar) entry.value()).text() + "\"")
        .findFirst()
        .orElse(what + " " + position);
  }

  PolicyDocument read(YamlNode root) {
    if (!(root instanceof Mapping mapping)) {
      faults.add(
          new Remark(
              "policy",
              root.at(),
              root.kind() + " (expected a mapping with " + String.join(", ", KEYS) + ")"));
      return new PolicyDocument(List.of(), "", List.of(), List.of(), List.of(), List.of());
    }
    Fields fields = new Fields("policy", mapping, KEYS, faults);
    List<Tier> tiers = tiers(fields);
    fields.require("defaultTier", "the name of a tier");
    Optional<Scalar> defaultTier = fields.name("defaultTier");
    defaultTier
        .flatMap(tier -> misnamed(tier, true, tiers))
        .ifPresent(why -> fields.fault(fields.at("defaultTier"), "defaultTier: " + why));
    List<ToolEntry> tools = tools(fields);
    List<Rule> rules = rules(fields, "rules", "rule", tiers);
    List<Rule> guardrails = rules(fields, "guardrails", "guardrail", tiers);
    if (rules.size() + guardrails.size() > PolicyLimits.RULES) {
      fields.fault(
          fields.at("rules"),
          (rules.size() + guardrails.size())
              + " rules and guardrails (expected at most "
              + PolicyLimits.RULES
              + ")");
    }
    return new PolicyDocument(
        tiers,
        defaultTier.map(Scalar::text).orElse(""),
        tools,
        rules,
        guardrails,
        NoticeReader.groups(fields, faults));
  }

  /** Why the tier of that name cannot be meant by what is, or is not, in use itself. */
  private static Optional<String> misnamed(Scalar name, boolean inUse, List<Tier> tiers) {
    List<String> usable =
        tiers.stream().filter(tier -> tier.enabled() || !inUse).map(Tier::name).toList();
    if (usable.contains(name.text())) {
      return Optional.empty();
    }
    boolean disabled = tiers.stream().anyMatch(tier -> tier.name().equals(name.text()));
    return Optional.of(
        Fields.notOneOf(disabled ? "disabled" : "unknown", "tier", name.text(), usable));
  }

  private List<Tier> tiers(Fields fields) {
    fields.require("tiers", "a list of tiers, least to most strict");
    List<Tier> tiers = new ArrayList<>();
    Map<String, At> names = new HashMap<>();
    int position = 0;
    for (Mapping each : fields.mappings("tiers", PolicyLimits.TIERS)) {
      Optional<Tier> read = new TierReader(processes, faults).read(++position, each);
      if (read.isEmpty()) {
        continue;
      }
      Tier tier = read.get();
      At before = names.putIfAbsent(tier.name(), tier.at());
      if (before != null) {
        faults.add(twice("tier", tier.name(), tier.at(), before));
        continue;
      }
      tiers.add(tier);
    }
    checkOrder(tiers);
    boolean whole = tiers.size() == position && position > 0;
    if (whole
        && tiers.stream().noneMatch(tier -> tier.enabled() && tier.outcome() != Outcome.ALLOW)) {
      fields.fault(
          fields.at("tiers"),
          "every tier allows, so nothing could be held (expected at least one enabled tier with outcome"
              + " require_approval or deny)");
    } else if (fields.isEmptyList("tiers")) {
      fields.fault(fields.at("tiers"), "tiers: nothing (expected at least one tier)");
    }
    return tiers;
  }

  private void checkOrder(List<Tier> tiers) {
    for (int i = 1; i < tiers.size(); i++) {
      Tier before = tiers.get(i - 1);
      Tier tier = tiers.get(i);
      if (tier.outcome().compareTo(before.outcome()) < 0) {
        faults.add(
            new Remark(
                "tier \"" + tier.name() + "\"",
                tier.at(),
                "outcome "
                    + tier.outcome().wire()
                    + " after tier "
                    + before.name()
                    + " with outcome "
                    + before.outcome().wire()
                    + " (expected least to most strict: allow, require_approval, deny)"));
      }
    }
  }

  private static Remark twice(String what, String name, At at, At before) {
    return new Remark(
        what + " \"" + name + "\"",
        at,
        "the name stands already in line " + before.line() + " (expected each name once)");
  }

  private List<ToolEntry> tools(Fields fields) {
    List<ToolEntry> entries = new ArrayList<>();
    int position = 0;
    for (Mapping each : fields.mappings("tools", PolicyLimits.TOOL_ENTRIES)) {
      String where = named("tool", ++position, each);
      Fields tool = new Fields(where, each, TOOL_KEYS, faults);
      tool.require("match", "a tool pattern such as \"crm.*.get\"");
      Optional<Scalar> match = tool.text("match", PolicyLimits.PATTERN);
      Optional<Scalar> system = tool.text("system", PolicyLimits.SYSTEM);
      Optional<Reversibility> reversibility = tool.oneOf("reversibility", CLASSES);
      Set<String> labels = new LinkedHashSet<>();
      tool.names("labels", PolicyLimits.LABELS).forEach(label -> labels.add(label.text()));
      Optional<ArgumentSchema> arguments =
          tool.mapping("arguments").flatMap(new SchemaReader(where, faults)::read);
      var credential = CredentialReader.read(tool, where, faults);
      if (SAYING.stream().noneMatch(tool::has)) {
        tool.fault(
            tool.at(),
            "says nothing of the tool (expected system, reversibility, labels, arguments or"
                + " credential)");
      }
      if (match.isPresent()) {
        entries.add(
            new ToolEntry(
                tool.at(),
                new ToolPattern(match.get().text()),
                system.map(Scalar::text).orElse(""),
                reversibility,
                labels,
                arguments,
                credential,
                tool.isEnabled()));
      }
    }
    return entries;
  }

  private List<Rule> rules(Fields fields, String key, String what, List<Tier> tiers) {
    List<Rule> rules = new ArrayList<>();
    int position = 0;
    for (Mapping each : fields.mappings(key, PolicyLimits.RULES)) {
      String where = named(what, ++position, each);
      Fields rule = new Fields(where, each, RULE_KEYS, faults);
      rule.require("name", "a text of 1 to " + PolicyLimits.RULE_NAME + " characters");
      rule.require("tier", "one of: " + String.join(", ", tiers.stream().map(Tier::name).toList()));
      Optional<Scalar> name = rule.text("name", PolicyLimits.RULE_NAME);
      Optional<Scalar> tier = rule.name("tier");
      boolean enabled = rule.isEnabled();
      tier.flatMap(named -> misnamed(named, enabled, tiers))
          .ifPresent(why -> rule.fault(rule.at("tier"), why));
      List<ToolPattern> patterns = rule.patterns("tools", PolicyLimits.PATTERNS);
      if (rule.isEmptyList("tools")) {
        rule.fault(
            rule.at("tools"),
            "tools: no pattern (expected one or more, or no tools for every tool)");
      }
      Optional<ConditionText> when =
          rule.text("when", PolicyLimits.CONDITION)
              .map(text -> new ConditionText(text.text(), text));
      if (name.isPresent()) {
        At before = ruleNames.putIfAbsent(name.get().text(), rule.at());
        if (before != null) {
          faults.add(twice(what, name.get().text(), rule.at(), before));
        }
      }
      rules.add(
          new Rule(
              rule.at(),
              where,
              name.map(Scalar::text).orElse(""),
              tier.map(Scalar::text).orElse(""),
              rule.at("tier"),
              patterns,
              when,
              enabled));
    }
    return rules;
  }
}
