package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.HoldpointApplication;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.EnforcementDesk;
import io.holdpoint.model.desk.VerdictDesk;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.digest.JsonText;
import io.holdpoint.request.DecidedOn;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.ShiftableTime;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole service over real HTTP with a clock that a test moves; agents and people of its own.
 */
@SpringBootTest(classes = HoldpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ShiftableTime.class)
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class VerdictApi {

  static final String REFUND =
      """
      {"action":{"tool":"shop.orders.refund","arguments":{"order":"A-17","amount":54.5,"lines":[1,2],\
      "note":{"late":true,"code":null}},"target":{"system":"shop","resource":"orders/A-17",\
      "environment":"production"}},"reason":"broken on arrival","task":"ticket-17"}""";
  static final String READ = "{\"action\":{\"tool\":\"shop.orders.get\"}}";

  static final String CLOSE = "{\"action\":{\"tool\":\"shop.close\"}}";

  static final PersonId ADMIN = new PersonId("admin");
  static final String ADMIN_PASSWORD = "the admin's own";
  private static final AtomicInteger NAMES = new AtomicInteger();

  @LocalServerPort int port;
  @Autowired AgentDesk agents;
  @Autowired AccountDesk accounts;
  @Autowired ShiftableLedgerTime time;
  @Autowired EnforcementDesk points;
  @Autowired VerdictDesk verdicts;
  @Autowired DecidedOn decidedOn;
  @Autowired JdbcClient jdbc;

  AgentId agentId;
  HttpCalls agent;
  HttpCalls reviewer;
  HttpCalls admin;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("holdpoint-test");
    properties.add("holdpoint.data-dir", data::toString);
    properties.add("holdpoint.engine.mode", () -> "off");
    properties.add("holdpoint.first-start.admin-password", () -> ADMIN_PASSWORD);
    properties.add("holdpoint.policy.file", () -> "src/test/resources/policy-for-api-tests.yaml");
  }

  @BeforeEach
  void somebodyOfEachKind() {
    agentId = new AgentId("bot-" + NAMES.incrementAndGet());
    agent = agentNamed(agentId);
    admin = HttpCalls.ofPerson(port, ADMIN.value(), ADMIN_PASSWORD);
    reviewer = personWith(Set.of(Role.REVIEWER), Set.of("reviewers"));
  }

  @AfterEach
  void backToNow() {
    time.reset();
  }

  HttpCalls agentNamed(AgentId id) {
    var issued = agents.create(ADMIN, new AgentDesk.NewAgent(id, ADMIN, Set.of(), Set.of()));
    return HttpCalls.ofAgent(port, issued.key());
  }

  HttpCalls personWith(Set<Role> roles, Set<String> groups) {
    var id = new PersonId("person-" + NAMES.incrementAndGet());
    var created = accounts.create(ADMIN, new AccountDesk.NewPerson(id, id.value(), roles, groups));
    return HttpCalls.ofPerson(port, id.value(), created.password());
  }

  static final String VAULT =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers, count: 1}]}
        - name: sealed
          outcome: require_approval
          approvals: [{group: reviewers, count: 1}]
          useWithin: PT1M
          redeemBy: tool
        - {name: guarded, outcome: require_approval, approvals: [{group: guards, count: 1}]}
        - {name: forbidden, outcome: deny}
      defaultTier: sensitive
      tools:
        - {match: "shop.*.get", system: shop, reversibility: read_only}
        - {match: "shop.orders.refund", system: shop, reversibility: irreversible}
        - {match: "shop.vault.*", system: shop, reversibility: reversible}
      rules:
        - {name: Reads are free, tier: low, tools: ["*.get"]}
        - {name: The vault is opened by its own, tier: sealed, tools: ["shop.vault.open"]}
      guardrails:
        - {name: The shop stays open, tier: forbidden, tools: ["shop.close"]}
      """;

  /** Puts a policy in force; what other tests ask for is decided as before. */
  void publish(String policy) {
    Reply drafted =
        HttpCalls.send(
            admin
                .to("/v1/policy/draft")
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(policy)));
    assertThat(drafted.status()).as(drafted.body()).isEqualTo(200);
    Reply published = admin.post("/v1/policy/draft/publish", "{\"note\":\"for a test\"}");
    boolean same = published.at("/code").equals("no_draft");
    assertThat(same || published.status() == 200).as(published.body()).isTrue();
  }

  HttpCalls enforcementPoint(String... tools) {
    String id = "point-" + NAMES.incrementAndGet();
    return HttpCalls.ofAgent(port, points.create(ADMIN, id, List.of(tools)).key());
  }

  /** A refund that a reviewer approved, as its agent reads it. */
  Approved approved() {
    return approved(REFUND);
  }

  Approved approved(String body) {
    Reply held = agent.post("/v1/requests", body);
    assertThat(held.status()).as(held.body()).isEqualTo(202);
    String id = held.at("/id");
    Reply reviewed =
        reviewer.post(
            "/v1/requests/" + id + "/reviews",
            CanonicalForm.print(
                Map.of(
                    "decision", "approve", "reason", "fine", "digest", held.at("/action/digest"))));
    assertThat(reviewed.status()).as(reviewed.body()).isEqualTo(200);
    Reply read = agent.get("/v1/requests/" + id);
    return new Approved(id, read.at("/verdict/token"), action(body), read);
  }

  /** The member action of a body, as values. */
  static Map<String, @Nullable Object> action(String body) {
    if (JsonText.object(body).get("action") instanceof Map<?, ?> action) {
      @SuppressWarnings("unchecked")
      var named = (Map<String, @Nullable Object>) action;
      return named;
    }
    throw new IllegalArgumentException(body);
  }

  /** What was approved. */
  record Approved(String id, String token, Map<String, @Nullable Object> action, Reply read) {

    String redemption() {
      return redemptionOf(token, action);
    }

    String redemption(String redemptionId) {
      return CanonicalForm.print(
          Map.of("token", token, "action", action, "redemptionId", redemptionId));
    }
  }

  static String redemptionOf(String token, Object action) {
    return CanonicalForm.print(Map.of("token", token, "action", action));
  }

  static Reply redeem(HttpCalls caller, String body) {
    return caller.post("/v1/verdicts/redeem", body);
  }

  static void assertRefused(Reply reply, String code) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
    assertThat(reply.at("/code")).as(reply.body()).isEqualTo(code);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
  }

  /** The events of one request in the record, oldest first. */
  java.util.List<String> events(String request) {
    return jdbc.sql("select event from audit_events where request_id = ? order by sequence")
        .param(java.util.UUID.fromString(request))
        .query(String.class)
        .list();
  }
}
