package io.holdpoint.grants;

import io.holdpoint.platform.SafeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells tools whose arguments are a program: shells, interpreters, query languages, HTTP calls with
 * a free body. What such a call does cannot be bounded by looking at its arguments, so no grant
 * covers it. By names and shapes, and for doubt: a false alarm costs a person's look, a miss a
 * person's trust.
 */
final class Programs {

  /** A longer text is not read through, and counts as one that may be a program. */
  static final int TEXT_CHARS = 4_000;

  private static final Pattern WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

  /** Words of a tool's name. */
  private static final Set<String> TOOL_WORDS =
      words(
          """
          shell bash sh zsh ksh fish powershell pwsh cmd terminal tty console command commands cli
          exec execute executes executor execution eval evaluate evaluator run runs runner
          script scripts scripting code coder coding program programs
          python python3 py node nodejs deno bun js javascript typescript ruby perl php lua java groovy
          jupyter notebook repl interpreter sandbox macro macros formula lambda function functions
          sql query queries psql mysql mariadb sqlite postgres postgresql mssql oracle bigquery snowflake
          redshift athena duckdb clickhouse mongo mongodb redis cassandra dynamodb cypher neo4j graphql
          sparql gremlin kql promql splunk spark hive presto trino database db
          kubectl k8s kubernetes helm docker podman ssh scp sudo ansible terraform pulumi puppet cron crontab
          curl wget http https fetch webhook webhooks rest graphql proxy rpc soap api invoke
          xpath xslt jq awk sed subprocess spawn
          browser playwright puppeteer selenium computer desktop keyboard mouse
          prompt llm subagent plugin plugins automation workflow workflows
          """);

  /** Parts of a word that say it also where no word begins. */
  private static final List<String> TOOL_PARTS =
      List.of(
          "shell",
          "sql",
          "bash",
          "subprocess",
          "javascript",
          "interpret",
          "jupyter",
          "graphql",
          "python",
          "notebook",
          "webhook",
          "terminal",
          "sandbox");

  /** Words anywhere in an argument's name. */
  private static final Set<String> ARGUMENT_WORDS =
      words(
          """
          command commands cmd cmds cmdline shell bash script scripts sql query queries graphql cypher
          statement statements expression expressions expr eval program programs snippet snippets stdin
          argv entrypoint executable interpreter lambda macro formula formulas notebook xpath jq
          mutation mutations javascript python dockerfile playbook webhook callback prompt prompts
          instruction instructions exec execute sourcecode
          """);

  /** Whole names of arguments. */
  private static final Set<String> ARGUMENT_NAMES =
      words(
          """
          code js py args template function functions manifest filter where having pipeline patch diff
          headers payload rawbody hook hooks cell cells
          """);

  private static final Set<String> PLACE_WORDS = words("url uri endpoint href webhook");
  private static final Set<String> SENT_WORDS =
      words("body data json form content payload headers header method params");
  private static final Set<String> FILE_WORDS = words("path file filename filepath");
  private static final Set<String> WRITTEN_WORDS =
      words("body data content contents text source old new lines");

  private static final Set<String> INTERPRETERS =
      words(
          """
          bash sh zsh ksh fish dash cmd powershell pwsh python python3 node deno bun ruby perl php lua
          osascript env sudo ssh docker kubectl psql mysql sqlite3 curl wget awk sed jq xargs
          """);

  /** What stands in programs and hardly in prose. */
  private static final List<Pattern> SHAPES =
      List.of(
          Pattern.compile("^\\s*#!"),
          Pattern.compile("\\$\\(|\\$\\{|`|&&|\\|\\||>>|2>|<<|\\{\\{|\\{%|<%|<\\?|%\\w+%"),
          Pattern.compile("\\|\\s*\\w+\\s*(-|$|\\|)"),
          Pattern.compile(
              "(?i);\\s*(rm|curl|wget|sh|bash|cat|drop|delete|select|insert|update|exec)\\b"),
          Pattern.compile(
              "(?i)\\b(sudo|chmod|chown|rm\\s+-|curl\\s|wget\\s|nc\\s+-|powershell|cmd(\\.exe)?\\s*/c|base64\\s+-)"),
          Pattern.compile(
              "(?i)<\\s*(script|iframe|svg|img|object|embed)\\b|javascript:|data:text/html|\\bon(load|error|click)\\s*="),
          Pattern.compile(
              "(?i)\\b(eval|exec|system|popen|spawn|compile|require|import|__import__|getattr|setTimeout)\\s*\\("),
          Pattern.compile("(?m)^\\s*(import|from)\\s+[\\w.]+(\\s+import\\b|\\s*;?\\s*$)"),
          Pattern.compile(
              "(?m)^\\s*(def|function|class|lambda|public|private|const|let|var)\\s+\\w+\\s*[(={:]"),
          Pattern.compile("=>\\s*[{(\\w]|\\b(function|lambda)\\b[^.]{0,80}[({:]"),
          Pattern.compile("^\\s*[=+@-]\\s*[A-Za-z]+\\s*[(|!]"),
          Pattern.compile("^\\s*(query|mutation|subscription|fragment)?\\s*\\w*\\s*\\{\\s*\\w+"));

