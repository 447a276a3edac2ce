package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Role;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import io.holdpoint.testing.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Tasks over HTTP: what is taken, what is refused and how, and for whom. */
abstract class TaskCallsContract extends VerdictApi {

  private static final String INVALID = "invalid_field";

  private Reply open(String body, String... headers) {
    return agent.post("/v1/tasks", body, headers);
  }

  private long opened() {
    return jdbc.sql("select count(*) from tasks where agent_id = ?")
        .param(agentId.value())
        .query(Long.class)
        .single();
  }

  private static Refused field(String pointer, String members) {
    return Refused.field(INVALID, pointer, "{\"purpose\":\"refunds\"," + members + "}");
  }

  private static String list(int size, String each) {
    return CanonicalForm.print(Map.of("l", Collections.nCopies(size, each)))
        .replaceFirst("\\{\"l\":", "")
        .replaceFirst("}$", "");
  }

  private static String sums(int size) {
    var sums = new TreeMap<String, Object>();
    for (int i = 0; i < size; i++) {
      sums.put("amount" + i, 500L);
    }
    return CanonicalForm.print(sums);
  }

  @Test
  void refusesEachFieldThatIsWrongInEachWayAndOpensNothing() {
    var table = new ArrayList<Refused>();
    for (String purpose :
        List.of(
            "null",
            "\"\"",
            "\" \\n \"",
            "42",
            "true",
            "[\"a\"]",
            "{\"a\":1}",
            "\"a\\u0007b\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"" + "p".repeat(2_001) + "\"")) {
      table.add(Refused.field(INVALID, "/purpose", "{\"purpose\":" + purpose + "}"));
    }
    table.add(Refused.field(INVALID, "/purpose", "{}"));
    for (String budget : List.of("5", "\"x\"", "[]", "true")) {
      table.add(field("/budget", "\"budget\":" + budget));
    }
    for (String bad : List.of("-1", "1.5", "\"10\"", "true", "[]", "99999999999")) {
      table.add(field("/budget/actions", "\"budget\":{\"actions\":" + bad + "}"));
      table.add(field("/budget/targets", "\"budget\":{\"targets\":" + bad + "}"));
    }
    table.add(field("/budget/actions", "\"budget\":{\"actions\":100001}"));
    table.add(field("/budget/targets", "\"budget\":{\"targets\":1001}"));
    table.add(field("/budget/amount", "\"budget\":{\"amount\":1}"));
    for (String sums :
        List.of(
            "[]",
            "5",
            "{\"\":1}",
            "{\"a\\u0000b\":1}",
            "{\"a\\nb\":1}",
            "{\"" + "a".repeat(501) + "\":1}",
            sums(101))) {
      table.add(field("/budget/sums", "\"budget\":{\"sums\":" + sums + "}"));
    }
    for (String most : List.of("-1", "\"500\"", "null", "true", "[]", "1e31", "1e-31")) {
      table.add(field("/budget/sums/amount", "\"budget\":{\"sums\":{\"amount\":" + most + "}}"));
    }
    table.add(field("/budget/sums/a~1b", "\"budget\":{\"sums\":{\"a/b\":-1}}"));
    for (String tools : List.of("\"shop.*\"", "5", "{}", list(101, "a"))) {
      table.add(field("/allowedTools", "\"allowedTools\":" + tools));
    }
    for (String tool :
        List.of("null", "5", "\"\"", "\" \"", "\"a\\nb\"", "\"a\\u0000b\"", "\"\\udc00\"", "[]")) {
      table.add(field("/allowedTools/1", "\"allowedTools\":[\"shop.*\"," + tool + "]"));
    }
    table.add(field("/allowedTools/0", "\"allowedTools\":[\"" + "t".repeat(201) + "\"]"));
    for (String agents : List.of("\"bot\"", "5", list(21, "bot"))) {
      table.add(field("/agents", "\"agents\":" + agents));
    }
    for (String id : List.of("null", "5", "\"\"", "\"Bot\"", "\"a b\"")) {
      table.add(field("/agents/0", "\"agents\":[" + id + "]"));
    }
    for (String seconds : List.of("0", "-1", "2592001", "\"60\"", "1.5", "true", "[]")) {
      table.add(field("/expiresIn", "\"expiresIn\":" + seconds));
    }
    table.add(field("/expires", "\"expires\":60"));
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "\"x\"",
            "{\"purpose\":",
            "{\"purpose\":\"a\",\"purpose\":\"b\"}",
            "{\"purpose\":\"a\",\"budget\":{\"actions\":1,\"actions\":2}}",
            "{\"purpose\":\"a\"} {}",
            "{\"purpose\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}")) {
      table.add(Refused.whole("malformed_body", body));
    }

    Refused.all(agent, "/v1/tasks", table);

    assertThat(open("{\"purpose\":\"a\"}", "Content-Type", "text/plain").status()).isEqualTo(415);
    assertThat(opened()).isZero();
    assertThat(
            jdbc.sql("select count(*) from audit_events where event = 'task.opened' and actor = ?")
                .param("agent:" + agentId)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void takesEachFieldAtItsLimit() {
    Reply most =
        open(
            "{\"purpose\":\""
                + "p".repeat(2_000)
                + "\",\"budget\":{\"actions\":100000,\"targets\":1000,\"sums\":"
                + sums(100).replace("\"amount0\"", "\"" + "a".repeat(500) + "\"")
                + "},\"allowedTools\":"
                + list(100, "t".repeat(200))
                + ",\"agents\":"
                + list(20, "bot")
                + ",\"expiresIn\":2592000}");
    assertThat(most.status()).as(most.body()).isEqualTo(201);
    assertThat(most.header("Location")).isEqualTo("/v1/tasks/" + most.at("/id"));
    Reply least =
        open(
            "{\"purpose\":\"p\",\"budget\":{\"actions\":0,\"targets\":0,\"sums\":{\"a\":0,"
                + "\"b\":999999999999999999999999999999,\"c\":1e-30}},"
                + "\"allowedTools\":[],\"agents\":[],\"expiresIn\":1}");
    assertThat(least.status()).as(least.body()).isEqualTo(201);
    Reply bare = open("{\"purpose\":\"p\"}");
    assertThat(bare.json().at("/allowedTools").isNull()).isTrue();
    assertThat(Duration.between(instant(bare, "/openedAt"), instant(bare, "/expiresAt")))
        .isEqualTo(Duration.ofDays(1));
    assertThat(agent.get("/v1/tasks/" + bare.at("/id")).json()).isEqualTo(bare.json());
  }

  private static Instant instant(Reply reply, String pointer) {
    return Instant.parse(reply.at(pointer));
  }

  @Test
  void opensOneTaskForAKeyHoweverOftenAndHoweverManyAtOnce() {
    String body = "{\"purpose\":\"refunds\",\"budget\":{\"actions\":2}}";
    var ids = new ConcurrentLinkedQueue<String>();
    var calls = new ArrayList<Runnable>();
    for (int i = 0; i < 12; i++) {
      calls.add(() -> ids.add(open(body, "Idempotency-Key", "ticket-1").at("/id")));
    }
    Together.run(calls.toArray(Runnable[]::new));
    assertThat(ids).hasSize(12);
    assertThat(Set.copyOf(ids)).hasSize(1);
    assertThat(opened()).isEqualTo(1);

    Reply other = open(body.replace("2", "3"), "Idempotency-Key", "ticket-1");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/code")).isEqualTo("idempotency_key_reuse");
    Reply bad = open(body, "Idempotency-Key", "x".repeat(256));
    assertThat(bad.status()).as(bad.body()).isEqualTo(400);
    assertThat(bad.at("/code")).isEqualTo("bad_parameter");
    assertThat(opened()).isEqualTo(1);
    assertThat(open(body, "Idempotency-Key", "ticket-2").at("/id")).isNotIn(ids);
    HttpCalls stranger = agentNamed(new AgentId(agentId + "-stranger"));
    assertThat(stranger.post("/v1/tasks", body, "Idempotency-Key", "ticket-1").at("/id"))
        .isNotIn(ids);
  }

  @Test
  void isReadByItsAgentsAndPeopleAndEndedByItsAgentOrAnAdministrator() {
    AgentId guestId = new AgentId(agentId + "-guest");
    HttpCalls guest = agentNamed(guestId);
    HttpCalls stranger = agentNamed(new AgentId(agentId + "-stranger"));
    String task = open("{\"purpose\":\"refunds\",\"agents\":[\"" + guestId + "\"]}").at("/id");
    String path = "/v1/tasks/" + task;
    HttpCalls auditor = personWith(Set.of(Role.AUDITOR), Set.of());

    for (HttpCalls reader : List.of(agent, guest, reviewer, auditor, admin)) {
      assertThat(reader.get(path).at("/purpose")).isEqualTo("refunds");
    }
    assertThat(stranger.get(path).status()).isEqualTo(404);
    assertThat(HttpCalls.ofNobody(port).get(path).status()).isEqualTo(401);
    assertThat(reviewer.get("/v1/tasks/no-such").status()).isEqualTo(404);

    assertThat(stranger.post(path + "/end", "{}").status()).isEqualTo(404);
    for (HttpCalls other : List.of(guest, reviewer, auditor)) {
      Reply refused = other.post(path + "/end", "{}");
      assertThat(refused.status()).as(refused.body()).isEqualTo(403);
      assertThat(refused.at("/code")).isEqualTo("forbidden");
    }
    for (HttpCalls person : List.of(reviewer, auditor, admin)) {
      assertThat(person.post("/v1/tasks", "{\"purpose\":\"p\"}").status()).isEqualTo(403);
    }
    Refused.all(
        agent,
        path + "/end",
        List.of(
            Refused.field(INVALID, "/reason", "{\"reason\":7}"),
            Refused.field(INVALID, "/reason", "{\"reason\":\"a\\u0000b\"}"),
            Refused.field(INVALID, "/reason", "{\"reason\":\"" + "r".repeat(1_001) + "\"}"),
            Refused.field(INVALID, "/why", "{\"why\":\"x\"}"),
            Refused.whole("malformed_body", "{")));
    assertThat(agent.get(path).json().at("/endedAt").isNull()).isTrue();

    Reply ended = agent.post(path + "/end", "{\"reason\":\"" + "r".repeat(1_000) + "\"}");
    assertThat(ended.at("/endedWhy")).startsWith("ended by its agent: r");
    assertThat(agent.post(path + "/end", "").json()).isEqualTo(ended.json());
    assertThat(admin.post(path + "/end", "{\"reason\":\"late\"}").json()).isEqualTo(ended.json());
  }

  @Test
  void endsWhatWasApprovedInItAndWhatIsPending() {
    String task = open("{\"purpose\":\"refunds\"}").at("/id");
    Approved approved = approved(REFUND.replace("ticket-17", task));
    String pending =
        agent
            .post("/v1/requests", REFUND.replace("ticket-17", task).replace("A-17", "A-18"))
            .at("/id");

    assertThat(admin.post("/v1/tasks/" + task + "/end", "{\"reason\":\"wrong\"}").status())
        .isEqualTo(200);

    assertRefused(redeem(agent, approved.redemption()), "revoked");
    assertThat(agent.get("/v1/requests/" + pending).at("/status")).isEqualTo("denied");
    assertThat(agent.get("/v1/requests/" + pending).at("/verdict/basis")).isEqualTo("system");
    Reply after =
        agent.post(
            "/v1/requests",
            "{\"action\":{\"tool\":\"shop.orders.get\"},\"task\":\"" + task + "\"}");
    assertThat(after.at("/status")).isEqualTo("denied");
    assertThat(after.at("/verdict/reason")).startsWith("the task is over: ended by admin: wrong");
  }

  @Test
  void endsTheStandingGrantsThatWereMadeForIt() {
    String task = open("{\"purpose\":\"refunds\"}").at("/id");
    String refund =
        "{\"action\":{\"tool\":\"shop.orders.refund\",\"arguments\":{\"order\":\"A-17\","
            + "\"amount\":54.5}},\"task\":\""
            + task
            + "\"}";
    String held = agent.post("/v1/requests", refund).at("/id");
    var grant = (ObjectNode) reviewer.get("/v1/requests/" + held + "/grant").json().get("grant");
    grant.put("task", task).put("why", "the refunds of this ticket");
    Reply made = reviewer.post("/v1/grants", grant.toString());
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(agent.post("/v1/requests", refund).at("/status")).isEqualTo("approved");

    assertThat(agent.post("/v1/tasks/" + task + "/end", "{\"reason\":\"done\"}").status())
        .isEqualTo(200);

    assertThat(reviewer.get("/v1/grants/" + made.at("/id")).at("/ended"))
        .contains("its task is over: ended by its agent: done");
  }

  @Test
  void boundsDistinctTargetsAndTheTime() {
    String task =
        open("{\"purpose\":\"p\",\"budget\":{\"targets\":2},\"expiresIn\":3600}").at("/id");
    for (String resource : List.of("a", "b", "a", "b")) {
      assertThat(readOf(resource, task).at("/status")).isEqualTo("approved");
    }
    Reply third = readOf("c", task);
    assertThat(third.at("/verdict/basis")).isEqualTo("policy");
    assertThat(third.at("/verdict/reason")).isEqualTo("over its budget of 2 targets");
    assertThat(agent.get("/v1/tasks/" + task).at("/endedWhy"))
        .isEqualTo("over its budget of 2 targets");

    String timed = open("{\"purpose\":\"p\",\"expiresIn\":60}").at("/id");
    Approved approved = approved(REFUND.replace("ticket-17", timed));
    String unspent = agent.get("/v1/requests/" + approved.id()).at("/verdict/token");
    time.forward(Duration.ofSeconds(60));
    assertThat(readOf("a", timed).at("/verdict/reason"))
        .isEqualTo("the task is over: its time is over");
    assertRefused(redeem(agent, redemptionOf(unspent, approved.action())), "revoked");
  }

  private Reply readOf(String resource, String task) {
    return agent.post(
        "/v1/requests",
        "{\"action\":{\"tool\":\"shop.orders.get\",\"target\":{\"resource\":\""
            + resource
            + "\"}},\"task\":\""
            + task
            + "\"}");
  }

  @Test
  void givesBackWhatIsReportedAsNotExecutedAndNothingElse() {
    String task =
        open("{\"purpose\":\"refunds\",\"budget\":{\"actions\":3,\"sums\":{\"amount\":200}}}")
            .at("/id");
    for (String result : List.of("executed", "failed", "not_executed")) {
      Approved approved = approved(REFUND.replace("ticket-17", task));
      assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(200);
      for (int again = 0; again < 2; again++) {
        assertThat(
                agent
                    .post(
                        "/v1/verdicts/" + approved.id() + "/result",
                        "{\"result\":\"" + result + "\"}")
                    .status())
            .isEqualTo(200);
      }
    }

    var used = agent.get("/v1/tasks/" + task).json().at("/used");
    assertThat(used.at("/actions").asInt()).isEqualTo(2);
    assertThat(used.at("/sums/amount").asDouble()).isEqualTo(109.0);
  }

  @Test
  void bindsWhatReviewersChangeAndGivesBackWhatWasTaken() throws IOException {
    publish(Files.readString(Path.of("src/test/resources/policy-for-api-tests.yaml")));
    String task =
        open("{\"purpose\":\"refunds\",\"budget\":{\"sums\":{\"amount\":100}}}").at("/id");
    String held = agent.post("/v1/requests", REFUND.replace("ticket-17", task)).at("/id");

    Reply beyond = change(held, 101);
    assertThat(beyond.status()).as(beyond.body()).isEqualTo(409);
    assertThat(beyond.at("/code")).isEqualTo("policy_refuses");
    assertThat(beyond.at("/detail")).contains("over its budget of 100 for amount");
    assertThat(amount(task)).isEqualTo(54.5);
    Reply within = change(held, 100);
    assertThat(within.status()).as(within.body()).isEqualTo(200);
    assertThat(amount(task)).isEqualTo(100.0);
    Reply approved = agent.get("/v1/requests/" + held);
    var action = new TreeMap<String, Object>(Map.of("tool", "shop.orders.refund"));
    action.put("arguments", changed(100));
    action.put("target", Objects.requireNonNull(action(REFUND).get("target")));
    Reply redeemed = redeem(agent, redemptionOf(approved.at("/verdict/token"), action));
    assertThat(redeemed.status()).as(redeemed.body()).isEqualTo(200);
    assertThat(
            agent
                .post("/v1/verdicts/" + held + "/result", "{\"result\":\"not_executed\"}")
                .status())
        .isEqualTo(200);
    assertThat(amount(task)).isZero();
  }

  private static Map<String, Object> changed(int amount) {
    return Map.of("order", "A-17", "amount", (long) amount);
  }

  /** A change is an approval of what was changed as well. */
  private Reply change(String request, int amount) {
    return reviewer.post(
        "/v1/requests/" + request + "/changes",
        CanonicalForm.print(
            Map.of(
                "arguments",
                changed(amount),
                "digest",
                reviewer.get("/v1/requests/" + request).at("/action/digest"),
                "reason",
                "as much as was paid")));
  }

  private double amount(String task) {
    return agent.get("/v1/tasks/" + task).json().at("/used/sums/amount").asDouble();
  }

  @Test
  void listsForPeopleAndRefusesWhatItCannotListBy() {
    String task = open("{\"purpose\":\"Refunds " + agentId + "\"}").at("/id");
    assertThat(reviewer.get("/v1/tasks?q=" + agentId).at("/items/0/id")).isEqualTo(task);
    assertThat(reviewer.get("/v1/tasks?state=over&q=" + agentId).json().at("/items").size())
        .isZero();
    assertThat(agent.get("/v1/tasks").status()).isEqualTo(403);
    for (String query : List.of("state=closed", "after='", "q=" + "q".repeat(201), "q=%00")) {
      Reply refused = reviewer.get("/v1/tasks?" + query);
      assertThat(refused.status()).as(query + refused.body()).isIn(400, 422);
      assertThat(refused.at("/code")).as(query).isIn("bad_parameter", INVALID);
    }
  }
}
