package io.holdpoint.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.github.f4b6a3.uuid.UuidCreator;
import io.holdpoint.catalogue.ScanForTests;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.Role;
import io.holdpoint.model.Target;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.CatalogueDesk;
import io.holdpoint.model.desk.CatalogueDesk.SeenTool;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.SimulationDesk;
import io.holdpoint.model.desk.SimulationDesk.BrokenLine;
import io.holdpoint.model.desk.SimulationDesk.ChangeGroup;
import io.holdpoint.model.desk.SimulationDesk.Example;
import io.holdpoint.model.desk.SimulationDesk.Simulation;
import io.holdpoint.model.desk.SimulationDesk.Step.Result;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.DecisionInput.TaskTerms;
import io.holdpoint.policy.DecisionInputJson;
import io.holdpoint.policy.Publication;
import io.holdpoint.testing.TestDirectory;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** Drafts tried on requests and logs, and the tools seen in them; the same on every database. */
@SpringBootTest(classes = SimulationSlice.class, webEnvironment = WebEnvironment.NONE)
@DirtiesContext
abstract class SimulationContract {

  private static final String PUBLISHED =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
        - {name: forbidden, outcome: deny}
      defaultTier: sensitive
      tools:
        - {match: "*.get", reversibility: read_only}
        - {match: "pay.*", reversibility: irreversible}
      rules:
        - {name: Reads, tier: low, when: 'tool.reversibility == "read_only"'}
        - {name: Odd, tier: low, tools: ["odd.*"], when: 'action.arguments.n > 3'}
      """;

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Autowired SimulationDesk desk;
  @Autowired CatalogueDesk catalogue;
  @Autowired DraftDesk drafts;
  @Autowired TestDirectory directory;
  @Autowired JdbcClient jdbc;
  @Autowired JdbcTemplate template;

  @Autowired Publication publication;
  @Autowired ApplicationContext context;

  private PersonId ada = new PersonId("ada");

  @BeforeEach
  void begin() {
    ada = directory.person("ada", Set.of(Role.ADMIN));
    for (String table :
        List.of("reviews", "requests", "action_log_chunks", "action_logs", "tools_seen")) {
      jdbc.sql("delete from " + table).update();
    }
    jdbc.sql("update tools_seen_scan set scanned = :none, claimed_until = :past")
        .param("none", new UUID(0, 0))
        .param("past", at(Instant.EPOCH))
        .update();
    if (!publication.inForce().document().equals(PUBLISHED)) {
      draft(PUBLISHED);
      drafts.publish(ada, drafts.open(ada).etag(), "for the tests");
    }
    draft(PUBLISHED);
  }

  private void draft(String yaml) {
    drafts.save(ada, drafts.open(ada).etag(), yaml);
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static String input(String tool, Map<String, Object> arguments, int hour) {
    return DecisionInputJson.write(
        new DecisionInput(
            new AgentFacts(
                new AgentId("bot"), new PersonId("olga"), Set.of(), Set.of(), Instant.EPOCH),
            tool,
            arguments,
            new Target("crm", "customers/42", "production"),
            new RequestFacts("because", Set.of(), Map.of("channel", "mail")),
            new TaskFacts("t"),
            ChainFacts.NONE,
            NOW.plus(Duration.ofHours(hour))));
  }

  /** A request as it would be stored; {@code basis} null: still pending. */
  private RequestId stored(
      String tool,
      Map<String, Object> arguments,
      String status,
      @Nullable String basis,
      int hour,
      String context) {
    UUID id = UuidCreator.getTimeOrderedEpochPlus1();
    insert(List.<Object[]>of(row(id, tool, arguments, status, basis, hour, context)));
    return new RequestId(id);
  }

  private static Object[] row(
      UUID id,
      String tool,
      Map<String, Object> arguments,
      String status,
      @Nullable String basis,
      int hour,
      String context) {
    Instant created = NOW.plus(Duration.ofHours(hour));
    return new Object[] {
      id,
      tool,
      arguments.isEmpty() ? "{}" : "{\"n\":" + arguments.get("n") + "}",
      context,
      status,
      input(tool, arguments, hour),
      basis,
      basis == null ? null : "said so",
      at(created),
      at(created.plus(Duration.ofHours(4))),
      basis == null ? null : at(created.plusSeconds(90))
    };
  }

  private void insert(List<Object[]> rows) {
    template.batchUpdate(
        """
        insert into requests (id, agent_id, owner_id, tool, arguments, target, target_system,
          target_resource, target_environment, digest, reason, task, context, body_hash, status,
          tier, explanation, policy_version, demand, decision_input, verdict_basis, verdict_reason,
          created_at, expires_at, decided_at)
        values (?, 'bot', 'olga', ?, ?, '{}', 'crm', 'customers/42', 'production', 'sha256:0', '',
          't', ?, 'h', ?, 'sensitive', '{}', 1, '{}', ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  private static InputStream ndjson(String... lines) {
    return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void saysWhatWouldChangeByKindAndCauseAndWhatPeopleHadDenied() {
    RequestId denied = stored("pay.out", Map.of("n", 5L), "DENIED", "REVIEWERS", 0, "{}");
    jdbc.sql(
            "insert into reviews (request_id, person_id, decision, reason, channel, digest,"
                + " person_groups, reviewed_at) values (:id, 'rita', 'DENY', 'no', 'API',"
                + " 'sha256:0', '[]', :at)")
        .param("id", denied.value())
        .param("at", at(NOW))
        .update();
    stored("pay.out", Map.of("n", 50L), "APPROVED", "REVIEWERS", 24, "{}");
    stored("crm.get", Map.of(), "APPROVED", "POLICY", 48, "{}");
    stored("odd.one", Map.of(), "PENDING", null, 48, "{}");
    draft(
        PUBLISHED.replace(
                "\"*.get\", reversibility: read_only", "\"*.get\", reversibility: reversible")
            + "  - {name: Small, tier: low, tools: [\"pay.*\"], when: 'action.arguments.n < 10'}\n");

    Simulation found = desk.onHistory(ada, 100);

    assertThat(found.actions()).isEqualTo(4);
    assertThat(found.newlyReleased()).isEqualTo(1);
    assertThat(found.newlyHeld()).isEqualTo(1);
    assertThat(found.newlyDenied()).isZero();
    assertThat(found.changed())
        .extracting(ChangeGroup::kind, ChangeGroup::cause, ChangeGroup::count)
        .containsExactly(
            tuple(Outcome.ALLOW, "rule \"Small\"", 1),
            tuple(Outcome.REQUIRE_APPROVAL, "tool entry \"*.get\" (reversible)", 1));
    Example red = found.releasesDenied().getFirst();
    assertThat(red.request()).contains(denied);
    assertThat(red.deniedBy()).contains("rita");
    assertThat(red.tierBefore()).isEqualTo("sensitive");
    assertThat(red.tierAfter()).isEqualTo("low");
    assertThat(red.ruleAfter()).isEqualTo("Small");
    assertThat(found.before().holds()).isEqualTo(3);
    assertThat(found.before().medianWait()).contains(Duration.ofSeconds(90));
    assertThat(found.after().holdsPerDay()).contains(1.5);
    assertThat(found.byTool().getFirst().name()).isEqualTo("pay.out");
    assertThat(found.byTool().getFirst().after())
        .containsOnly(entry(Outcome.ALLOW, 1), entry(Outcome.REQUIRE_APPROVAL, 1));
    assertThat(found.failures())
        .singleElement()
        .asString()
        .startsWith("rule \"Odd\": action.arguments.n: a key is missing");
    assertThat(found.from()).contains(NOW);
    assertThat(desk.onHistory(ada, 2).actions()).isEqualTo(2);
  }

  @Test
  void anUnchangedDraftChangesNothing() {
    stored("pay.out", Map.of("n", 5L), "PENDING", null, 0, "{}");
    Simulation found = desk.onHistory(ada, 10);
    assertThat(found.changed()).isEmpty();
    assertThat(found.after()).isEqualTo(found.before());
    assertThat(desk.onHistory(ada, SimulationDesk.MOST_REQUESTS).actions()).isEqualTo(1);
  }

  @Test
  void onlyAdministratorsTryDraftsAndWithinLimits() {
    PersonId rita = directory.person("rita", Set.of(Role.REVIEWER));
    PersonId otto = directory.person("otto", Set.of(Role.AUDITOR));
    assertThatThrownBy(() -> desk.onHistory(rita, 1)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> desk.logs(otto)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> catalogue.tools(rita)).isInstanceOf(NotAllowedException.class);
    RequestId id = stored("crm.get", Map.of(), "APPROVED", "POLICY", 0, "{}");
    assertThat(desk.trace(otto, id, false).tier()).isEqualTo("low");
    assertThatThrownBy(() -> desk.trace(rita, id, false)).isInstanceOf(NotAllowedException.class);
    for (int last : List.of(0, -1, 10_001)) {
      assertThatThrownBy(() -> desk.onHistory(ada, last)).isInstanceOf(BadInputException.class);
    }
  }

  @Test
  void triesTenThousandRequestsAndUnitesTheRarestTools() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      rows.add(
          row(
              UuidCreator.getTimeOrderedEpochPlus1(),
              i % 3 == 0 ? "crm.get" : "pay.tool" + i % 300,
              Map.of("n", (long) i, "note", "a longer text ".repeat(20)),
              "PENDING",
              null,
              i % 1_000,
              "{}"));
    }
    insert(rows);
    draft(
        PUBLISHED
            + "  - {name: Small, tier: low, tools: [\"pay.*\"], when: 'action.arguments.n < 5000'}\n");
    Simulation found = desk.onHistory(ada, 10_000);
    assertThat(found.actions()).isEqualTo(10_000);
    assertThat(found.newlyReleased()).isBetween(3_000, 3_400);
    assertThat(found.byTool()).hasSize(201);
    assertThat(found.byTool().getLast().name()).isEqualTo("others");
  }

