package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Grants over HTTP. */
class GrantsApiTest extends RequestsApi {

  private HttpCalls reviewer() {
    return personWith(Set.of(Role.REVIEWER), Set.of("reviewers"));
  }

  private String terms(String bounds, String more) {
    return "{\"agent\":\"%s\",\"tool\":\"shop.orders.refund\",\"bounds\":%s,\"uses\":2,\"until\":\"%s\",\"why\":\"today\"%s}"
        .formatted(
            agentId,
            bounds,
            ledger.find(heldId()).orElseThrow().createdAt().plus(1, ChronoUnit.HOURS),
            more);
  }

  private RequestId heldId() {
    return RequestId.parse(agent.post("/v1/requests", REFUND).at("/id")).orElseThrow();
  }

  @Test
  void aGrantIsMadeUsedShownAndRevoked() {
    var ana = reviewer();
    var made = ana.post("/v1/grants", terms("[{\"pointer\":\"/amount\",\"between\":[1,60]}]", ""));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/v1/grants/" + made.at("/id"));

    var released = agent.post("/v1/requests", REFUND);
    assertThat(released.status()).isEqualTo(201);
    assertThat(released.at("/verdict/basis")).isEqualTo("reviewers");
    assertThat(released.at("/verdict/reason")).startsWith("standing grant " + made.at("/id"));

    var shown = ana.get("/v1/grants/" + made.at("/id"));
    assertThat(shown.at("/usesLeft")).isEqualTo("1");
    assertThat(shown.at("/lastUses/0")).isEqualTo(released.at("/id"));
    assertThat(shown.at("/grant/bounds/0/between/1")).isEqualTo("60");
    assertThat(shown.json().at("/ended").isNull()).isTrue();

    var revoked = ana.post("/v1/grants/" + made.at("/id") + "/revoke", "{\"reason\":\"over\"}");
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.at("/ended")).endsWith(": over");
    assertThat(agent.post("/v1/requests", REFUND).status()).isEqualTo(202);
    assertThat(ana.get("/v1/grants?limit=1").json().at("/items").size()).isEqualTo(1);
    assertThat(ana.get("/v1/grants/advice").status()).isEqualTo(200);
  }

  @Test
  void aProposalIsTakenAsItIs() {
    var ana = reviewer();
    var held = agent.post("/v1/requests", REFUND);
    var proposal = ana.get("/v1/requests/" + held.at("/id") + "/grant");
    assertThat(proposal.json().at("/refused").isNull()).as(proposal.body()).isTrue();
    assertThat(proposal.at("/grant/bounds/0/exactly")).isEqualTo("54.04");
    var body = proposal.json().get("grant").toString().replace("\"why\":\"\"", "\"why\":\"again\"");
    assertThat(ana.post("/v1/grants", body).status()).isEqualTo(201);
    assertThat(agent.post("/v1/requests", REFUND).status()).isEqualTo(201);
    assertThat(ana.get("/v1/requests/" + UUID.randomUUID() + "/grant").status()).isEqualTo(404);
  }

  @Test
  void aBadGrantIsRefusedNamingEachField() {
    var ana = reviewer();
    var wrong =
        ana.post(
            "/v1/grants",
            "{\"agent\":\"A B\",\"tool\":7,\"bounds\":[{\"pointer\":\"/a\",\"like\":1},{}],\"uses\":1.5,\"until\":\"soon\",\"why\":\"w\",\"extra\":1}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.at("/code")).isEqualTo("invalid_field");
    assertThat(wrong.json().at("/errors").findValuesAsString("pointer"))
        .contains("/", "/agent", "/tool", "/bounds/0", "/bounds/1", "/uses", "/until");
    assertThat(ana.post("/v1/grants", "{\"a\":1,\"a\":2}").status()).isEqualTo(400);
    assertThat(ana.post("/v1/grants", "{\"a\":\"" + "x".repeat(65_536) + "\"}").status())
        .isEqualTo(413);
    assertThat(
            ana.post("/v1/grants", terms("[{\"pointer\":\"a\",\"any\":true}]", ""))
                .at("/errors/0/pointer"))
        .isEqualTo("/bounds");
    assertThat(ana.post("/v1/grants/g-1/revoke", "{\"reason\":\"r\",\"x\":1}").status())
        .isEqualTo(422);
    assertThat(ana.get("/v1/grants/g-0").status()).isEqualTo(404);
    assertThat(ana.get("/v1/grants?after=x").status()).isEqualTo(400);
    assertThat(ana.get("/v1/grants?limit=201").status()).isEqualTo(400);
  }

  @Test
  void aGrantIsNotForThoseWhoCouldNotApprove() {
    var bounds = "[{\"pointer\":\"/amount\",\"between\":[1,60]}]";
    var other = personWith(Set.of(Role.REVIEWER), Set.of("elsewhere"));
    assertThat(other.post("/v1/grants", terms(bounds, "")).status()).isEqualTo(403);
    assertThat(agent.get("/v1/grants").status()).isEqualTo(403);
    assertThat(agent.post("/v1/grants", terms(bounds, "")).status()).isEqualTo(403);
    assertThat(personWith(Set.of(Role.AUDITOR), Set.of()).get("/v1/grants").status())
        .isEqualTo(200);
  }
}
