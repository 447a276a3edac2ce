package io.holdpoint.catalogue;

import io.holdpoint.model.Reversibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools whose truth is known, beside what is suggested for them by name alone. */
record ToolCorpus(List<String> reads, List<String> changes) {

  private static final Path FOLDER = Path.of("src/test/resources/catalogue");

  static ToolCorpus named(String file) throws IOException {
    List<String> reads = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve(file))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        List<String> names = List.of(line.substring(line.indexOf(':') + 1).trim().split(" +"));
        (line.startsWith("reads:") ? reads : changes).addAll(names);
      }
    }
    return new ToolCorpus(reads, changes);
  }

  List<String> falselyRead(ToolClassifier classifier) {
    return changes.stream().filter(name -> readsOnly(classifier, name)).toList();
  }

  double recall(ToolClassifier classifier) {
    return (double) reads.stream().filter(name -> readsOnly(classifier, name)).count()
        / reads.size();
  }

  private static boolean readsOnly(ToolClassifier classifier, String name) {
    return classifier
        .suggest(name, List.<Map<String, Object>>of(), Hints.NONE)
        .reversibility()
        .equals(Optional.of(Reversibility.READ_ONLY));
  }
}
