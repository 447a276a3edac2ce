package io.holdpoint.catalogue;

import static io.holdpoint.model.Reversibility.EXTERNALLY_REVERSIBLE;
import static io.holdpoint.model.Reversibility.IRREVERSIBLE;
import static io.holdpoint.model.Reversibility.READ_ONLY;
import static io.holdpoint.model.Reversibility.REVERSIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.CatalogueDesk.Suggestion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolClassifierTest {

  private final ToolClassifier classifier = new ToolClassifier();

  private Suggestion of(String name) {
    return classifier.suggest(name, List.of(), Hints.NONE);
  }

  private Optional<Reversibility> with(String name, Map<String, Object> arguments) {
    return classifier.suggest(name, List.of(arguments), Hints.NONE).reversibility();
  }

  private Optional<Reversibility> hinted(String name, Map<String, Object> annotations) {
    return classifier
        .suggest(name, List.of(), Hints.of(Map.of("mcp", Map.of("annotations", annotations))))
        .reversibility();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools.txt", "tools-held-out.txt", "tools-misleading.txt"})
  void noToolThatChangesSomethingIsTakenForOneThatReads(String corpus) throws IOException {
    assertThat(ToolCorpus.named(corpus).falselyRead(classifier)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"tools.txt, 0.9", "tools-held-out.txt, 0.75"})
  void mostToolsThatReadAreSeenToRead(String corpus, double least) throws IOException {
    assertThat(ToolCorpus.named(corpus).recall(classifier)).isGreaterThan(least);
  }

  @ParameterizedTest
  @CsvSource({
    "mcp__github__get_issue",
    "github/getIssue",
    "crm.customers.get",
    "get-issue",
    "GetIssueV2",
    "users.list.v1",
    "get_pull_request_2"
  })
  void separatorsAndVersionsDoNotMatter(String name) {
    assertThat(of(name).reversibility()).contains(READ_ONLY);
  }

  @ParameterizedTest
  @CsvSource({
    "delete_user, IRREVERSIBLE",
    "send_email, IRREVERSIBLE",
    "create_payment, IRREVERSIBLE",
    "bash, IRREVERSIBLE",
    "mcp__db__execute_sql, IRREVERSIBLE",
    "create_note, REVERSIBLE",
    "get_or_create_user, REVERSIBLE",
    "getAndSet, REVERSIBLE",
    "list_add, REVERSIBLE",
    "grant_role, EXTERNALLY_REVERSIBLE",
    "book_flight, EXTERNALLY_REVERSIBLE",
    "add_comment, EXTERNALLY_REVERSIBLE",
    "search_and_destroy, IRREVERSIBLE"
  })
  void theGravestVerbOfTheNameCounts(String name, Reversibility expected) {
    assertThat(of(name).reversibility()).contains(expected);
  }

  @Test
  void whatItGuessesItGivesReasonsForAlsoForNotKnowing() {
    assertThat(of("delete_user").reasons())
        .containsExactly("\"delete\" takes something away that may not come back.");
    assertThat(of("delete_user").labels()).containsExactly("destructive");
    assertThat(of("frobnicate").reversibility()).isEmpty();
    assertThat(of("frobnicate").reasons())
        .containsExactly(
            "Its name gives no safe guess: it does not begin with a verb that is known to read"
                + " only.");
    assertThat(of("___").reversibility()).isEmpty();
  }

  @Test
  void anArgumentThatIsAProgramMakesAnyToolIrreversible() {
    assertThat(with("get_customers", Map.of("sql", "select 1"))).contains(IRREVERSIBLE);
    assertThat(with("search_orders", Map.of("query", "DELETE FROM orders WHERE id = 1")))
        .contains(IRREVERSIBLE);
    assertThat(with("search_orders", Map.of("query", "mutation { deleteUser(id: 1) }")))
        .contains(IRREVERSIBLE);
    assertThat(with("get_report", Map.of("options", Map.of("script", "x")))).contains(IRREVERSIBLE);
    assertThat(with("frobnicate", Map.of("command", "ls"))).contains(IRREVERSIBLE);
    assertThat(with("search_orders", Map.of("query", "red shoes where to buy")))
        .contains(READ_ONLY);
    assertThat(with("get_area", Map.of("zip_code", "12345"))).contains(READ_ONLY);
  }

  @Test
  void arithmeticIsNoProgramAnythingElseIs() {
    assertThat(with("calculate", Map.of("expression", "(12.5 + 3) * 2"))).contains(READ_ONLY);
    assertThat(with("calculate", Map.of("expression", "__import__('os').system('id')")))
        .contains(IRREVERSIBLE);
  }

  @Test
  void argumentsThatWriteForbidReadOnly() {
    for (Map<String, Object> arguments :
        List.<Map<String, Object>>of(
            Map.of("new_name", "x"),
            Map.of("delete", true),
            Map.of("mark_as_read", false),
            Map.of("createIfMissing", true),
            Map.of("dry_run", true),
            Map.of("force", true),
            Map.of("body", "x"),
            Map.of("amount", 3L),
            Map.of("method", "POST"),
            Map.of("mode", "append"),
            Map.of("to", "a@example.org"),
            Map.of("url", "https://example.org"),
            Map.of("output_path", "/tmp/x", "overwrite", true))) {
      assertThat(with("get_items", arguments))
          .as("%s", arguments)
          .isNotEqualTo(Optional.of(READ_ONLY));
    }
    assertThat(with("get_items", Map.of("method", "DELETE"))).contains(IRREVERSIBLE);
    assertThat(with("search_flights", Map.of("from", "ZRH", "to", "JFK", "created_after", "2026")))
        .contains(READ_ONLY);
  }

  @Test
  void whatAToolSaysOfItselfOnlyMakesItGraver() {
    assertThat(hinted("frobnicate", Map.of("readOnlyHint", true))).isEmpty();
    assertThat(hinted("delete_user", Map.of("readOnlyHint", true))).contains(IRREVERSIBLE);
    assertThat(hinted("get_user", Map.of("readOnlyHint", true))).contains(READ_ONLY);
    assertThat(hinted("get_user", Map.of("readOnlyHint", false))).isEmpty();
    assertThat(hinted("get_user", Map.of("destructiveHint", true))).contains(IRREVERSIBLE);
    assertThat(hinted("create_note", Map.of("destructiveHint", true))).contains(IRREVERSIBLE);
    assertThat(hinted("create_note", Map.of("openWorldHint", true)))
        .contains(EXTERNALLY_REVERSIBLE);
    assertThat(hinted("create_note", Map.of("destructiveHint", false))).contains(REVERSIBLE);
    assertThat(hinted("get_user", Map.of("title", "Gets a user and deletes it"))).isEmpty();
    assertThat(hinted("get_user", Map.of("readOnlyHint", "true"))).contains(READ_ONLY);
  }

  @Test
  void hostileNamesAreOnlyNames() {
    for (String name :
        List.of(
            "get/../../delete",
            "get_x__DROP",
            "a:b:c",
            "get._/",
            "-",
            "1",
            "v1",
            "get_" + "x".repeat(190),
            "mcp__",
            "delete.get",
            "run/list")) {
      assertThat(of(name).reversibility())
          .as(name)
          .satisfiesAnyOf(
              guess -> assertThat(guess).isEmpty(),
              guess -> assertThat(guess).isNotEqualTo(Optional.of(READ_ONLY)),
              guess -> assertThat(name).startsWith("get_xxx"));
    }
  }
}
