package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.testing.HttpCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Changes of arguments over HTTP, and what the agent is told. */
class ChangesApiTest extends RequestsApi {

  private HttpCalls reviewer() {
    return personWith(Set.of(Role.REVIEWER), Set.of("reviewers"));
  }

  private static String body(String arguments, String digest, String more) {
    return "{\"arguments\":%s,\"digest\":\"%s\"%s}".formatted(arguments, digest, more);
  }

  @Test
  void theAgentReceivesTheChangedArgumentsAndKnowsThatTheyAre() {
    var held = agent.post("/v1/requests", REFUND);
    assertThat(held.json().at("/changed").isNull()).isTrue();
    var path = "/v1/requests/" + held.at("/id");
    var digest = held.at("/action/digest");
    var ana = reviewer();

    var dry = ana.post(path + "/changes", body("{\"amount\":20}", digest, ",\"dryRun\":true"));
    assertThat(dry.status()).as(dry.body()).isEqualTo(200);
    assertThat(dry.at("/approves")).isEqualTo("true");
    assertThat(dry.at("/demanded/0/group")).isEqualTo("reviewers");
    assertThat(agent.get(path).json().at("/changed").isNull()).isTrue();

    var changed =
        ana.post(path + "/changes", body("{\"amount\":20}", digest, ",\"reason\":\"half\""));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);

