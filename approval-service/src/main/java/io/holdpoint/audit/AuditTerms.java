package io.holdpoint.audit;

import java.util.Set;
import java.util.TreeSet;

/** What a record is found by besides its columns: it may have several of each. */
final class AuditTerms {

  private AuditTerms() {}

  static String person(String id) {
    return ChainTables.cut("person:" + id);
  }

  static String label(String label) {
    return ChainTables.cut("label:" + label);
  }

  static String agent(String id) {
    return ChainTables.cut("agent:" + id);
  }

  /**
   * People who did something or to whom it was done, labels of the data, agents without a request.
   */
  static Set<String> of(ChainTables.Row row) {
    Set<String> terms = new TreeSet<>();
    if (row.actor().startsWith("person:")) {
      terms.add(ChainTables.cut(row.actor()));
    }
    row.data()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "person", "maker", "delegate", "owner" -> terms.add(person(value));
                case "agent" -> terms.add(agent(value));
                case "labels" -> {
                  for (String label : value.split(",")) {
                    if (!label.isBlank()) {
                      terms.add(label(label.strip()));
                    }
                  }
                }
                default -> {}
              }
            });
    if (!row.about().isEmpty()) {
      terms.add(agent(row.about().getFirst()));
    } else if (row.actor().startsWith("agent:")) {
      terms.add(ChainTables.cut(row.actor()));
    }
    return terms;
  }
}
