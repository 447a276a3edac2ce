package io.holdpoint.catalogue;

import io.holdpoint.catalogue.Vocabulary.Form;
import io.holdpoint.catalogue.Vocabulary.Sense;
import io.holdpoint.catalogue.Vocabulary.Word;
import io.holdpoint.model.Reversibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the arguments of a tool give away. Signs only make graver: there is no argument that makes a
 * tool harmless.
 */
final class ArgumentSigns {

  /**
   * One sign.
   *
   * @param why a sentence, with the argument's name and never its value
   * @param program whether the argument is a program
   * @param atLeast how grave the tool is with it; empty: only that it is no mere reading
   */
  record Sign(
      String why, boolean program, Optional<Reversibility> atLeast, Optional<String> label) {}

  private static final int DEEPEST = 4;

  private static final Set<String> PROGRAMS =
      Set.of(
          "sql",
          "command",
          "commands",
          "cmd",
          "cmdline",
          "script",
          "code",
          "program",
          "shell",
          "bash",
          "eval",
          "snippet",
          "cypher",
          "sparql",
          "statement",
          "statements",
          "stmt",
          "lambda",
          "macro",
          "source_code",
          "python",
          "javascript",
          "js",
          "function",
          "graphql",
          "stdin",
          "argv",
          "expr",
          "pipeline",
          "mutation",
          "dsl",
          "jq",
          "xpath_script",
          "powershell");

  private static final Set<String> ADDRESSES =
      Set.of("url", "uri", "href", "endpoint", "webhook", "callback", "urls", "website", "host");

  /** Written, if anything is. */
  private static final Set<String> WRITTEN =
      Set.of(
          "content",
          "contents",
          "body",
          "payload",
          "patch",
          "diff",
          "changes",
          "updates",
          "message",
          "subject",
          "cc",
          "bcc",
          "recipient",
          "recipients",
          "amount",
          "values",
          "attachments",
          "new",
          "old",
          "replacement",
          "destination",
          "dest",
          "confirm",
          "confirmed",
          "confirmation",
          "force",
          "overwrite",
          "recursive_delete",
          "title_new",
          "cascade",
          "dry",
          "dryrun",
          "signature",
          "otp",
          "pin",
          "cvv",
          "iban",
          "payee",
          "beneficiary",
          "visibility",
          "consumer",
          "note",
          "comment",
          "reply",
          "emoji",
          "increment",
          "quantity");

  private static final Set<String> ORDERS =
      Set.of("action", "operation", "op", "mode", "verb", "method", "intent", "do");

  /** After these an argument says when or which, not what to do: created_after, order_by. */
  private static final Set<String> ABOUT =
      Set.of(
          "id", "ids", "code", "at", "by", "date", "time", "after", "before", "since", "until",
          "from", "name", "names", "type", "status", "number", "key", "token", "count", "size",
          "fields", "policy", "url");

  private static final Pattern SQL =
      Pattern.compile(
          "(?is)^[\\s(;]*(?:--[^\\n]*\\n\\s*|/\\*.*?\\*/\\s*)*(select|with|insert|update|delete|merge|upsert|replace|drop|alter|create"
              + "|truncate|grant|revoke|call|exec|execute|begin|commit|copy|vacuum|pragma|attach|explain|show|describe|set|use"
              + "|match|mutation|query|db\\.)\\b.*(\\b(from|into|set|table|database|where|values|return|view|index|to|as|user|role)\\b|[{(;*=]).*");
  private static final Pattern SHELL =
      Pattern.compile(
          "(?s).*(\\$\\(|&&|\\|\\||`|;\\s*\\w|\\|\\s*\\w+ |>\\s*/|\\bsudo\\b|\\brm -).*|^#!.*");
  private static final Pattern ARITHMETIC = Pattern.compile("[0-9eE+\\-*/().,%^\\s]*");
  private static final Pattern RECEIVER =
      Pattern.compile(
          "[^\\s@]+@[^\\s@]+\\.[^\\s@]+|\\+?[0-9][0-9 ()/-]{6,}|[A-Z]{2}[0-9]{2}[A-Z0-9]{8,}|https?://.*|#.+|@.+");

  private final Vocabulary vocabulary;
  private final List<Sign> signs = new ArrayList<>();

  private ArgumentSigns(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The signs in these arguments, each sentence once. */
  static List<Sign> in(Vocabulary vocabulary, List<Map<String, Object>> examples) {
    ArgumentSigns found = new ArgumentSigns(vocabulary);
    examples.forEach(example -> found.object(example, 0));
    return found.signs.stream().distinct().toList();
  }

  private void object(Map<?, ?> object, int depth) {
    object.forEach((name, value) -> member(String.valueOf(name), value, depth));
  }

  private void member(String name, @Nullable Object value, int depth) {
    List<String> words = ToolName.wordsOf(name);
    named(name, words, value);
    valued(name, words, value);
    if (depth < DEEPEST) {
      nested(value, depth);
    }
  }

  private void nested(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> object) {
      object(object, depth + 1);
    } else if (value instanceof List<?> list) {
      list.stream().limit(20).forEach(element -> nested(element, depth));
    }
  }

