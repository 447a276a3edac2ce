package io.holdpoint.policy;

import io.holdpoint.model.ToolPattern;
import io.holdpoint.policy.PolicyComparison.Weighed;
import io.holdpoint.policy.PolicyDocument.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the changes of rules and guardrails do. A rule stricter than the default tier, or equal to
 * it, can only make a decision stricter where it matches; a looser one can release, and where still
 * looser ones match it can hold, too. A guardrail only makes stricter.
 */
final class RuleChanges {

  /** How the actions that a rule covers changed. */
  private enum Extent {
    SAME,
    WIDER,
    NARROWER,
    OTHER;

    Extent and(Extent other) {
      if (this == other || other == SAME) {
        return this;
      }
      return this == SAME ? other : OTHER;
    }

    boolean mayGrow() {
      return this == WIDER || this == OTHER;
    }

    boolean mayShrink() {
      return this == NARROWER || this == OTHER;
    }
  }

  private final TierChanges tiers;
  private final PolicyDocument before;
  private final PolicyDocument after;

  RuleChanges(TierChanges tiers, PolicyDocument before, PolicyDocument after) {
    this.tiers = tiers;
    this.before = before;
    this.after = after;
  }

  void weigh(Weighed weighed) {
    weigh("rule", before.rules(), after.rules(), weighed);
    weigh("guardrail", before.guardrails(), after.guardrails(), weighed);
  }

  private void weigh(String what, List<Rule> old, List<Rule> now, Weighed weighed) {
    Map<String, Rule> gone = new LinkedHashMap<>();
    old.forEach(rule -> gone.put(rule.name(), rule));
    List<Rule> added = new ArrayList<>();
    for (Rule rule : now) {
      Rule was = gone.remove(rule.name());
      if (was == null) {
        added.add(rule);
      } else {
        weigh(what, was, rule, weighed);
      }
    }
    for (Rule rule : added) {
      boolean renamed = gone.values().removeIf(was -> isSame(was, rule));
      if (!renamed && rule.enabled()) {
        weighPresence(what, rule, weighed, "is new");
      }
    }
    for (Rule rule : gone.values()) {
      if (rule.enabled()) {
        weighAbsence(what, rule, weighed, "is removed");
      }
    }
  }

  private boolean isSame(Rule was, Rule rule) {
    return was.enabled() == rule.enabled()
        && tiers.nameNow(was.tier()).equals(rule.tier())
        && extent(was, rule) == Extent.SAME;
  }

  private void weigh(String what, Rule was, Rule is, Weighed weighed) {
    if (!was.enabled() || !is.enabled()) {
      if (is.enabled()) {
        weighPresence(what, is, weighed, "is turned on");
      } else if (was.enabled()) {
        weighAbsence(what, was, weighed, "is turned off");
      }
      return;
    }
    weighTier(what, was, is, weighed);
    Extent tools = tools(was.tools(), is.tools());
    Extent condition = condition(was, is);
    Extent extent = tools.and(condition);
    if (extent != Extent.SAME) {
      boolean guardrail = what.equals("guardrail");
      boolean holds = guardrail || !(wasLooser(was) || isLooser(is));
      boolean releases = !guardrail && (wasLooser(was) || isLooser(is));
      boolean alsoHolds = releases && tiers.isAboveAnotherRule(is.tier());
      weighed.add(
          (releases && extent.mayGrow()) || ((holds || alsoHolds) && extent.mayShrink()),
          (releases && extent.mayShrink()) || ((holds || alsoHolds) && extent.mayGrow()),
          named(what, is) + says(tools, condition));
    }
  }

  private static String says(Extent tools, Extent condition) {
    List<String> parts = new ArrayList<>();
    if (condition != Extent.SAME) {
      parts.add("has another condition");
    }
    switch (tools) {
      case SAME -> {}
      case WIDER -> parts.add("covers more tools");
      case NARROWER -> parts.add("covers fewer tools");
      case OTHER -> parts.add("covers other tools");
    }
    return " " + String.join(" and ", parts);
  }

  private void weighTier(String what, Rule was, Rule is, Weighed weighed) {
    if (tiers.nameNow(was.tier()).equals(is.tier())) {
      return;
    }
    OptionalInt from = tiers.rank(was.tier());
    int to = tiers.rank(is.tier()).orElse(0);
    weighed.add(
        from.isEmpty() || to < from.getAsInt(),
        from.isEmpty() || to > from.getAsInt(),
        what + " \"" + is.name() + "\" goes from " + was.tier() + " to " + is.tier());
  }

  private boolean wasLooser(Rule rule) {
    return tiers.wasLooserThanDefault(rule.tier());
  }

  private boolean isLooser(Rule rule) {
    return tiers.isLooserThanDefault(rule.tier());
  }

  private void weighPresence(String what, Rule rule, Weighed weighed, String verb) {
    boolean releases = what.equals("rule") && isLooser(rule);
    boolean holds = !releases || tiers.isAboveAnotherRule(rule.tier());
    weighed.add(releases, holds, named(what, rule) + " " + verb);
  }

  private void weighAbsence(String what, Rule rule, Weighed weighed, String verb) {
    boolean released = what.equals("rule") && wasLooser(rule);
    boolean held = !released || tiers.isAboveAnotherRule(rule.tier());
    weighed.add(held, released, named(what, rule) + " " + verb);
  }

  private static String named(String what, Rule rule) {
    return what + " \"" + rule.name() + "\" (" + rule.tier() + ")";
  }

  private static Extent extent(Rule was, Rule is) {
    return tools(was.tools(), is.tools()).and(condition(was, is));
  }

  /** Without a condition a rule covers everything; of two conditions nothing is proved. */
  private static Extent condition(Rule was, Rule is) {
    String old = was.when().map(ConditionText::text).orElse("").strip();
    String now = is.when().map(ConditionText::text).orElse("").strip();
    if (old.equals(now)) {
      return Extent.SAME;
    }
    if (now.isEmpty()) {
      return Extent.WIDER;
    }
    return old.isEmpty() ? Extent.NARROWER : Extent.OTHER;
  }

  private static Extent tools(List<ToolPattern> old, List<ToolPattern> now) {
    boolean grown = covers(now, old);
    boolean shrunk = covers(old, now);
    if (grown && shrunk) {
      return Extent.SAME;
    }
    if (grown) {
      return Extent.WIDER;
    }
    return shrunk ? Extent.NARROWER : Extent.OTHER;
  }

  /** Whether every tool of {@code others} is one of {@code patterns}; no patterns are all tools. */
  private static boolean covers(List<ToolPattern> patterns, List<ToolPattern> others) {
    if (patterns.isEmpty()) {
      return true;
    }
    return !others.isEmpty()
        && others.stream()
            .allMatch(other -> patterns.stream().anyMatch(pattern -> pattern.covers(other)));
  }
}