  private static final Pattern SQL_VERB =
      Pattern.compile(
          "(?i)^\\s*\\(?\\s*(select|insert|update|delete|drop|alter|create|grant|revoke|truncate|merge|with|replace|call|exec|execute|begin|declare|copy|attach|pragma|match)\\b");
  private static final Pattern SQL_PART =
      Pattern.compile(
          "(?i)\\b(from|into|set|table|where|values|view|index|database|schema|union|join|return|to|on|as)\\b");

  private Programs() {}

  /**
   * Why a call of this tool may be a program; empty when nothing speaks for it.
   *
   * @param arguments as {@link Json} reads them
   */
  static Optional<String> suspect(String tool, Map<String, ? extends @Nullable Object> arguments) {
    for (String word : wordsOf(tool)) {
      if (TOOL_WORDS.contains(word)
          || (word.startsWith("exec") && !word.startsWith("executiv"))
          || (word.startsWith("run") && word.length() > 3)
          || TOOL_PARTS.stream().anyMatch(word::contains)) {
        return Optional.of(
            "the tool's name has " + SafeText.quote(word) + ": its arguments may be a program");
      }
    }
    Set<String> names = new HashSet<>();
    return suspectValue("", arguments, names).or(() -> suspectTogether(names));
  }

  private static Optional<String> suspectValue(
      String name, @Nullable Object value, Set<String> names) {
    return switch (value) {
      case Map<?, ?> members -> {
        for (var member : members.entrySet()) {
          String each = (String) member.getKey();
          Optional<String> found =
              suspectName(each, names).or(() -> suspectValue(each, member.getValue(), names));
          if (found.isPresent()) {
            yield found;
          }
        }
        yield Optional.empty();
      }
      case List<?> elements -> suspectList(name, elements, names);
      case String text -> suspectText(name, text);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<String> suspectList(String name, List<?> elements, Set<String> names) {
    if (!elements.isEmpty() && elements.getFirst() instanceof String first) {
      String program = first.substring(first.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      if (INTERPRETERS.contains(program)) {
        return Optional.of("the argument " + SafeText.quote(name) + " begins like a command line");
      }
    }
    for (Object each : elements) {
      Optional<String> found = suspectValue(name, each, names);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> suspectName(String name, Set<String> names) {
    List<String> words = wordsOf(name);
    names.addAll(words);
    String whole = String.join("", words);
    boolean suspect =
        ARGUMENT_NAMES.contains(whole)
            || ARGUMENT_WORDS.contains(whole)
            || words.stream().anyMatch(ARGUMENT_WORDS::contains);
    return suspect
        ? Optional.of("the argument " + SafeText.quote(name) + " may be a program")
        : Optional.empty();
  }

  /** An address with what is sent there, a file with what is written to it. */
  private static Optional<String> suspectTogether(Set<String> names) {
    if (anyOf(names, PLACE_WORDS) && anyOf(names, SENT_WORDS)) {
      return Optional.of("the arguments are an HTTP call with a free body");
    }
    if (anyOf(names, FILE_WORDS) && anyOf(names, WRITTEN_WORDS)) {
      return Optional.of(
          "the arguments are a file and what is written to it, which may be a program");
    }
    return Optional.empty();
  }

  private static Optional<String> suspectText(String name, String text) {
    if (text.length() > TEXT_CHARS) {
      return Optional.of(
          "the argument %s has %d characters: more than %d may hold a program"
              .formatted(SafeText.quote(name), text.length(), TEXT_CHARS));
    }
    boolean suspect =
        SHAPES.stream().anyMatch(shape -> shape.matcher(text).find())
            || (SQL_VERB.matcher(text).find() && SQL_PART.matcher(text).find());
    return suspect
        ? Optional.of("the argument " + SafeText.quote(name) + " looks like a program")
        : Optional.empty();
  }

  private static boolean anyOf(Set<String> names, Set<String> some) {
    return names.stream().anyMatch(some::contains);
  }

  /** In lower case: {@code run_sqlQuery2} has run, sql and query2. */
  private static List<String> wordsOf(String name) {
    List<String> words = new ArrayList<>();
    for (String word : WORDS.split(name)) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.strip().split("\\s+")).stream().distinct().toList());
  }
}
