package io.holdpoint.drafts;

import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.Part;
import io.holdpoint.model.desk.DraftDesk.Section;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.model.desk.PolicyDesk.RuleView;
import io.holdpoint.model.desk.PolicyDesk.TierView;
import io.holdpoint.model.desk.PolicyDesk.ToolView;
import io.holdpoint.policy.TextDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a change did, in words for the list of edits and the audit record. */
final class ChangeWords {

  /** Entries that are named where several change at once. */
  private static final int NAMED = 3;

  private ChangeWords() {}

  static String of(Change change, PolicyView before, PolicyView after) {
    return switch (change) {
      case Change.PutTier(var replaces, var tier) ->
          put(
              "tier",
              replaces,
              tier.name(),
              differences(
                  named(before.tiers(), TierView::name, replaces.orElse(tier.name())),
                  named(after.tiers(), TierView::name, tier.name()),
                  TIER));
      case Change.PutRule(var section, var replaces, var rule) ->
          put(
              word(section),
              replaces,
              rule.name(),
              differences(
                  named(rules(before, section), RuleView::name, replaces.orElse(rule.name())),
                  named(rules(after, section), RuleView::name, rule.name()),
                  RULE));
      case Change.PutTool(var replaces, var tool) ->
          put(
              "tool entry",
              replaces,
              tool.match(),
              differences(
                  named(before.tools(), ToolView::match, replaces.orElse(tool.match())),
                  named(after.tools(), ToolView::match, tool.match()),
                  TOOL));
      case Change.PutTools(var tools) -> several(tools);
      case Change.DefaultTier(var name) ->
          "default tier changed from \"" + before.defaultTier() + "\" to \"" + name + "\"";
      case Change.RemoveTier(var name) -> quoted("tier", name) + " removed";
      case Change.RemoveRule(var section, var name) -> quoted(word(section), name) + " removed";
      case Change.RemoveTool(var match) -> quoted("tool entry", match) + " removed";
      case Change.Move(var part, var name, var to) ->
          quoted(word(part), name) + " moved to place " + (to + 1);
      case Change.Enable(var part, var name, var enabled) ->
          quoted(word(part), name) + (enabled ? " turned on" : " turned off");
    };
  }

  /** Such as {@code +3 −1 lines}. */
  static String inShort(String before, String after) {
    Map<DiffLine.Kind, Long> counts =
        TextDiff.lines(before, after).stream()
            .collect(Collectors.groupingBy(DiffLine::kind, Collectors.counting()));
    return "+"
        + counts.getOrDefault(DiffLine.Kind.ADDED, 0L)
        + " −"
        + counts.getOrDefault(DiffLine.Kind.REMOVED, 0L)
        + " lines";
  }

  private static String put(
      String part, Optional<String> replaces, String name, List<String> differences) {
    if (replaces.isEmpty()) {
      return quoted(part, name) + " added";
    }
    return quoted(part, replaces.get())
        + " changed: "
        + (differences.isEmpty() ? "its layout" : String.join(", ", differences));
  }

  private static String several(List<ToolForm> tools) {
    String first =
        tools.stream()
            .limit(NAMED)
            .map(tool -> "\"" + tool.match() + "\"")
            .collect(Collectors.joining(", "));
    int more = tools.size() - NAMED;
    return (tools.size() == 1 ? "tool entry " : tools.size() + " tool entries ")
        + first
        + (more > 0 ? " and " + more + " more" : "")
        + " put";
  }

  private static String quoted(String part, String name) {
    return part + " \"" + name + "\"";
  }

  private static String word(Section section) {
    return switch (section) {
      case RULES -> "rule";
      case GUARDRAILS -> "guardrail";
    };
  }

  private static String word(Part part) {
    return switch (part) {
      case TIERS -> "tier";
      case RULES -> "rule";
      case GUARDRAILS -> "guardrail";
      case TOOLS -> "tool entry";
    };
  }

  private static List<RuleView> rules(PolicyView policy, Section section) {
    return switch (section) {
      case RULES -> policy.rules();
      case GUARDRAILS -> policy.guardrails();
    };
  }

  /** A field in words, and how to read it. */
  private record Field<T>(String word, Function<T, Object> value) {}

  private static final List<Field<TierView>> TIER =
      List.of(
          new Field<>("name", TierView::name),
          new Field<>("outcome", TierView::outcome),
          new Field<>("process", TierView::process),
          new Field<>("approvals", TierView::slots),
          new Field<>("reminder", TierView::remindAfter),
          new Field<>("escalation", t -> List.of(t.escalateAfter(), t.escalateTo())),
          new Field<>("expiry", TierView::expireAfter),
          new Field<>("channels", TierView::decideIn),
          new Field<>("leave to change", TierView::changes),
          new Field<>("denials", TierView::denials),
          new Field<>("reasons", TierView::reasonRequired),
          new Field<>("fresh proof", TierView::stepUp),
          new Field<>("use of what is approved", TierView::use),
          new Field<>("on or off", TierView::enabled));

  private static final List<Field<RuleView>> RULE =
      List.of(
          new Field<>("name", RuleView::name),
          new Field<>("tier", RuleView::tier),
          new Field<>("tools", RuleView::tools),
          new Field<>("condition", RuleView::when),
          new Field<>("on or off", RuleView::enabled));

  private static final List<Field<ToolView>> TOOL =
      List.of(
          new Field<>("pattern", ToolView::match),
          new Field<>("system", ToolView::system),
          new Field<>("class", ToolView::reversibility),
          new Field<>("labels", ToolView::labels),
          new Field<>("arguments", ToolView::arguments),
          new Field<>("on or off", ToolView::enabled));

  private static <T> Optional<T> named(List<T> parts, Function<T, String> name, String wanted) {
    return parts.stream().filter(part -> name.apply(part).equals(wanted)).findFirst();
  }

  private static <T> List<String> differences(
      Optional<T> before, Optional<T> after, List<Field<T>> fields) {
    List<String> different = new ArrayList<>();
    if (before.isPresent() && after.isPresent()) {
      for (Field<T> field : fields) {
        if (!Objects.equals(field.value().apply(before.get()), field.value().apply(after.get()))) {
          different.add(field.word());
        }
      }
    }
    return different;
  }
}
