package io.holdpoint.policy.text;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.Part;
import io.holdpoint.model.desk.DraftDesk.Section;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.policy.PolicyCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes one part of a policy document in its text, and of the text only that: comments, empty
 * lines and layout elsewhere stand to the letter. Comments directly above an entry are the entry's:
 * they move and go with it.
 *
 * <p>The text comes back changed, not checked as a policy: {@link PolicyCompiler} does that. Plain
 * Java; safe to use from many threads.
 */
public final class PolicyText {

  private PolicyText() {}

  /**
   * The text with the change made.
   *
   * <p>A tier that gets another name gets it wherever it is named, too. What a form says nothing of
   * stands: {@code enabled} of tiers and tool entries.
   *
   * @param yaml a document without faults of its form
   * @throws BadInputException the part is not there, the name is taken, the place is none, or the
   *     text is written in a way in which only a person can change it; the message says which
   */
  public static String apply(String yaml, Change change) {
    PolicyEdit edit = new PolicyEdit(yaml);
    try {
      make(edit, change);
      return edit.done();
    } catch (UneditableException e) {
      throw new BadInputException(
          "yaml",
          "line "
              + edit.line(e.at())
              + ": "
              + e.getMessage()
              + " (expected to be changed in the text itself)");
    }
  }

  private static void make(PolicyEdit edit, Change change) {
    switch (change) {
      case Change.PutTier(var replaces, var tier) -> {
        edit.put(Part.TIERS, replaces, FormValues.keys(tier), FormValues.of(tier));
        replaces
            .filter(old -> !old.equals(tier.name()))
            .ifPresent(old -> edit.renameTier(old, tier.name()));
      }
      case Change.RemoveTier(var name) -> edit.remove(Part.TIERS, name);
      case Change.DefaultTier(var name) -> edit.defaultTier(name);
      case Change.PutRule(var section, var replaces, var rule) ->
          edit.put(part(section), replaces, FormValues.RULE_KEYS, FormValues.of(rule));
      case Change.RemoveRule(var section, var name) -> edit.remove(part(section), name);
      case Change.PutTool(var replaces, var tool) ->
          edit.put(Part.TOOLS, replaces, FormValues.keys(tool), FormValues.of(tool));
      case Change.PutTools(var tools) -> putTools(edit, tools);
      case Change.RemoveTool(var match) -> edit.remove(Part.TOOLS, match);
      case Change.Move(var part, var name, var to) -> edit.move(part, name, to);
      case Change.Enable(var part, var name, var enabled) -> edit.enable(part, name, enabled);
    }
  }

  private static void putTools(PolicyEdit edit, List<ToolForm> tools) {
    Map<String, ToolForm> byPattern = new HashMap<>();
    List<Map<String, Object>> added = new ArrayList<>();
    for (ToolForm tool : tools) {
      if (byPattern.put(tool.match(), tool) != null) {
        throw new BadInputException("match", "the pattern " + tool.match() + " stands here twice");
      }
      if (edit.has(Part.TOOLS, tool.match())) {
        edit.put(Part.TOOLS, Optional.of(tool.match()), FormValues.keys(tool), FormValues.of(tool));
      } else {
        added.add(FormValues.of(tool));
      }
    }
    edit.add(Part.TOOLS, added);
  }

  private static Part part(Section section) {
    return switch (section) {
      case RULES -> Part.RULES;
      case GUARDRAILS -> Part.GUARDRAILS;
    };
  }
}
