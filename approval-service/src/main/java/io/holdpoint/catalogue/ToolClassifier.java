package io.holdpoint.catalogue;

import io.holdpoint.catalogue.ArgumentSigns.Sign;
import io.holdpoint.catalogue.Vocabulary.Form;
import io.holdpoint.catalogue.Vocabulary.Sense;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.CatalogueDesk.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Guesses the class of a tool that nobody classified, with its reasons. Pure; never milder than it
 * has to be: {@code read_only} only where name, arguments and hints all leave no other reading, and
 * no guess at all rather than a mild one.
 */
final class ToolClassifier {

  /** Words in a description that belie a reading name. */
  private static final Set<Sense> TELLING = Set.of(Sense.CHANGE);

  private final Vocabulary vocabulary = Vocabulary.DELIVERED;
  private final NameReader names = new NameReader(vocabulary);

  /**
   * @param name as posted
   * @param examples arguments that were seen, some of them; JSON values as in a decision's input
   */
  Suggestion suggest(String name, List<Map<String, Object>> examples, Hints hints) {
    ToolName taken = ToolName.of(name);
    Set<String> arguments = new HashSet<>();
    examples.forEach(
        example -> example.keySet().forEach(key -> arguments.add(key.toLowerCase(Locale.ROOT))));
    NameReading reading = names.read(taken, arguments);
    List<Sign> signs = ArgumentSigns.in(vocabulary, examples);
    List<String> reasons = new ArrayList<>(reading.reasons());
    Optional<Reversibility> guess =
        switch (reading.kind()) {
          case READS -> afterReading(signs, hints, reasons);
          case CHANGES ->
              Optional.of(afterChange(reading.grave().orElseThrow(), signs, hints, reasons));
          case UNKNOWN -> afterUnknown(signs, hints, reasons);
        };
    return new Suggestion(guess, labels(taken, reading, signs, guess), List.copyOf(reasons));
  }

  private Optional<Reversibility> afterReading(
      List<Sign> signs, Hints hints, List<String> reasons) {
    int before = reasons.size();
    signs.forEach(sign -> reasons.add(sign.why()));
    belied(hints).ifPresent(reasons::add);
    boolean doubted = reasons.size() > before;
    if (!doubted) {
      return Optional.of(Reversibility.READ_ONLY);
    }
    Optional<Reversibility> gravest = gravest(signs);
    if (hints.destructive().orElse(false)) {
      return Optional.of(Reversibility.IRREVERSIBLE);
    }
    if (gravest.isEmpty()) {
      reasons.add("So it may do more than read, and no guess is safe.");
    }
    return gravest;
  }

  private Optional<String> belied(Hints hints) {
    if (hints.destructive().orElse(false)) {
      return Optional.of("It says of itself that it may destroy something (destructiveHint).");
    }
    if (!hints.readOnly().orElse(true)) {
      return Optional.of("It says of itself that it does not only read (readOnlyHint).");
    }
    for (String text : hints.words().toLowerCase(Locale.ROOT).split("[^a-z]+")) {
      if (vocabulary
          .word(text)
          .filter(word -> TELLING.contains(word.sense()) && word.form() != Form.ED)
          .isPresent()) {
        return Optional.of("Its own description speaks of more than reading (\"" + text + "\").");
      }
    }
    return Optional.empty();
  }

  private static Reversibility afterChange(
      Reversibility byName, List<Sign> signs, Hints hints, List<String> reasons) {
    Reversibility guess = byName;
    for (Sign sign : signs) {
      boolean raises = sign.atLeast().filter(least -> least.compareTo(byName) > 0).isPresent();
      boolean outward = sign.label().isPresent();
      if (raises || outward) {
        reasons.add(sign.why());
      }
      if (raises && sign.atLeast().get().compareTo(guess) > 0) {
        guess = sign.atLeast().get();
      }
      if (outward && guess == Reversibility.REVERSIBLE) {
        guess = Reversibility.EXTERNALLY_REVERSIBLE;
      }
    }
    if (hints.destructive().orElse(false) && guess != Reversibility.IRREVERSIBLE) {
      reasons.add("It says of itself that it may destroy something (destructiveHint).");
      guess = Reversibility.IRREVERSIBLE;
    }
    if (hints.openWorld().orElse(false) && guess == Reversibility.REVERSIBLE) {
      reasons.add("It says of itself that it reaches others (openWorldHint).");
      guess = Reversibility.EXTERNALLY_REVERSIBLE;
    }
    return guess;
  }

  private static Optional<Reversibility> afterUnknown(
      List<Sign> signs, Hints hints, List<String> reasons) {
    signs.forEach(sign -> reasons.add(sign.why()));
    if (hints.destructive().orElse(false)) {
      reasons.add("It says of itself that it may destroy something (destructiveHint).");
      return Optional.of(Reversibility.IRREVERSIBLE);
    }
    if (hints.readOnly().orElse(false)) {
      reasons.add("That it says of itself to read only (readOnlyHint) is not enough.");
    }
    // Only what is gravest anyway is a safe guess for a tool whose verb nobody knows.
    return gravest(signs).filter(Reversibility.IRREVERSIBLE::equals);
  }

  private static Optional<Reversibility> gravest(List<Sign> signs) {
    return signs.stream().flatMap(sign -> sign.atLeast().stream()).max(Reversibility::compareTo);
  }

  private Set<String> labels(
      ToolName name, NameReading reading, List<Sign> signs, Optional<Reversibility> guess) {
    Set<String> labels = new TreeSet<>();
    if (reading.program()) {
      labels.add("program");
    }
    if (names.mentions(name, "secret")) {
      labels.add("secret");
    }
    boolean reads = guess.equals(Optional.of(Reversibility.READ_ONLY));
    if (!reads) {
      signs.forEach(sign -> sign.label().ifPresent(labels::add));
    }
    if (reading.kind() == NameReading.Kind.CHANGES) {
      for (String label : List.of("destructive", "money", "outbound", "access")) {
        if (names.mentions(name, label)) {
          labels.add(label);
        }
      }
    }
    return labels;
  }
}
