package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import io.holdpoint.policy.PolicyDocument.ToolEntry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of each tool. */
final class ToolCatalogue {

  /**
   * What is known of one tool.
   *
   * @param system {@code ""} when no entry names one
   * @param reversibility {@code UNCLASSIFIED} when no entry gives a class
   */
  record Tool(String system, Reversibility reversibility, Set<String> labels) {}

  private final ToolIndex<ToolEntry> entries = new ToolIndex<>();

  ToolCatalogue(List<ToolEntry> entries) {
    entries.forEach(entry -> this.entries.add(entry, List.of(entry.match())));
  }

  /**
   * Of all entries that match, the gravest class holds and the labels unite. The system is that of
   * the gravest entry which names one, of equally grave ones the first in the document.
   */
  Tool lookUp(String name) {
    Reversibility gravest = null;
    String system = "";
    int systemsClass = -2;
    Set<String> labels = new TreeSet<>();
    for (ToolEntry entry : entries.select(name)) {
      labels.addAll(entry.labels());
      int itsClass = entry.reversibility().map(Reversibility::ordinal).orElse(-1);
      if (itsClass >= 0 && (gravest == null || itsClass > gravest.ordinal())) {
        gravest = Reversibility.values()[itsClass];
      }
      if (!entry.system().isEmpty() && itsClass > systemsClass) {
        system = entry.system();
        systemsClass = itsClass;
      }
    }
    return new Tool(system, gravest == null ? Reversibility.UNCLASSIFIED : gravest, labels);
  }
}
