package io.holdpoint.catalogue;

import io.holdpoint.catalogue.Vocabulary.Form;
import io.holdpoint.catalogue.Vocabulary.Sense;
import io.holdpoint.catalogue.Vocabulary.Word;
import io.holdpoint.model.Reversibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a tool's name: first what it could change, and only then whether it reads. */
final class NameReader {

  private static final Set<String> MAKES =
      Set.of(
          "create",
          "make",
          "issue",
          "initiate",
          "add",
          "place",
          "request",
          "process",
          "submit",
          "perform",
          "put",
          "set",
          "send",
          "compose");

  /** With these a verb further on is rarely meant, if no "and" stands before it. */
  private static final Set<String> ASKS = Set.of("get", "describe", "retrieve");

  /** can_send_mail asks whether; it does not send. */
  private static final Set<String> QUESTIONS = Set.of("can", "is", "has", "does");

  private final Vocabulary vocabulary;

  NameReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * @param arguments the names of the arguments that were seen, in lower case
   */
  NameReading read(ToolName name, Set<String> arguments) {
    if (name.words().isEmpty()) {
      return NameReading.unknown("Its name has no word in it.");
    }
    ReadingGrammar.Verdict verdict = ReadingGrammar.judge(vocabulary, name, arguments);
    if (verdict.objection().isEmpty()) {
      return NameReading.reads(
          "Its name leads with \"" + verdict.verb() + "\", and no word of it changes anything.");
    }
    if (ASKS.contains(verdict.verb())
        && name.words().stream().noneMatch(this::isJoin)
        && !program(name, false)) {
      return NameReading.unknown(
          "Its name leads with \"" + verdict.verb() + "\", but " + verdict.objection().get() + ".");
    }
    if (QUESTIONS.contains(verdict.verb())) {
      return NameReading.unknown("Its name is a question, but one about doing something.");
    }
    List<String> reasons = new ArrayList<>();
    Optional<Reversibility> change = change(name, !verdict.verb().isEmpty(), reasons);
    boolean program = program(name, !verdict.verb().isEmpty());
    if (program) {
      reasons.add("Its name is that of something that runs programs: it can do whatever they do.");
      return NameReading.changes(Reversibility.IRREVERSIBLE, true, reasons);
    }
    if (change.isPresent()) {
      return NameReading.changes(raised(name, change.get(), reasons), false, reasons);
    }
    return NameReading.unknown("Its name gives no safe guess: " + verdict.objection().get() + ".");
  }

  private boolean program(ToolName name, boolean reads) {
    return !reads
        && name.all().stream()
            .anyMatch(text -> vocabulary.word(text).filter(w -> w.is(Sense.PROGRAM)).isPresent());
  }

  /** The gravest of the changes in the name. */
  private Optional<Reversibility> change(ToolName name, boolean reads, List<String> reasons) {
    Optional<Reversibility> gravest = Optional.empty();
    List<String> words = name.words();
    List<String> all = name.all();
    int first = all.size() - words.size();
    for (int i = 0; i < all.size(); i++) {
      Optional<Word> word = vocabulary.word(all.get(i));
      if (word.isEmpty() || !changesAt(all, i, first, word.get(), reads)) {
        continue;
      }
      Reversibility grave = word.get().grave().orElse(Reversibility.IRREVERSIBLE);
      if (gravest.isEmpty() || grave.compareTo(gravest.get()) > 0) {
        gravest = Optional.of(grave);
      }
      reasons.add("\"" + all.get(i) + "\" " + says(word.get(), grave) + ".");
    }
    return gravest;
  }

  private boolean changesAt(List<String> all, int i, int first, Word word, boolean reads) {
    return switch (word.sense()) {
      case CHANGE -> word.form() != Form.ED || i == first;
      case BOTH ->
          word.grave().isPresent()
              && word.form() == Form.BASE
              && ((i > 0 && isJoin(all.get(i - 1))) || (!reads && leads(all, i, first)));
      case READ, READ_CAREFUL, UNKNOWABLE, PROGRAM, GLUE, JOIN, PARTICLE, INSPECTED, NOUN, BRAND ->
          false;
    };
  }

  /** The first word, or the first behind the name of a system; "order_details" leads with none. */
  private boolean leads(List<String> all, int i, int first) {
    boolean systemBefore =
        i > first
            && all.subList(first, i).stream()
                .allMatch(
                    before ->
                        all.subList(0, first).contains(before)
                            || vocabulary.word(before).filter(w -> w.is(Sense.BRAND)).isPresent());
    boolean asksOnly =
        i + 1 < all.size()
            && vocabulary.word(all.getLast()).filter(w -> w.is(Sense.INSPECTED)).isPresent();
    return (i == first || systemBefore) && !asksOnly;
  }

  private boolean isJoin(String text) {
    return vocabulary.word(text).filter(word -> word.is(Sense.JOIN)).isPresent();
  }

  private String says(Word word, Reversibility grave) {
    if (vocabulary.listed("destructive", word.base())) {
      return "takes something away that may not come back";
    }
    return switch (grave) {
      case IRREVERSIBLE -> "does what cannot be called back";
      case EXTERNALLY_REVERSIBLE -> "sets going what others have to help to undo";
      case REVERSIBLE -> "changes what can be set back if it is known what stood there";
      case READ_ONLY, UNCLASSIFIED -> "changes something";
    };
  }

  /** Creating a payment is graver than creating a note. */
  private Reversibility raised(ToolName name, Reversibility change, List<String> reasons) {
    if (change == Reversibility.IRREVERSIBLE || name.words().contains("draft")) {
      return change;
    }
    boolean makes = name.words().stream().anyMatch(MAKES::contains);
    if (mentions(name, "money")) {
      reasons.add("It is about money, which somebody else has to give back.");
      return makes ? Reversibility.IRREVERSIBLE : Reversibility.EXTERNALLY_REVERSIBLE;
    }
    if (mentions(name, "outbound")) {
      reasons.add("It is about messages: what others have read cannot be unread.");
      return Reversibility.EXTERNALLY_REVERSIBLE;
    }
    if (mentions(name, "access")) {
      reasons.add("It is about who may do what; what is done meanwhile stays done.");
      return Reversibility.EXTERNALLY_REVERSIBLE;
    }
    return change;
  }

  /** Whether a word of the name stands in one of the vocabulary's lists. */
  boolean mentions(ToolName name, String list) {
    return name.words().stream()
        .anyMatch(
            text ->
                vocabulary.listed(list, text)
                    || vocabulary
                        .word(text)
                        .filter(w -> vocabulary.listed(list, w.base()))
                        .isPresent());
  }
}
