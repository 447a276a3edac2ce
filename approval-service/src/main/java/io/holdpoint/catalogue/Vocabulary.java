package io.holdpoint.catalogue;

import io.holdpoint.model.Reversibility;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What words mean in the names of tools: {@code catalogue/words.txt}, with their inflections. */
final class Vocabulary {

  /** What a word may be. */
  enum Sense {
    /** Reads, whatever follows. */
    READ,
    /** Reads if all that follows is known. */
    READ_CAREFUL,
    /** Changes something; never the name of a thing. */
    CHANGE,
    /** Changes something where it leads; the name of a thing elsewhere. */
    BOTH,
    /** Depends on what it is given. */
    UNKNOWABLE,
    /** Names a program or what runs one. */
    PROGRAM,
    GLUE,
    JOIN,
    PARTICLE,
    /** What one asks about a thing: status, history. */
    INSPECTED,
    NOUN,
    BRAND
  }

  /** How a word is inflected. */
  enum Form {
    BASE,
    /** {@code -s}: a plural, or a verb's third person. */
    S,
    ED,
    ING
  }

  /**
   * A word in one form.
   *
   * @param base its base form
   * @param grave what it does where it changes something; empty where it does not or nobody knows
   */
  record Word(String base, Sense sense, Form form, Optional<Reversibility> grave) {
    boolean is(Sense other) {
      return sense == other;
    }
  }

  private record Entry(Sense sense, Optional<Reversibility> grave) {}

  private static final Map<String, Reversibility> GRAVE =
      Map.of(
          "irreversible", Reversibility.IRREVERSIBLE,
          "external", Reversibility.EXTERNALLY_REVERSIBLE,
          "reversible", Reversibility.REVERSIBLE);

  static final Vocabulary DELIVERED = load();

  private final Map<String, Entry> words = new HashMap<>();
  private final Map<String, Set<String>> lists = new HashMap<>();

  private Vocabulary() {}

