package io.holdpoint.policy;

import io.holdpoint.model.ToolPattern;
import java.util.Collection;

/** Patterns of tool names, for features that name tools by them as the policy does. */
public final class ToolNames {

  private ToolNames() {}

  /** Whether one of the patterns matches; {@code *} stands for any characters, dots among them. */
  public static boolean match(Collection<String> patterns, String tool) {
    return patterns.stream().anyMatch(pattern -> new ToolPattern(pattern).matches(tool));
  }
}