  @Test
  void aLogIsTriedWithThePastThatItBuildsUpUnderEachPolicy() {
    draft(
        PUBLISHED
            + "  - {name: Small, tier: low, tools: [\"pay.*\"], when: 'true'}\n"
            + "guardrails:\n"
            + "  - {name: Sum, tier: forbidden, when: 'task.sum(\"pay.*\", \"n\") > 100.0'}\n");
    var kept =
        desk.keep(
            ada,
            "payments",
            ndjson(
                "{\"tool\":\"pay.out\",\"arguments\":{\"n\":60},\"task\":\"a\"}",
                "{\"action\":{\"tool\":\"pay.out\",\"arguments\":{\"n\":60}},\"task\":\"a\",\"other\":1}",
                "{\"tool\":\"pay.out\",\"arguments\":\"{\\\"n\\\": 60}\",\"task\":\"b\",\"agent\":\"bot\",\"at\":\"2026-11-20T12:00:00Z\"}"));

    Simulation found = desk.onLog(ada, kept.id());

    assertThat(found.newlyReleased()).isEqualTo(2);
    assertThat(found.newlyDenied()).isEqualTo(1);
    ChangeGroup refused = found.changed().getLast();
    assertThat(refused.cause()).isEqualTo("guardrail \"Sum\"");
    assertThat(refused.examples().getFirst().line()).isEqualTo(2);
    assertThat(refused.examples().getFirst().request()).isEmpty();
  }

