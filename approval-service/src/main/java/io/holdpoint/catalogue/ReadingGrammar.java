package io.holdpoint.catalogue;

import io.holdpoint.catalogue.Vocabulary.Form;
import io.holdpoint.catalogue.Vocabulary.Sense;
import io.holdpoint.catalogue.Vocabulary.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which names are those of tools that only read: a reading verb, and not one word after it that
 * could be something else. Everything that is not understood is refused, with a sentence why.
 */
final class ReadingGrammar {

  /** Of a few systems it is known which of their commands only read. */
  private static final Map<String, Set<String>> COMMANDS =
      Map.of("git", Set.of("status", "diff", "log", "blame"));

  private final Vocabulary vocabulary;
  private final ToolName name;
  private final Set<String> arguments;

  private ReadingGrammar(Vocabulary vocabulary, ToolName name, Set<String> arguments) {
    this.vocabulary = vocabulary;
    this.name = name;
    this.arguments = arguments;
  }

  /** The verdict: the verb, or why it is none. */
  record Verdict(String verb, Optional<String> objection) {}

  /**
   * @param arguments the names of the arguments that were seen, in lower case
   */
  static Verdict judge(Vocabulary vocabulary, ToolName name, Set<String> arguments) {
    ReadingGrammar grammar = new ReadingGrammar(vocabulary, name, arguments);
    for (String word : name.path()) {
      Optional<Word> known = vocabulary.word(word);
      if (known.isPresent() && isSuspect(known.get())) {
        return objection("\"" + word + "\" in its path may be more than a name");
      }
    }
    Verdict last = grammar.judge(name.words(), !name.path().isEmpty());
    if (last.verb().isEmpty() && !name.path().isEmpty()) {
      return grammar.judge(name.all(), false);
    }
    return last;
  }

  private boolean isOne(String list, String word) {
    return vocabulary.names(list, word);
  }

  private static boolean isSuspect(Word word) {
    return (word.is(Sense.CHANGE) && word.form() != Form.ED)
        || word.is(Sense.UNKNOWABLE)
        || word.is(Sense.PROGRAM)
        || word.is(Sense.JOIN)
        || word.is(Sense.PARTICLE);
  }

  private static Verdict objection(String why) {
    return new Verdict("", Optional.of(why));
  }

  private Verdict judge(List<String> words, boolean hasPath) {
    if (words.size() > 1
        && COMMANDS.getOrDefault(words.getFirst(), Set.of()).contains(words.get(1))
        && after(words, 1).isEmpty()) {
      return new Verdict(words.get(1), Optional.empty());
    }
    int at = verb(words);
    if (at < 0) {
      return objection("it does not begin with a verb that is known to read only");
    }
    String verb = words.get(at);
    Optional<String> objection =
        at == words.size() - 1
            ? standsLast(words, at, hasPath)
            : after(words, at).or(() -> obtains(words, at));
    return new Verdict(verb, objection);
  }

  /** The place of the reading verb, if only names of things stand before it. */
  private int verb(List<String> words) {
    for (int at = 0; at < words.size(); at++) {
      Optional<Word> word = vocabulary.word(words.get(at));
      if (word.isPresent()
          && word.get().form() == Form.BASE
          && (word.get().is(Sense.READ) || word.get().is(Sense.READ_CAREFUL))) {
        return at;
      }
      if (!mayStandBefore(words, at, word)) {
        return -1;
      }
    }
    return -1;
  }

  private boolean mayStandBefore(List<String> words, int at, Optional<Word> word) {
    if (name.path().contains(words.get(at))) {
      return true;
    }
    if (word.isEmpty()) {
      return false;
    }
    return switch (word.get().sense()) {
      case BRAND, NOUN, INSPECTED -> true;
      // order_search, but not email_list: only verbs that never take it as their object
      case BOTH ->
          word.get().form() == Form.S
              || (at + 1 < words.size()
                  && (Set.of("get", "search", "lookup", "find").contains(words.get(at + 1))
                      || (words.get(at + 1).equals("read") && isOne("readable", words.get(at)))));
      case READ, READ_CAREFUL, CHANGE, UNKNOWABLE, PROGRAM, GLUE, JOIN, PARTICLE -> false;
    };
  }

  private Optional<String> standsLast(List<String> words, int at, boolean hasPath) {
    String verb = words.get(at);
    if (at == 0 && !hasPath) {
      return isOne("alone", verb)
          ? Optional.empty()
          : Optional.of("\"" + verb + "\" alone says too little");
    }
    String before = at > 0 ? words.get(at - 1) : name.path().getLast();
    boolean fits = at > 0 ? isOne("last", verb) : isOne("last.path", verb);
    if (!fits) {
      return Optional.of("\"" + verb + "\" at the end may mean something else than reading");
    }
    if (verb.equals("read") && !isOne("readable", before)) {
      return Optional.of("it may mark something as read");
    }
    if (verb.equals("list") && at > 0 && isOne("listkind", before)) {
      return Optional.of("\"" + before + " list\" is a thing; what is done with it is not said");
    }
    if (isOne("obtains", verb) && vocabulary.listed("obtainable", before)) {
      return Optional.of("taking from a " + before + " may use it up");
    }
    return Optional.empty();
  }