    var answer = agent.get(path);
    assertThat(answer.at("/status")).isEqualTo("approved");
    assertThat(answer.at("/action/arguments/amount")).isEqualTo("20");
    assertThat(answer.at("/action/digest"))
        .isEqualTo(dry.at("/action/digest"))
        .isNotEqualTo(digest);
    assertThat(answer.at("/changed/reason")).isEqualTo("half");
    assertThat(answer.at("/changed/original/arguments/amount")).isEqualTo("54.04");
    assertThat(answer.at("/changed/original/digest")).isEqualTo(digest);
  }

  @Test
  void aSecretThatWasShownMaskedStaysWhatItWas() {
    var held =
        agent.post(
            "/v1/requests",
            "{\"action\":{\"tool\":\"shop.orders.refund\",\"arguments\":{\"amount\":9,\"password\":\"Seeded-Pa55word!\"}}}");
    var path = "/v1/requests/" + held.at("/id");
    var ana = reviewer();
    var shown = ana.get(path);
    var mask = shown.at("/action/arguments/password");
    assertThat(mask).startsWith("[masked ");
    var digest = shown.at("/action/digest");

    var edited =
        ana.post(
            path + "/changes",
            body("{\"amount\":5,\"password\":\"x" + mask + "\"}", digest, ",\"reason\":\"r\""));
    assertThat(edited.at("/errors/0/pointer")).isEqualTo("/arguments/password");

    var changed =
        ana.post(
            path + "/changes",
            body("{\"amount\":5,\"password\":\"" + mask + "\"}", digest, ",\"reason\":\"r\""));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.at("/action/arguments/password")).isEqualTo(mask);
    assertThat(changed.body()).doesNotContain("Seeded-Pa55word!");
    var own = agent.get(path);
    assertThat(own.at("/action/arguments/password")).isEqualTo("Seeded-Pa55word!");
    assertThat(own.at("/action/arguments/amount")).isEqualTo("5");
    assertThat(own.at("/action/digest"))
        .isEqualTo(
            ActionDigest.of(
                agentId,
                "shop.orders.refund",
                new CanonicalJson("{\"amount\":5,\"password\":\"Seeded-Pa55word!\"}"),
                CanonicalJson.EMPTY,
                ""));
  }

  @Test
  void changedArgumentsHaveToFitTheCatalogueAndNoFaultNamesAValue() {
    var held =
        agent.post(
            "/v1/requests",
            "{\"action\":{\"tool\":\"shop.orders.refund\",\"arguments\":{\"amount\":9,\"pin\":\"Seeded-Pin-4711\"}}}");
    var path = "/v1/requests/" + held.at("/id");
    var ana = reviewer();
    var shown = ana.get(path);
    var digest = shown.at("/action/digest");
    var mask = shown.at("/action/arguments/pin");

    var many =
        ana.post(path + "/changes", body("{\"amount\":\"many\"}", digest, ",\"dryRun\":true"));
    assertThat(many.status()).isEqualTo(422);
    assertThat(many.at("/errors/0/pointer")).isEqualTo("/arguments/amount");
    assertThat(many.at("/errors/0/detail")).isEqualTo("a text, expected a number");
    var large =
        ana.post(path + "/changes", body("{\"amount\":1000.01}", digest, ",\"reason\":\"r\""));
    assertThat(large.at("/errors/0/detail")).isEqualTo("too large, expected at most 1000");
    var whole =
        ana.post(
            path + "/changes",
            body("{\"amount\":1000,\"pin\":\"" + mask + "\"}", digest, ",\"dryRun\":true"));
    assertThat(whole.at("/errors/0/pointer")).isEqualTo("/arguments/pin");
    assertThat(whole.body()).doesNotContain("Seeded-Pin");
    var fits =
        ana.post(
            path + "/changes", body("{\"amount\":1000,\"pin\":7}", digest, ",\"dryRun\":true"));
    assertThat(fits.status()).as(fits.body()).isEqualTo(200);
    assertThat(agent.get(path).at("/status")).isEqualTo("pending");
  }

  @Test
  void whoComesSecondIsToldTheDigestThatStands() {
    var held = agent.post("/v1/requests", REFUND);
    var path = "/v1/requests/" + held.at("/id");
    var wrong = "sha256:" + "00".repeat(32);

    for (var reply :
        java.util.List.of(
            reviewer().post(path + "/changes", body("{}", wrong, ",\"reason\":\"r\"")),
            reviewer()
                .post(
                    path + "/reviews",
                    "{\"decision\":\"approve\",\"digest\":\"%s\"}".formatted(wrong)))) {
      assertThat(reply.status()).as(reply.body()).isEqualTo(409);
      assertThat(reply.at("/code")).isEqualTo("digest_mismatch");
      assertThat(reply.at("/digest")).isEqualTo(held.at("/action/digest"));
    }
  }

  @Test
  void aBadChangeIsRefusedNamingEachField() {
    var held = agent.post("/v1/requests", REFUND);
    var path = "/v1/requests/" + held.at("/id") + "/changes";
    var digest = held.at("/action/digest");
    var ana = reviewer();

    var wrong = ana.post(path, "{\"arguments\":[],\"reason\":7,\"dryRun\":\"yes\",\"tool\":\"x\"}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().at("/errors").findValuesAsString("pointer"))
        .contains("/arguments", "/reason", "/dryRun", "/tool", "/digest");
    assertThat(ana.post(path, body("{\"a\":1,\"a\":2}", digest, "")).at("/code"))
        .isEqualTo("duplicate_key");
    assertThat(
            ana.post(path, body("{\"a\":".repeat(31) + "1" + "}".repeat(31), digest, ""))
                .at("/errors/0/pointer"))
        .isEqualTo("/arguments");
    assertThat(ana.post(path, body("{\"a\":0.12345678901234567890}", digest, "")).status())
        .isEqualTo(422);
    assertThat(ana.post(path, body("{\"amount\":54.04}", digest, ",\"reason\":\"r\"")).at("/code"))
        .isEqualTo("nothing_changed");
    assertThat(ana.post(path, body("{}", digest, "")).at("/code")).isEqualTo("bad_reason");
    assertThat(agent.post(path, body("{}", digest, "")).status()).isEqualTo(403);
    assertThat(
            reviewer()
                .post(
                    "/v1/requests/" + java.util.UUID.randomUUID() + "/changes", body("{}", "", ""))
                .status())
        .isEqualTo(404);
  }

  @Test
  void theDocumentNamesTheCodes() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "api.md")))
        .contains(
            Arrays.stream(ChangeRefusedException.Why.values())
                .map(why -> "`" + why.name().toLowerCase(Locale.ROOT) + "`")
                .toList());
  }
}