  @Test
  void aLogWithBrokenLinesIsKeptWithoutThem() {
    var kept =
        desk.keep(
            ada,
            "mixed",
            ndjson(
                "{\"tool\":\"crm.get\",\"task\":7,\"target\":\"customers/1\"}",
                "",
                "{\"tool\":\"crm.get\"",
                "[]",
                "{\"tool\":\"crm get\"}",
                "{\"arguments\":{}}",
                "{\"tool\":\"a\",\"tool\":\"b\"}",
                "{\"tool\":\"a\",\"arguments\":{\"n\":12345678901234567890123}}",
                "{\"tool\":\"a\",\"agent\":\"Not An Agent\"}",
                "{\"tool\":\"a\",\"at\":\"yesterday\"}",
                "{\"tool\":\"a\",\"x\":\"" + "y".repeat(256 * 1024) + "\"}"));

    assertThat(kept.actions()).isEqualTo(1);
    assertThat(kept.brokenLines()).isEqualTo(9);
    assertThat(kept.broken())
        .extracting(BrokenLine::line)
        .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(kept.broken()).allSatisfy(line -> assertThat(line.why()).isNotBlank());
    assertThat(desk.logs(ada)).containsExactly(kept);
    assertThat(desk.onLog(ada, kept.id()).actions()).isEqualTo(1);
    desk.forget(ada, kept.id());
    assertThat(desk.logs(ada)).isEmpty();
    assertThatThrownBy(() -> desk.onLog(ada, kept.id())).isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> desk.forget(ada, "'; drop")).isInstanceOf(BadInputException.class);
    assertThat(
            jdbc.sql("select event from audit_events where event like 'log.%' order by sequence")
                .query(String.class)
                .list())
        .endsWith("log.kept", "log.forgotten");
  }

  @Test
  void aLogOfWhichNothingCanBeUsedOrThatIsTooLargeIsRefused() {
    assertThatThrownBy(() -> desk.keep(ada, "x", ndjson("{", "[")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none of its 2 lines could be used; line 1: ");
    assertThatThrownBy(() -> desk.keep(ada, "x", ndjson("")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("it is empty");
    String line = "{\"tool\":\"crm.get\"}\n";
    assertThatThrownBy(() -> desk.keep(ada, "x", ndjson(line.repeat(50_001))))
        .hasMessageContaining("more than 50000 actions");
    assertThat(desk.keep(ada, "x", ndjson(line.repeat(50_000))).actions()).isEqualTo(50_000);
    assertThatThrownBy(() -> desk.keep(ada, "x", ndjson(" ".repeat(20 * 1024 * 1024 + 1))))
        .hasMessageContaining("more than 20 MiB");
    for (int i = 2; i <= 20; i++) {
      desk.keep(ada, "log " + i, ndjson(line));
    }
    assertThatThrownBy(() -> desk.keep(ada, "one more", ndjson(line)))
        .hasMessageContaining("20 logs are kept already");
    assertThat(desk.logs(ada)).hasSize(20);
    for (String name : List.of("", " ", "x".repeat(101), "a\nb")) {
      assertThatThrownBy(() -> desk.keep(ada, name, ndjson(line)))
          .isInstanceOf(BadInputException.class);
    }
  }

  @Test
  void aTraceTellsOfEveryRuleUnderEitherPolicy() {
    RequestId id = stored("pay.out", Map.of("n", 5L), "PENDING", null, 0, "{}");
    draft(
        PUBLISHED
            + "  - {name: Small, tier: low, tools: [\"pay.*\"], when: 'action.arguments.n < 10'}\n");

    var published = desk.trace(ada, id, false);
    var draft = desk.trace(ada, id, true);

    assertThat(published.tier()).isEqualTo("sensitive");
    assertThat(published.steps()).hasSize(2);
    assertThat(draft.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(draft.steps().getLast().result()).isEqualTo(Result.MATCHED);
    assertThat(draft.steps().getLast().saw()).containsExactly(entry("action.arguments.n", "5"));
    assertThatThrownBy(() -> desk.trace(ada, new RequestId(UUID.randomUUID()), false))
        .isInstanceOf(NoSuchRequestException.class);
  }

  @Test
  void triesRulesOnWhatATaskWasOpenedFor() {
    RequestId bound = stored("pay.out", Map.of("n", 5L), "PENDING", null, 0, "{}");
    stored("pay.out", Map.of("n", 5L), "PENDING", null, 0, "{}"); // under a label only
    opened(bound, new TaskTerms(ada, "refunds", Set.of("pay.*"), 10, 0, Map.of("n", 99.5), 3600));
    draft(
        PUBLISHED
            + "  - {name: Bound, tier: low, tools: [\"pay.*\"], when: 'task.opened &&"
            + " task.budget.actions <= 10'}\n");

    assertThat(desk.onHistory(ada, 10).newlyReleased()).isEqualTo(1);
    assertThat(desk.trace(ada, bound, true).steps().getLast().saw())
        .containsExactly(entry("task.opened", "true"), entry("task.budget.actions", "10"));
  }

  private void opened(RequestId id, TaskTerms terms) {
    DecisionInput bare = DecisionInputJson.read(input("pay.out", Map.of("n", 5L), 0));
    jdbc.sql("update requests set decision_input = :input where id = :id")
        .param(
            "input",
            DecisionInputJson.write(
                new DecisionInput(
                    bare.agent(),
                    bare.tool(),
                    bare.arguments(),
                    bare.target(),
                    bare.request(),
                    bare.task().openedAs(Optional.of(terms)),
                    bare.chain(),
                    bare.now())))
        .param("id", id.value())
        .update();
  }

  @Test
  void everyToolSeenIsListedWithItsClassAndASuggestion() {
    stored("crm.get", Map.of(), "APPROVED", "POLICY", 0, "{}");
    for (long n = 1; n <= 5; n++) {
      stored(
          "get_item",
          Map.of("n", n),
          "PENDING",
          null,
          0,
          n == 2 ? "{}" : "{\"attributes\":{\"mcp\":{\"annotations\":{\"readOnlyHint\":true}}}}");
    }
    desk.keep(
        ada,
        "old log",
        ndjson(
            "{\"tool\":\"delete_everything\",\"agent\":\"cleaner\"}",
            "{\"tool\":\"get_item\",\"arguments\":{\"n\":9}}",
            "{\"tool\":\"x/../__y\"}"));

    List<SeenTool> tools = catalogue.tools(ada);

    assertThat(tools)
        .extracting(SeenTool::name)
        .containsExactly("get_item", "delete_everything", "x/../__y", "crm.get");
    SeenTool item = tools.getFirst();
    assertThat(item.requests()).isEqualTo(5);
    assertThat(item.inLogs()).isEqualTo(1);
    assertThat(item.agents()).containsExactly("bot");
    assertThat(item.examples())
        .extracting(Object::toString)
        .containsExactly("{\"n\":5}", "{\"n\":4}", "{\"n\":3}");
    assertThat(item.suggestion().orElseThrow().reversibility()).contains(Reversibility.READ_ONLY);
    assertThat(tools.get(1).suggestion().orElseThrow().reversibility())
        .contains(Reversibility.IRREVERSIBLE);
    assertThat(tools.getLast().suggestion()).isEmpty();
    assertThat(tools.getLast().published()).isEqualTo(Reversibility.READ_ONLY);
    assertThat(catalogue.tool(ada, "get_item")).contains(item);
    assertThat(catalogue.tool(ada, "nothing")).isEmpty();
  }

  @Test
  void whatTheScanTookOverIsCountedOnce() {
    Instant old = NOW.minus(Duration.ofDays(400));
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      UUID id =
          new UUID((old.plusMillis(i).toEpochMilli() << 16) | 0x7000, 0x8000000000000000L + i);
      rows.add(row(id, "get_item", Map.of("n", (long) i), "PENDING", null, 0, "{}"));
    }
    insert(rows);
    stored("get_item", Map.of("n", 777L), "PENDING", null, 0, "{}");

    ScanForTests scan = new ScanForTests(context.getBean("seenTools"));
    scan.run();
    scan.run();

    assertThat(
            jdbc.sql("select requests from tools_seen where tool = 'get_item'")
                .query(Long.class)
                .single())
        .isEqualTo(100);
    SeenTool item = catalogue.tool(ada, "get_item").orElseThrow();
    assertThat(item.requests()).isEqualTo(101);
    assertThat(item.examples().getFirst().text()).isEqualTo("{\"n\":777}");
  }
}
