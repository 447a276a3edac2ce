package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import io.holdpoint.model.broker.CredentialTerms;
import io.holdpoint.policy.PolicyDocument.ToolEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is known of each tool. */
final class ToolCatalogue {

  /**
   * What is known of one tool.
   *
   * @param system {@code ""} when no entry names one
   * @param reversibility {@code UNCLASSIFIED} when no entry gives a class
   * @param credential of the first entry that has one
   */
  record Tool(
      String system,
      Reversibility reversibility,
      Set<String> labels,
      Optional<CredentialTerms> credential) {

    /** One whose actions run without a credential. */
    Tool(String system, Reversibility reversibility, Set<String> labels) {
      this(system, reversibility, labels, Optional.empty());
    }
  }

  private final ToolIndex<ToolEntry> entries = new ToolIndex<>();

  ToolCatalogue(List<ToolEntry> entries) {
    entries.stream()
        .filter(ToolEntry::enabled)
        .forEach(entry -> this.entries.add(entry, List.of(entry.match())));
  }

  /**
   * Of all entries that match, the gravest class holds and the labels unite. The system is that of
   * the gravest entry which names one, of equally grave ones the first in the document.
   */
  Tool lookUp(String name) {
    Optional<Reversibility> gravest = Optional.empty();
    Optional<Reversibility> classOfSystem = Optional.empty();
    String system = "";
    Set<String> labels = new TreeSet<>();
    Optional<CredentialTerms> credential = Optional.empty();
    for (ToolEntry entry : entries.select(name)) {
      labels.addAll(entry.labels());
      credential = credential.or(entry::credential);
      if (isGraver(entry.reversibility(), gravest)) {
        gravest = entry.reversibility();
      }
      boolean names = !entry.system().isEmpty();
      if (names && (system.isEmpty() || isGraver(entry.reversibility(), classOfSystem))) {
        system = entry.system();
        classOfSystem = entry.reversibility();
      }
    }
    return new Tool(system, gravest.orElse(Reversibility.UNCLASSIFIED), labels, credential);
  }

  /** The entries that match, in the order of the document. */
  List<ToolEntry> entries(String name) {
    return entries.select(name);
  }

  private static boolean isGraver(Optional<Reversibility> one, Optional<Reversibility> other) {
    return one.isPresent() && (other.isEmpty() || one.get().compareTo(other.get()) > 0);
  }
}