  private Optional<String> after(List<String> words, int at) {
    boolean careful =
        vocabulary.word(words.get(at)).filter(word -> !word.is(Sense.READ)).isPresent()
            || vocabulary.word(words.get(at)).isEmpty();
    if (careful && at + 1 < words.size() && isOne("splits", words.get(at + 1))) {
      return Optional.of("\"" + words.get(at) + " " + words.get(at + 1) + "\" is no reading verb");
    }
    Optional<String> second = secondMeaning(words, at);
    if (second.isPresent()) {
      return second;
    }
    boolean joined = false;
    for (int i = at + 1; i < words.size(); i++) {
      Optional<String> objection = follows(words, at, i, careful, joined);
      if (objection.isPresent()) {
        return objection;
      }
      joined = vocabulary.word(words.get(i)).filter(word -> word.is(Sense.JOIN)).isPresent();
    }
    String last = words.getLast();
    if (words.get(at).equals("show") && isOne("displayed", last)) {
      return Optional.of("\"show " + last + "\" may put something before somebody");
    }
    if ((isOne("fetches", words.get(at)) && isOne("address", last))
        || (words.get(at).equals("fetch") && last.equals("page"))) {
      return Optional.of("an address that the agent chooses can itself carry data out");
    }
    return Optional.empty();
  }

  /** Reading verbs that with some things mean another deed: list a house, check a box. */
  private Optional<String> secondMeaning(List<String> words, int at) {
    String verb = words.get(at);
    String last = words.getLast();
    List<String> tail = words.subList(at + 1, words.size());
    Optional<Word> known = vocabulary.word(last);
    boolean asked = known.filter(word -> word.is(Sense.INSPECTED)).isPresent();
    boolean several = asked || (last.endsWith("s") && !last.endsWith("ss"));
    boolean fits =
        switch (verb) {
          case "list" ->
              !isOne("offered", last)
                  && !tail.getFirst().equals("for")
                  && (several
                      || isOne("collection", last)
                      || tail.stream().anyMatch(each -> isOne("place", each)));
          case "check" -> several && !isOne("ticked", last);
          case "track" -> asked || isOne("shipped", last);
          case "solve" -> asked || isOne("equation", last);
          case "get" ->
              !(tail.size() == 1 && (last.endsWith("ed") || isOne("becoming", last)))
                  && (several || !isOne("fresh", tail.getFirst()));
          case "find" -> !tail.getFirst().equals("my");
          default -> true;
        };
    return fits
        ? Optional.empty()
        : Optional.of(
            "\"" + verb + " " + String.join(" ", tail) + "\" may mean something else than reading");
  }

  private Optional<String> follows(
      List<String> words, int at, int i, boolean careful, boolean joined) {
    String text = words.get(i);
    boolean last = i == words.size() - 1;
    Optional<Word> known = vocabulary.word(text);
    if (known.isEmpty()) {
      return unknown(text, careful || joined);
    }
    Word word = known.get();
    boolean changes =
        switch (word.sense()) {
          case READ, READ_CAREFUL, NOUN, INSPECTED, BRAND -> joined && isOne("deed", text);
          case GLUE, JOIN -> last;
          case PARTICLE, PROGRAM -> true;
          case CHANGE, UNKNOWABLE -> joined || !isThing(words, at, i, word);
          case BOTH -> joined || !isNamed(words, at, i, careful, word);
        };
    return changes
        ? Optional.of("\"" + text + "\" may be more than a name there")
        : Optional.empty();
  }

  private Optional<String> unknown(String text, boolean strict) {
    if (text.chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    if (text.length() <= 2 || strict || vocabulary.hidesChange(text)) {
      return Optional.of("nobody knows what \"" + text + "\" means there");
    }
    return Optional.empty();
  }

  /** deleted_items, list_updates, get_refund_status, pull_request. */
  private boolean isThing(List<String> words, int at, int i, Word word) {
    boolean last = i == words.size() - 1;
    String next = last ? "" : words.get(i + 1);
    if (Set.of("pull", "merge").contains(words.get(i))
        && Set.of("request", "requests").contains(next)) {
      return true;
    }
    boolean nounable = vocabulary.listed("nounable", word.base());
    return switch (word.form()) {
      case ED -> !last || !words.get(at).equals("get"); // "get approved" is no reading
      case ING -> !last || nounable;
      case S -> nounable;
      case BASE ->
          nounable
              && i == at + 1
              && i + 1 == words.size() - 1
              && isOne("asks", words.get(at))
              && vocabulary.word(next).filter(asked -> asked.is(Sense.INSPECTED)).isPresent();
    };
  }

  /** A word that is a verb where it leads: here it has to be the name of a thing. */
  private boolean isNamed(List<String> words, int at, int i, boolean careful, Word word) {
    boolean last = i == words.size() - 1;
    if (word.form() == Form.ED) {
      return !last || !words.get(at).equals("get");
    }
    if (word.form() != Form.BASE || !last) {
      return true;
    }
    if (careful) {
      return words.get(at).equals("show") && !isOne("displayed", words.get(i));
    }
    if (i == at + 1) {
      return !words.get(at).equals("list"); // a list of one thing is more often a list and a verb
    }
    // find_flight_book is two verbs; get_user_email and find_by_email are one.
    boolean plain =
        Set.of("get", "describe", "view").contains(words.get(at))
            || words.subList(at + 1, i).contains("by");
    return plain
        && words.subList(at + 1, i).stream().allMatch(each -> vocabulary.word(each).isPresent());
  }

  /** To "get a refund" is no reading, unless it is asked for one that is there. */
  private Optional<String> obtains(List<String> words, int at) {
    String last = words.getLast();
    if (!isOne("obtains", words.get(at)) || !vocabulary.listed("obtainable", last)) {
      return Optional.empty();
    }
    boolean plural = last.endsWith("s") && !vocabulary.names("obtainable", last);
    boolean named =
        arguments.contains("id")
            || arguments.contains(last + "_id")
            || arguments.contains(last + "id");
    return plural || named
        ? Optional.empty()
        : Optional.of("to " + words.get(at) + " a " + last + " may be to obtain one");
  }
}
