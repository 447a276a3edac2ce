package io.holdpoint.drafts;

import io.holdpoint.HoldpointApplication;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service on PostgreSQL over real HTTP, but for the engine. */
@SpringBootTest(classes = HoldpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class DraftApi {

  static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  static final String POLICY_FILE = "src/test/resources/policy-for-api-tests.yaml";
  static final String DATABASE = TestDatabases.freshPostgres();

  private static final PersonId ADMIN = new PersonId("admin");
  private static final AtomicInteger NAMES = new AtomicInteger();

  @LocalServerPort int port;
  @Autowired AgentDesk agents;
  @Autowired AccountDesk accounts;
  @Autowired PolicyEngine engine;

  HttpCalls admin;
  String document = "";

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("holdpoint-test");
    properties.add("holdpoint.data-dir", data::toString);
    properties.add("holdpoint.engine.mode", () -> "off");
    properties.add("holdpoint.master-key", () -> MASTER_KEY);
    properties.add("holdpoint.first-start.admin-password", () -> "the admin's own");
    properties.add("holdpoint.policy.file", () -> POLICY_FILE);
    properties.add("spring.datasource.url", () -> DATABASE);
    properties.add("spring.datasource.username", () -> "postgres");
    properties.add("spring.datasource.password", () -> "postgres");
  }

  @BeforeEach
  void noDraft() throws IOException {
    admin = HttpCalls.ofPerson(port, "admin", "the admin's own");
    HttpCalls.send(admin.to("/v1/policy/draft").DELETE());
    document = Files.readString(Path.of(POLICY_FILE)) + "# " + NAMES.incrementAndGet() + "\n";
  }

  String key() {
    var id = new AgentId("bot-" + NAMES.incrementAndGet());
    return agents.create(ADMIN, new AgentDesk.NewAgent(id, ADMIN, Set.of(), Set.of())).key();
  }

  HttpCalls agent() {
    return HttpCalls.ofAgent(port, key());
  }

  HttpCalls personWith(Role... roles) {
    var id = new PersonId("person-" + NAMES.incrementAndGet());
    var created =
        accounts.create(
            ADMIN, new AccountDesk.NewPerson(id, id.value(), Set.of(roles), Set.of("reviewers")));
    return HttpCalls.ofPerson(port, id.value(), created.password());
  }

  Reply put(String yaml, String... headers) {
    return put(yaml.getBytes(StandardCharsets.UTF_8), "application/yaml", headers);
  }

  Reply put(byte[] body, String type, String... headers) {
    return HttpCalls.send(
        admin
            .to("/v1/policy/draft", headers)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(body)));
  }

  Reply publish(String note, String... headers) {
    return admin.post("/v1/policy/draft/publish", "{\"note\":\"" + note + "\"}", headers);
  }

  int published(String yaml) {
    put(yaml);
    return publish("for a test").json().get("version").asInt();
  }
}
