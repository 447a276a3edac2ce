package io.holdpoint.policy;

import dev.cel.common.ast.CelExpr;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.ToolPattern;
import io.holdpoint.policy.PolicyComparison.Weighed;
import io.holdpoint.policy.PolicyDocument.Rule;
import io.holdpoint.policy.PolicyDocument.ToolEntry;
import io.holdpoint.policy.ToolCatalogue.Tool;
import io.holdpoint.policy.ToolInfluence.Transition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the changes of the tool catalogue do: by themselves, as a class is more or less grave, and
 * by the rules that ask for it.
 */
final class ToolChanges {

  /** Past so many comparisons of patterns every entry is taken to meet every other. */
  private static final long COMPARISONS = 500_000;

  private static final Tool NOTHING = new Tool("", Reversibility.UNCLASSIFIED, Set.of());

  /** A rule as it is now, by what it does where it matches. */
  private record Asking(Rule rule, CelExpr condition, boolean releases, boolean holds) {}

  private final Map<String, Tool> before;
  private final Map<String, Tool> after;
  private final List<Asking> asking = new ArrayList<>();
  private final Map<Transition, Weighed> seen = new HashMap<>();
  private final List<String> changed;
  private final boolean exact;
  private final boolean reordered;

  ToolChanges(TierChanges tiers, PolicyDocument old, PolicyDocument now) {
    this.before = byPattern(old.tools());
    this.after = byPattern(now.tools());
    Set<String> patterns = new LinkedHashSet<>(after.keySet());
    patterns.addAll(before.keySet());
    this.changed =
        patterns.stream()
            .filter(pattern -> !get(before, pattern).equals(get(after, pattern)))
            .toList();
    this.reordered = !systems(old, after).equals(systems(now, before));
    if (!changed.isEmpty() || reordered) {
      now.rules().forEach(rule -> add(rule, tiers.isLooserThanDefault(rule.tier()), tiers));
      now.guardrails().forEach(rule -> add(rule, false, tiers));
    }
    this.exact =
        (long) changed.size() * (before.size() + after.size() + asking.size()) <= COMPARISONS;
  }

  private void add(Rule rule, boolean releases, TierChanges tiers) {
    if (rule.enabled()) {
      rule.when()
          .flatMap(when -> ToolInfluence.parse(when.text()))
          .ifPresent(
              condition ->
                  asking.add(
                      new Asking(
                          rule,
                          condition,
                          releases,
                          !releases || tiers.isAboveAnotherRule(rule.tier()))));
    }
  }

  /** What the enabled entries of each pattern say together. */
  private static Map<String, Tool> byPattern(List<ToolEntry> entries) {
    Map<String, List<ToolEntry>> grouped =
        entries.stream()
            .filter(ToolEntry::enabled)
            .collect(
                Collectors.groupingBy(
                    entry -> entry.match().text(), LinkedHashMap::new, Collectors.toList()));
    Map<String, Tool> all = new LinkedHashMap<>();
    grouped.forEach((pattern, those) -> all.put(pattern, new ToolCatalogue(those).lookUp(pattern)));
    return all;
  }

  private static Optional<Tool> get(Map<String, Tool> tools, String pattern) {
    return Optional.ofNullable(tools.get(pattern));
  }

  /** The patterns that name a system, in their order, which decides between equally grave ones. */
  private static List<String> systems(PolicyDocument document, Map<String, Tool> others) {
    return document.tools().stream()
        .filter(entry -> entry.enabled() && !entry.system().isEmpty())
        .map(entry -> entry.match().text())
        .filter(others::containsKey)
        .toList();
  }

  void weigh(Weighed weighed) {
    for (String pattern : changed) {
      weigh(pattern, get(before, pattern), get(after, pattern), weighed);
    }
    if (reordered) {
      Weighed effect = new Weighed();
      ask(new Transition(NOTHING, NOTHING, true), Optional.empty(), effect);
      weighed.add(
          effect.mayLoosen(),
          effect.mayTighten(),
          "the tool entries that name a system stand in another order");
    }
  }

