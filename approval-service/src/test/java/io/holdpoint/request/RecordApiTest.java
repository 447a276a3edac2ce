package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.audit.chain.ChainKeys;
import io.holdpoint.audit.chain.ExportCheck;
import io.holdpoint.audit.chain.VerifyAudit;
import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record over HTTP: searched, exported and verified. */
class RecordApiTest extends RequestsApi {

  @Test
  void aDecisionIsFoundByWhatItIsAboutWithinASecondOrTwo() {
    var auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    String id =
        agent
            .post(
                "/v1/requests",
                """
                {"action":{"tool":"shop.orders.refund","target":{"system":"shop","resource":"orders/4711"}},
                 "task":"t-%s","context":{"dataTouched":["pii"]}}
                """
                    .formatted(agentId))
            .at("/id");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(search(auditor, "agent=" + agentId)).contains(id));
    for (String query :
        new String[] {
          "task=t-" + agentId,
          "tool=shop.orders.refund",
          "system=shop",
          "resource=orders/4711",
          "label=pii&agent=" + agentId,
          "event=request.held",
          "request=" + id,
          "since=2026-01-01T00:00:00Z&agent=" + agentId
        }) {
      assertThat(search(auditor, query)).as(query).contains(id);
    }
    assertThat(search(auditor, "label=health&agent=" + agentId)).isEmpty();
    assertThat(search(auditor, "until=2026-01-01T00:00:00Z")).isEmpty();
    assertThat(auditor.get("/v1/audit?colour=red").status()).isEqualTo(400);
    assertThat(auditor.get("/v1/audit?since=yesterday").status()).isEqualTo(400);
  }

  @Test
  void whatAPersonDidAndWhatWasDoneToThemIsFoundByTheirName() {
    var auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    var created = created(Set.of(Role.REVIEWER), Set.of("reviewers"));
    String name = created.person().id().value();
    var held = agent.post("/v1/requests", "{\"action\":{\"tool\":\"shop.orders.refund\"}}");
    var denied =
        HttpCalls.ofPerson(port, name, created.password())
            .post(
                "/v1/requests/" + held.at("/id") + "/reviews",
                "{\"decision\":\"deny\",\"reason\":\"not this one\",\"digest\":\""
                    + held.at("/action/digest")
                    + "\"}");
    assertThat(denied.status()).as(denied.body()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(search(auditor, "person=" + name))
                    .contains("person.created", "review.given", held.at("/id")));
    assertThat(search(auditor, "person=" + name + "&event=review.given").lines()).hasSize(1);
    assertThat(search(auditor, "person=" + name + "x")).isEmpty();
    for (String filter : new String[] {"agent", "task", "tool", "label", "person", "event"}) {
      assertThat(auditor.get("/v1/audit?" + filter + "=%00").status()).as(filter).isLessThan(500);
    }
  }

  private static String search(HttpCalls auditor, String query) {
    var reply = auditor.get("/v1/audit?" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.body();
  }

  @Test
  void anExportVerifiesAndIsItselfRecorded() {
    var auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    agent.post("/v1/requests", READ);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(search(auditor, "agent=" + agentId)).contains("request.released"));
    String pem = auditor.get("/v1/audit/key").body();
    var export = auditor.get("/v1/audit/export");
    assertThat(export.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(check(export.body(), pem).faults()).isEmpty();
    assertThat(
            check(export.body().replaceFirst("\"tier\":\"low\"", "\"tier\":\"lov\""), pem).good())
        .isFalse();
    var part = auditor.get("/v1/audit/export?from=2&to=3");
    assertThat(check(part.body(), pem).records()).isEqualTo(2);
    assertThat(check(part.body(), pem).faults()).isEmpty();
    assertThat(auditor.get("/v1/audit?limit=5").body()).contains("audit.exported");
    var reviewer = personWith(Set.of(Role.REVIEWER), Set.of("reviewers"));
    assertThat(reviewer.get("/v1/audit/export").status()).isEqualTo(403);
    assertThat(agent.get("/v1/audit/export").status()).isEqualTo(403);
  }

  /** As {@code tools/verify-audit} runs it: a process with our classes and nothing else. */
  @Test
  void theCommandTakesAnExportAndRefusesItWithOneCharacterChanged(@TempDir Path files)
      throws Exception {
    var auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    agent.post("/v1/requests", READ);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(search(auditor, "agent=" + agentId)).contains("request.released"));
    String export = auditor.get("/v1/audit/export").body();
    Path key = Files.writeString(files.resolve("key.pem"), auditor.get("/v1/audit/key").body());

    var good = verified(Files.writeString(files.resolve("export.ndjson"), export), key);
    assertThat(good.output()).startsWith("GOOD: ");
    assertThat(good.status()).isZero();

    int at = export.lastIndexOf("request.released");
    String altered = export.substring(0, at) + "s" + export.substring(at + 1);
    var told = verified(Files.writeString(files.resolve("altered.ndjson"), altered), key);
    assertThat(told.output()).startsWith("ALTERED: ").contains("was altered");
    assertThat(told.status()).isEqualTo(1);
  }

  private record Ended(int status, String output) {}

  private static Ended verified(Path export, Path key) throws Exception {
    var classes =
        Path.of(VerifyAudit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes.toString(),
                VerifyAudit.class.getName(),
                export.toString(),
                key.toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static ExportCheck.Result check(String export, String pem) {
    var check = new ExportCheck(ChainKeys.ofPem(pem));
    export.lines().forEach(check::next);
    return check.end();
  }
}