  private void named(String name, List<String> words, @Nullable Object value) {
    if (words.isEmpty()) {
      return;
    }
    String last = words.getLast();
    if (PROGRAMS.contains(last) && !isCodeOfSomething(words)) {
      program("Its argument \"" + name + "\" is a program: it does whatever stands there.");
    } else if (last.equals("expression")
        && !(value instanceof String text && ARITHMETIC.matcher(text).matches())) {
      program("Its argument \"" + name + "\" is an expression, and more than arithmetic.");
    } else if ((words.size() == 1 && ADDRESSES.contains(last)) || isAddress(value)) {
      add(
          "The address in \"" + name + "\" is the agent's choice, and can itself carry data out.",
          Optional.empty(),
          Optional.of("outbound"));
    } else if (WRITTEN.contains(words.getFirst())
        || (WRITTEN.contains(last) && words.size() <= 2 && !ABOUT.contains(last))) {
      written(name, words, value);
    } else if ((last.equals("to") || words.equals(List.of("to", "email"))) && isReceiver(value)) {
      add(
          "\"" + name + "\" is a receiver.",
          Optional.of(Reversibility.EXTERNALLY_REVERSIBLE),
          Optional.of("outbound"));
    } else {
      flag(name, words, value);
    }
  }

  /** zip_code, country_code: codes of things, not code. */
  private static boolean isCodeOfSomething(List<String> words) {
    return words.size() > 1
        && Set.of("code", "function", "statement").contains(words.getLast())
        && !Set.of("source", "python", "js", "javascript", "shell", "sql", "new", "the", "java")
            .contains(words.get(words.size() - 2));
  }

  private void written(String name, List<String> words, @Nullable Object value) {
    if (words.contains("amount") && value instanceof Number) {
      add("\"" + name + "\" is an amount.", Optional.empty(), Optional.of("money"));
    } else if (Set.of("force", "overwrite", "cascade").contains(words.getFirst())
        && Boolean.TRUE.equals(value)) {
      add(
          "\"" + name + "\" overrides a safeguard.",
          Optional.of(Reversibility.IRREVERSIBLE),
          Optional.empty());
    } else {
      add(
          "\"" + name + "\" looks like something to be written.",
          Optional.empty(),
          Optional.empty());
    }
  }

  /** delete_after_read, createIfMissing, mark_as_read: a change on the side. */
  private void flag(String name, List<String> words, @Nullable Object value) {
    if (words.size() > 1 && ABOUT.contains(words.getLast())) {
      return;
    }
    for (String text : words) {
      Optional<Word> word = vocabulary.word(text);
      if (word.isPresent()
          && word.get().is(Sense.CHANGE)
          && word.get().form() == Form.BASE
          && (!vocabulary.listed("nounable", text) || value instanceof Boolean)
          && !Set.of("sort", "type", "set", "expand", "end", "zip", "start").contains(text)) {
        add(
            "\"" + name + "\" asks for a change on the side.",
            word.get().grave(),
            Optional.empty());
        return;
      }
    }
  }

  private void valued(String name, List<String> words, @Nullable Object value) {
    if (!(value instanceof String text) || text.length() > 100_000) {
      return;
    }
    String start = text.substring(0, Math.min(text.length(), 2_000));
    if (SQL.matcher(start).matches() || SHELL.matcher(start).matches()) {
      program("What stands in \"" + name + "\" looks like a program.");
    }
    if (!words.isEmpty() && ORDERS.contains(words.getLast())) {
      order(name, start);
    }
  }

  private void order(String name, String value) {
    String method = value.toUpperCase(Locale.ROOT);
    if (Set.of("POST", "PUT", "PATCH", "DELETE").contains(method)) {
      add(
          "\"" + name + "\" is " + method + ": what the other side does then is its own.",
          Optional.of(Reversibility.IRREVERSIBLE),
          Optional.of("outbound"));
    } else if (Set.of("W", "A", "RW", "R+", "W+", "A+", "WB", "AB").contains(method)) {
      add(
          "\"" + name + "\" is one of writing.",
          Optional.of(Reversibility.REVERSIBLE),
          Optional.empty());
    } else {
      for (String word : ToolName.wordsOf(value)) {
        vocabulary
            .word(word)
            .filter(known -> known.is(Sense.CHANGE) || known.is(Sense.BOTH))
            .ifPresent(
                known -> add("\"" + name + "\" names a change.", known.grave(), Optional.empty()));
      }
    }
  }

  private static boolean isAddress(@Nullable Object value) {
    return value instanceof String text && text.matches("(?i)https?://.*");
  }

  private static boolean isReceiver(@Nullable Object value) {
    return switch (value) {
      case String text -> RECEIVER.matcher(text).matches();
      case List<?> list -> list.stream().anyMatch(ArgumentSigns::isReceiver);
      case null, default -> false;
    };
  }

  private void program(String why) {
    signs.add(new Sign(why, true, Optional.of(Reversibility.IRREVERSIBLE), Optional.of("program")));
  }

  private void add(String why, Optional<Reversibility> atLeast, Optional<String> label) {
    signs.add(new Sign(why, false, atLeast, label));
  }
}
