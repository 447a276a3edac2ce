package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes of one's own over HTTP; that the engine runs them is tried elsewhere. */
class ProcessesApiTest extends RequestsApi {

  private HttpCalls admin;

  @BeforeEach
  void anAdmin() {
    admin = personWith(Set.of(Role.ADMIN), Set.of());
  }

  @Test
  void deploysListsGivesAndRemovesAProcess() throws IOException {
    Reply first = post(admin, "/v1/processes", named("api-one"));
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.at("/name")).isEqualTo("api-one");
    assertThat(first.at("/title")).isEqualTo("One group first");
    assertThat(first.json().at("/version").asInt()).isEqualTo(1);
    assertThat(post(admin, "/v1/processes", named("api-one")).json().at("/version").asInt())
        .isEqualTo(2);
    assertThat(admin.get("/v1/processes").body()).contains("api-one");
    assertThat(admin.get("/v1/processes/api-one").body()).isEqualTo(named("api-one"));

    assertThat(delete("api-one").status()).isEqualTo(204);

    assertThat(admin.get("/v1/processes/api-one").status()).isEqualTo(404);
    assertThat(delete("api-one").status()).isEqualTo(404);
    assertThat(post(admin, "/v1/processes", named("api-one")).json().at("/version").asInt())
        .as("versions are never used again")
        .isEqualTo(3);
  }

  @Test
  void tellsAllFaultsAndStoresNothing() throws IOException {
    String faulty =
        named("api-faulty").replace("holdpoint.remind", "evil.job").replace("PT30M", "PT1S");

    Reply refused = post(admin, "/v1/processes", faulty);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/code")).isEqualTo("faulty_model");
    assertThat(refused.json().at("/errors")).hasSize(2);
    assertThat(refused.body()).contains("remind: the job type").contains("half-an-hour: the time");
    Reply checked = post(admin, "/v1/processes/check", faulty);
    assertThat(checked.status()).isEqualTo(200);
    assertThat(checked.json().at("/faults")).hasSize(2);
    assertThat(post(admin, "/v1/processes/check", named("api-faulty")).json().at("/faults"))
        .isEmpty();
    assertThat(admin.get("/v1/processes").body()).doesNotContain("api-faulty");
    assertThat(admin.post("/v1/processes", "{}").status()).isEqualTo(415);
  }

  @Test
  void keepsOutWhoIsNoAdmin() throws IOException {
    var reviewer = personWith(Set.of(Role.REVIEWER, Role.AUDITOR), Set.of("reviewers"));

    for (HttpCalls caller : new HttpCalls[] {reviewer, agent}) {
      assertThat(post(caller, "/v1/processes", named("api-two")).status()).isIn(401, 403);
      assertThat(caller.get("/v1/processes").status()).isIn(401, 403);
    }
  }

  @Test
  void isKnownToThePolicyWhileItIsThereAndStaysWhileItIsUsed() throws IOException {
    String before = admin.get("/v1/policy", "Accept", "application/yaml").body();
    String naming = before.replace("process: standard-approval", "process: api-three");
    assertThat(naming).contains("api-three");
    assertThat(put(naming).body()).contains("unknown process").contains("api-three");

    post(admin, "/v1/processes", named("api-three"));
    assertThat(put(naming).status()).as(put(naming).body()).isEqualTo(200);
    assertThat(admin.post("/v1/policy/draft/publish", "{\"note\":\"own process\"}").status())
        .isEqualTo(200);
    try {
      Reply refused = delete("api-three");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.body()).contains("sensitive");
    } finally {
      put(before);
      admin.post("/v1/policy/draft/publish", "{\"note\":\"as before\"}");
    }
    assertThat(delete("api-three").status()).isEqualTo(204);
    assertThat(put(naming).body()).contains("unknown process");
    HttpCalls.send(admin.to("/v1/policy/draft").DELETE());
  }

  private Reply put(String yaml) {
    return HttpCalls.send(
        admin
            .to("/v1/policy/draft", "Content-Type", "application/yaml")
            .PUT(BodyPublishers.ofString(yaml)));
  }

  private Reply delete(String name) {
    return HttpCalls.send(admin.to("/v1/processes/" + name).DELETE());
  }

  private static Reply post(HttpCalls caller, String path, String model) {
    return HttpCalls.send(
        caller.to(path, "Content-Type", "application/xml").POST(BodyPublishers.ofString(model)));
  }

  private static String named(String name) throws IOException {
    return Files.readString(Path.of("../docs/examples/one-group-first.bpmn"))
        .replace("one-group-first", name);
  }
}