  private void weigh(String pattern, Optional<Tool> was, Optional<Tool> is, Weighed weighed) {
    ToolPattern match = new ToolPattern(pattern);
    Tool old = was.orElse(NOTHING);
    Tool now = is.orElse(NOTHING);
    Weighed effect = new Weighed();
    List<String> says = new ArrayList<>();
    if (old.reversibility() != now.reversibility()) {
      says.add("class " + wire(now) + " instead of " + wire(old));
      for (Optional<Reversibility> other : others(match, pattern)) {
        weighClass(gravest(old, other), gravest(now, other), match, effect);
      }
    }
    for (String label : union(old.labels(), now.labels())) {
      boolean had = old.labels().contains(label);
      boolean has = now.labels().contains(label);
      if (had != has) {
        says.add((has ? "with" : "without") + " label " + label);
        effect.add(had, has, "");
        Transition transition = new Transition(labelled(had, label), labelled(has, label), false);
        ask(transition, Optional.of(match), effect);
      }
    }
    if (!old.credential().equals(now.credential())) {
      says.add(
          now.credential()
              .map(terms -> "a credential for " + terms.audience() + " is made for each action")
              .orElse("no credential is made"));
      effect.add(now.credential().isPresent(), old.credential().isPresent(), "");
    }
    boolean systemUnknown = namesSystem(match, pattern);
    if (!old.system().equals(now.system())) {
      says.add("system " + quoted(now.system()) + " instead of " + quoted(old.system()));
      ask(new Transition(system(old), system(now), systemUnknown), Optional.of(match), effect);
    } else if (systemUnknown && old.reversibility() != now.reversibility()) {
      ask(new Transition(NOTHING, NOTHING, true), Optional.of(match), effect);
    }
    String verb = was.isEmpty() ? " is new: " : is.isEmpty() ? " is removed: " : ": ";
    weighed.add(
        effect.mayLoosen(),
        effect.mayTighten(),
        "tool entry \"" + pattern + "\"" + verb + String.join(", ", says));
  }

  private void weighClass(Reversibility from, Reversibility to, ToolPattern match, Weighed effect) {
    if (from != to) {
      // unclassified is never released, so it counts as the gravest, which it is in the order, too
      effect.add(to.compareTo(from) < 0, to.compareTo(from) > 0, "");
      ask(
          new Transition(new Tool("", from, Set.of()), new Tool("", to, Set.of()), false),
          Optional.of(match),
          effect);
    }
  }

  /** What the classes of other entries for the same tools may be; empty for no other entry. */
  private Set<Optional<Reversibility>> others(ToolPattern match, String pattern) {
    Set<Optional<Reversibility>> others = new LinkedHashSet<>();
    boolean covered = false;
    if (!exact) {
      EnumSet.allOf(Reversibility.class).forEach(each -> others.add(Optional.of(each)));
      others.remove(Optional.of(Reversibility.UNCLASSIFIED));
    } else {
      for (Map<String, Tool> tools : List.of(before, after)) {
        for (Map.Entry<String, Tool> entry : tools.entrySet()) {
          ToolPattern other = new ToolPattern(entry.getKey());
          boolean classed = entry.getValue().reversibility() != Reversibility.UNCLASSIFIED;
          if (classed && !other.text().equals(pattern) && other.meets(match)) {
            others.add(Optional.of(entry.getValue().reversibility()));
            covered |=
                other.covers(match)
                    && entry.getValue().equals(before.get(other.text()))
                    && entry.getValue().equals(after.get(other.text()));
          }
        }
      }
    }
    if (!covered) {
      others.add(Optional.empty());
    }
    return others;
  }

  /** Whether another entry may name the system of some of these tools. */
  private boolean namesSystem(ToolPattern match, String pattern) {
    return Stream.of(before, after)
        .flatMap(tools -> tools.entrySet().stream())
        .filter(entry -> !entry.getValue().system().isEmpty() && !entry.getKey().equals(pattern))
        .anyMatch(entry -> !exact || new ToolPattern(entry.getKey()).meets(match));
  }

  private static Reversibility gravest(Tool tool, Optional<Reversibility> other) {
    Reversibility own = tool.reversibility();
    if (other.isEmpty()) {
      return own;
    }
    boolean unknown = own == Reversibility.UNCLASSIFIED;
    return unknown || other.get().compareTo(own) > 0 ? other.get() : own;
  }

  /** What the rules make of it, for tools of the pattern; empty for all tools. */
  private void ask(Transition transition, Optional<ToolPattern> match, Weighed effect) {
    if (!exact || match.isEmpty()) {
      Weighed known = seen.computeIfAbsent(transition, key -> answers(key, rule -> true));
      effect.add(known.mayLoosen(), known.mayTighten(), "");
      return;
    }
    Weighed answers =
        answers(
            transition,
            rule ->
                rule.tools().isEmpty()
                    || rule.tools().stream().anyMatch(tools -> tools.meets(match.get())));
    effect.add(answers.mayLoosen(), answers.mayTighten(), "");
  }

  private Weighed answers(Transition transition, Function<Rule, Boolean> own) {
    Weighed effect = new Weighed();
    for (Asking each : asking) {
      ToolInfluence influence =
          ToolInfluence.of(each.condition(), transition, own.apply(each.rule()));
      effect.add(
          (each.releases() && influence.mayTurnOn()) || (each.holds() && influence.mayTurnOff()),
          (each.releases() && influence.mayTurnOff()) || (each.holds() && influence.mayTurnOn()),
          "");
    }
    return effect;
  }

  private static Tool labelled(boolean has, String label) {
    return new Tool("", Reversibility.UNCLASSIFIED, has ? Set.of(label) : Set.of());
  }

  private static Tool system(Tool tool) {
    return new Tool(tool.system(), Reversibility.UNCLASSIFIED, Set.of());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static String wire(Tool tool) {
    return tool.reversibility().wire();
  }

  private static String quoted(String system) {
    return "\"" + system + "\"";
  }
}
