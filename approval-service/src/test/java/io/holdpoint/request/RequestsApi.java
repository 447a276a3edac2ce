package io.holdpoint.request;

import io.holdpoint.HoldpointApplication;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole service over real HTTP, but for the engine, on which no answer depends. All classes
 * that extend this share one instance; each test has agents of its own.
 */
@SpringBootTest(classes = HoldpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class RequestsApi {

  /** An answer without the verdict's token, which is another one each time. */
  static JsonNode butItsToken(HttpCalls.Reply reply) {
    JsonNode answer = reply.json();
    if (answer.get("verdict") instanceof ObjectNode verdict) {
      verdict.remove(List.of("token", "tokenExpiresAt"));
    }
    return answer;
  }

  static final String READ = "{\"action\":{\"tool\":\"shop.orders.get\"}}";
  static final String REFUND =
      "{\"action\":{\"tool\":\"shop.orders.refund\",\"arguments\":{\"amount\":54.04}},\"reason\":\"broken\"}";
  static final String CLOSE = "{\"action\":{\"tool\":\"shop.close\"}}";

  private static final PersonId ADMIN = new PersonId("admin");
  private static final AtomicInteger NAMES = new AtomicInteger();

  @LocalServerPort int port;
  @Autowired AgentDesk agents;
  @Autowired AccountDesk accounts;
  @Autowired Ledger ledger;

  HttpCalls agent;
  AgentId agentId;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    TestDatabases.h2(properties);
    Path data = Files.createTempDirectory("holdpoint-test");
    properties.add("holdpoint.data-dir", data::toString);
    properties.add("holdpoint.engine.mode", () -> "off");
    properties.add("holdpoint.first-start.admin-password", () -> "the admin's own");
    properties.add("holdpoint.policy.file", () -> "src/test/resources/policy-for-api-tests.yaml");
    properties.add("holdpoint.webhooks.allow", () -> "localhost");
  }

  @BeforeEach
  void anAgentOfItsOwn() {
    agentId = new AgentId("bot-" + NAMES.incrementAndGet());
    agent = agentNamed(agentId);
  }

  HttpCalls agentNamed(AgentId id) {
    var issued = agents.create(ADMIN, new AgentDesk.NewAgent(id, ADMIN, Set.of(), Set.of()));
    return HttpCalls.ofAgent(port, issued.key());
  }

  /** A person who did not own the agents. */
  PersonId someone(Set<Role> roles, Set<String> groups) {
    return new PersonId(created(roles, groups).person().id().value());
  }

  HttpCalls personWith(Set<Role> roles, Set<String> groups) {
    var created = created(roles, groups);
    return HttpCalls.ofPerson(port, created.person().id().value(), created.password());
  }

  AccountDesk.Created created(Set<Role> roles, Set<String> groups) {
    var id = new PersonId("person-" + NAMES.incrementAndGet());
    return accounts.create(ADMIN, new AccountDesk.NewPerson(id, id.value(), roles, groups));
  }

  /** How many requests this test's agent has in the ledger. */
  int stored() {
    return ledger
        .list(
            new io.holdpoint.model.desk.RequestFilter(
                Set.of(),
                java.util.Optional.empty(),
                java.util.Optional.of(agentId.value()),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                200))
        .items()
        .size();
  }
}