  private static Vocabulary load() {
    Vocabulary vocabulary = new Vocabulary();
    try (InputStream in = Vocabulary.class.getResourceAsStream("/catalogue/words.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(vocabulary::add);
      return vocabulary;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    String section = line.substring(0, colon);
    List<String> found = List.of(line.substring(colon + 1).trim().split(" +"));
    Optional<Entry> entry = entry(section);
    for (String word : found) {
      if (entry.isEmpty()) {
        lists.computeIfAbsent(section, name -> new HashSet<>()).add(word);
      } else if (words.putIfAbsent(word, entry.get()) != null) {
        throw new IllegalStateException("stands twice in words.txt: " + word);
      }
    }
  }

  private static Optional<Entry> entry(String section) {
    int dot = section.indexOf('.');
    String kind = dot < 0 ? section : section.substring(0, dot);
    Optional<Reversibility> grave =
        dot < 0 ? Optional.empty() : Optional.ofNullable(GRAVE.get(section.substring(dot + 1)));
    return switch (kind) {
      case "read" -> Optional.of(new Entry(dot < 0 ? Sense.READ : Sense.READ_CAREFUL, grave));
      case "change" -> Optional.of(new Entry(Sense.CHANGE, grave));
      case "both" -> Optional.of(new Entry(Sense.BOTH, grave));
      case "unknowable" -> Optional.of(new Entry(Sense.UNKNOWABLE, grave));
      case "program" -> Optional.of(new Entry(Sense.PROGRAM, grave));
      case "glue" -> Optional.of(new Entry(Sense.GLUE, grave));
      case "join" -> Optional.of(new Entry(Sense.JOIN, grave));
      case "particle" -> Optional.of(new Entry(Sense.PARTICLE, grave));
      case "inspected" -> Optional.of(new Entry(Sense.INSPECTED, grave));
      case "noun" -> Optional.of(new Entry(Sense.NOUN, grave));
      case "brand" -> Optional.of(new Entry(Sense.BRAND, grave));
      default -> Optional.empty();
    };
  }

  /**
   * Whether the word itself stands in one of the file's other lists.
   *
   * @throws NullPointerException the file has no such list
   */
  boolean names(String list, String word) {
    return list(list).contains(word);
  }

  private Set<String> list(String name) {
    return Objects.requireNonNull(lists.get(name), () -> "no list in words.txt: " + name);
  }

  /** Whether the word, or what it is the plural of, stands in one of the file's other lists. */
  boolean listed(String list, String word) {
    Set<String> found = list(list);
    return found.contains(word)
        || (word.endsWith("s") && found.contains(word.substring(0, word.length() - 1)));
  }

  /** The word as it stands, or what it is a form of; empty for one that nobody knows. */
  Optional<Word> word(String text) {
    Entry exact = words.get(text);
    if (exact != null) {
      return Optional.of(new Word(text, exact.sense(), Form.BASE, exact.grave()));
    }
    for (Form form : List.of(Form.S, Form.ED, Form.ING)) {
      for (String base : bases(text, form)) {
        Entry entry = words.get(base);
        if (entry != null && inflects(entry.sense())) {
          return Optional.of(new Word(base, entry.sense(), form, entry.grave()));
        }
      }
    }
    return prefixed(text);
  }

  private static boolean inflects(Sense sense) {
    return switch (sense) {
      case READ, READ_CAREFUL, CHANGE, BOTH, UNKNOWABLE, PROGRAM, NOUN, INSPECTED -> true;
      case GLUE, JOIN, PARTICLE, BRAND -> false;
    };
  }

  /** resend, recreate, autodelete, bulkupdate, softdelete: what the verb in it does. */
  private Optional<Word> prefixed(String text) {
    for (String prefix :
        List.of(
            "re", "un", "de", "dis", "auto", "bulk", "batch", "mass", "multi", "soft", "hard",
            "force", "over", "pre", "quick", "async", "safe", "get", "find", "read")) {
      if (text.length() >= prefix.length() + 3 && text.startsWith(prefix)) {
        String rest = text.substring(prefix.length());
        Entry entry = words.get(rest);
        if (entry != null && entry.sense() == Sense.CHANGE) {
          return Optional.of(new Word(rest, Sense.CHANGE, Form.BASE, entry.grave()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a word that nobody knows has a changing verb of four letters or more in it. */
  boolean hidesChange(String unknown) {
    for (int from = 0; from < unknown.length(); from++) {
      for (int to = from + 4; to <= unknown.length(); to++) {
        if (from > 0 && to < unknown.length()) {
          continue; // only at its beginning or end
        }
        Entry entry = words.get(unknown.substring(from, to));
        if (entry != null && (entry.sense() == Sense.CHANGE || entry.sense() == Sense.PROGRAM)) {
          return true;
        }
      }
    }
    return unknown.matches(".*(ize|ise|ify|ized?r?)")
        || unknown.matches(".*(and|or)(set|add|put|del|pop|new|run)");
  }

  private static List<String> bases(String text, Form form) {
    List<String> bases = new ArrayList<>();
    switch (form) {
      case BASE -> bases.add(text);
      case S -> {
        strip(text, "s", "", bases);
        strip(text, "es", "", bases);
        strip(text, "ies", "y", bases);
      }
      case ED -> {
        strip(text, "d", "", bases);
        strip(text, "ed", "", bases);
        strip(text, "ied", "y", bases);
        undouble(text, "ed", bases);
      }
      case ING -> {
        strip(text, "ing", "", bases);
        strip(text, "ing", "e", bases);
        undouble(text, "ing", bases);
      }
    }
    return bases;
  }

  private static void strip(String text, String end, String instead, List<String> bases) {
    if (text.endsWith(end) && text.length() > end.length() + 1) {
      // "d" is taken from an "ed" only: "add" is no form of "ad", nor "read" of "rea"
      if (end.equals("d") && !text.endsWith("ed")) {
        return;
      }
      bases.add(text.substring(0, text.length() - end.length()) + instead);
    }
  }

  /** {@code stopped}, {@code planning}. */
  private static void undouble(String text, String end, List<String> bases) {
    int last = text.length() - end.length() - 1;
    if (text.endsWith(end) && last > 1 && text.charAt(last) == text.charAt(last - 1)) {
      bases.add(text.substring(0, last));
    }
  }
}
