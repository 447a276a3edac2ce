package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Freezes over HTTP: what is taken, what is refused and how, for whom, and what they stop. */
abstract class FreezeCallsContract extends VerdictApi {

  private static final String INVALID = "invalid_field";

  @AfterEach
  void thawAll() {
    for (var freeze : admin.get("/v1/freezes?limit=200").json().at("/items")) {
      thaw(freeze.at("/id").asString());
    }
  }

  private Reply thaw(String id) {
    return HttpCalls.send(admin.to("/v1/freezes/" + id).DELETE());
  }

  private Reply freeze(String scope, String of) {
    Reply reply =
        admin.post(
            "/v1/freezes",
            "{\"scope\":\"" + scope + "\",\"of\":\"" + of + "\",\"reason\":\"it repeats itself\"}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply;
  }

  private long written() {
    return jdbc.sql("select count(*) from freezes").query(Long.class).single();
  }

  @Test
  void refusesEachFieldThatIsWrongInEachWayAndFreezesNothing() {
    var table = new ArrayList<Refused>();
    for (String scope : List.of("null", "\"\"", "\"ALL\"", "\"everything\"", "5", "[]", "true")) {
      table.add(Refused.field(INVALID, "/scope", "{\"scope\":" + scope + ",\"reason\":\"r\"}"));
    }
    table.add(Refused.field(INVALID, "/scope", "{\"reason\":\"r\"}"));
    table.add(Refused.field(INVALID, "/of", body("all", "\"x\"", "\"r\"")));
    for (String scope : List.of("agent", "task", "tool", "system")) {
      for (String of :
          List.of(
              "null", "\"\"", "\" \"", "5", "[]", "\"a\\u0000b\"", "\"a\\nb\"", "\"\\ud800\"")) {
        table.add(Refused.field(INVALID, "/of", body(scope, of, "\"r\"")));
      }
      table.add(Refused.field(INVALID, "/of", body(scope, "\"" + "o".repeat(501) + "\"", "\"r\"")));
    }
    for (String id : List.of("\"Bot\"", "\"a b\"", "\"crm.*\"", "\"" + "a".repeat(65) + "\"")) {
      table.add(Refused.field(INVALID, "/of", body("agent", id, "\"r\"")));
    }
    for (String reason :
        List.of(
            "null",
            "\"\"",
            "\" \\n\"",
            "5",
            "{}",
            "\"a\\u0000b\"",
            "\"\\udc00\"",
            "\"" + "r".repeat(2_001) + "\"")) {
      table.add(Refused.field(INVALID, "/reason", body("tool", "\"crm.*\"", reason)));
    }
    table.add(
        Refused.field(
            INVALID, "/until", "{\"scope\":\"all\",\"reason\":\"r\",\"until\":\"tomorrow\"}"));
    for (String body :
        List.of(
            "", "null", "[]", "{\"scope\":", "{\"scope\":\"all\",\"scope\":\"tool\"}", "{} {}")) {
      table.add(Refused.whole("malformed_body", body));
    }
    long before = written();

    Refused.all(admin, "/v1/freezes", table);

    assertThat(written()).isEqualTo(before);
    assertThat(agent.post("/v1/requests", READ).at("/status")).isEqualTo("approved");
    for (String query : List.of("limit=0", "limit=201", "limit=x", "after='")) {
      assertThat(admin.get("/v1/freezes?" + query).at("/code"))
          .as(query)
          .isEqualTo("bad_parameter");
    }
    for (String id : List.of("f-0", "x", "99999999999999999999")) {
      assertThat(thaw(id).status()).as(id).isEqualTo(404);
    }
  }

  private static String body(String scope, String of, String reason) {
    return "{\"scope\":\"" + scope + "\",\"of\":" + of + ",\"reason\":" + reason + "}";
  }

  @Test
  void takesEachFieldAtItsLimitAndAHundredAtOnce() {
    assertThat(
            admin
                .post("/v1/freezes", body("system", "\"" + "o".repeat(500) + "\"", "\"r\""))
                .status())
        .isEqualTo(201);
    assertThat(
            admin
                .post("/v1/freezes", body("tool", "\"t.*\"", "\"" + "r".repeat(2_000) + "\""))
                .status())
        .isEqualTo(201);
    for (int i = 0; i < 98; i++) {
      freeze("system", "system-" + i);
    }
    Reply one = admin.post("/v1/freezes", body("system", "\"one more\"", "\"r\""));
    assertThat(one.status()).as(one.body()).isEqualTo(422);
    assertThat(one.at("/errors/0/pointer")).isEqualTo("/scope");
    assertThat(one.at("/detail")).contains("100 freezes are in force");
  }

  @Test
  void isForAdministratorsAndSeenByAuditors() {
    String id = freeze("tool", "other.*").at("/id");
    HttpCalls auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    for (HttpCalls other : List.of(agent, reviewer, auditor)) {
      Reply refused = other.post("/v1/freezes", body("all", "null", "\"r\""));
      assertThat(refused.status()).as(refused.body()).isEqualTo(403);
      assertThat(HttpCalls.send(other.to("/v1/freezes/" + id).DELETE()).status()).isEqualTo(403);
    }
    assertThat(HttpCalls.ofNobody(port).post("/v1/freezes", "{}").status()).isEqualTo(401);
    assertThat(auditor.get("/v1/freezes").at("/items/0/id")).isEqualTo(id);
    assertThat(reviewer.get("/v1/freezes").status()).isEqualTo(403);
    assertThat(admin.get("/v1/freezes").json().at("/items/0/thawedAt").isNull()).isTrue();

    Reply thawed = thaw(id);
    assertThat(thawed.at("/thawedBy")).isEqualTo("admin");
    assertThat(thaw(id).json()).isEqualTo(thawed.json());
    assertThat(
            jdbc.sql(
                    "select count(*) from audit_events where event = 'freeze.ended' and data like ?")
                .param("%\"" + id + "\"%")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void stopsReleasesApprovalsAndRedemptionsOfWhatItCoversUntilItIsThawed() {
    String task = agent.post("/v1/tasks", "{\"purpose\":\"p\"}").at("/id");
    String refund = REFUND.replace("ticket-17", task);
    for (String[] covering :
        new String[][] {
          {"agent", agentId.value()},
          {"task", task},
          {"tool", "shop.orders.*"},
          {"system", "shop"},
          {"all", ""}
        }) {
      Approved approved = approved(refund);
      Reply held = agent.post("/v1/requests", refund);
      String id = freeze(covering[0], covering[1]).at("/id");

      assertRefused(redeem(agent, approved.redemption()), "frozen");
      Reply review =
          reviewer.post(
              "/v1/requests/" + held.at("/id") + "/reviews",
              "{\"decision\":\"approve\",\"reason\":\"fine\",\"digest\":\""
                  + held.at("/action/digest")
                  + "\"}");
      assertThat(review.status()).as(review.body()).isEqualTo(409);
      assertThat(review.at("/code")).isEqualTo("frozen");
      Reply read =
          agent.post(
              "/v1/requests",
              "{\"action\":{\"tool\":\"shop.orders.get\"},\"task\":\"" + task + "\"}");
      assertThat(read.at("/status")).as(covering[0]).isEqualTo("denied");
      assertThat(read.at("/verdict/basis")).isEqualTo("kill_switch");
      assertThat(read.at("/verdict/reason")).contains("it repeats itself");
      assertThat(agent.get("/v1/requests/" + held.at("/id")).at("/frozenSince")).isNotEmpty();

      thaw(id);
      assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(200);
      assertThat(agent.post("/v1/requests", READ).at("/status")).isEqualTo("approved");
      assertThat(agent.post("/v1/requests/" + held.at("/id") + "/cancel", "").status())
          .isEqualTo(200);
    }
  }
}
