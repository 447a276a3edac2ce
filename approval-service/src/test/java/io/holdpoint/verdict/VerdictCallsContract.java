package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Role;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import io.holdpoint.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Redeeming, reporting and revoking over HTTP: what is refused and how, and for whom. */
abstract class VerdictCallsContract extends VerdictApi {

  private static final String INVALID = "invalid_request";
  private static final String REASON = "{\"reason\":\"the order was cancelled\"}";

  private static List<Refused> wholes(String known) {
    return List.of(
        Refused.whole("malformed_json", ""),
        Refused.whole("malformed_json", "{"),
        Refused.whole("malformed_json", "{} {}"),
        Refused.whole("duplicate_key", "{\"" + known + "\":\"a\",\"" + known + "\":\"b\"}"),
        Refused.whole("duplicate_key", "{\"x\":1,\"\\u0078\":2}"),
        Refused.field(INVALID, "", "null"),
        Refused.field(INVALID, "", "[]"),
        Refused.field(INVALID, "", "\"x\""));
  }

  @Test
  void refusesEachFieldOfARedemptionThatIsWrongInEachWayAndSpendsNothing() {
    Approved approved = approved();
    String action = CanonicalForm.print(approved.action());
    String token = "\"token\":\"" + approved.token() + "\"";
    var table = new ArrayList<>(wholes("token"));
    for (String bad : List.of("null", "5", "[]", "{}", "true")) {
      table.add(
          Refused.field(INVALID, "/token", "{\"token\":" + bad + ",\"action\":" + action + "}"));
    }
    table.add(Refused.field(INVALID, "/token", "{\"action\":" + action + "}"));
    table.add(Refused.field(INVALID, "/action", "{" + token + "}"));
    for (String bad : List.of("null", "5", "[]", "\"x\"")) {
      table.add(Refused.field(INVALID, "/action", "{" + token + ",\"action\":" + bad + "}"));
    }
    for (String bad : List.of("null", "5", "[]", "\"\"", "\"a b\"", "\"\\u0000\"")) {
      table.add(
          Refused.field(
              INVALID, "/action/tool", "{" + token + ",\"action\":{\"tool\":" + bad + "}}"));
    }
    for (String bad : List.of("5", "[]", "\"x\"")) {
      table.add(
          Refused.field(
              INVALID,
              "/action/arguments",
              "{" + token + ",\"action\":{\"tool\":\"t\",\"arguments\":" + bad + "}}"));
      table.add(
          Refused.field(
              INVALID,
              "/action/target",
              "{" + token + ",\"action\":{\"tool\":\"t\",\"target\":" + bad + "}}"));
    }
    table.add(
        Refused.field(
            INVALID,
            "/action/target/system",
            "{" + token + ",\"action\":{\"tool\":\"t\",\"target\":{\"system\":5}}}"));
    table.add(
        Refused.field(
            INVALID,
            "/action/arguments/n",
            "{"
                + token
                + ",\"action\":{\"tool\":\"t\",\"arguments\":{\"n\":12345678901234567890123}}}"));
    table.add(
        Refused.field(INVALID, "/action/x", "{" + token + ",\"action\":{\"tool\":\"t\",\"x\":1}}"));
    for (String id :
        List.of("5", "[]", "\"\"", "\"é\"", "\"a\\nb\"", "\"" + "i".repeat(256) + "\"")) {
      table.add(
          Refused.field(
              INVALID,
              "/redemptionId",
              "{" + token + ",\"action\":" + action + ",\"redemptionId\":" + id + "}"));
    }
    table.add(
        Refused.field(INVALID, "/agent", "{" + token + ",\"action\":" + action + ",\"agent\":1}"));

    Refused.all(agent, "/v1/verdicts/redeem", table);

    assertThat(redeem(agent, "{\"token\":\"" + "t".repeat(256 * 1024) + "\"}").at("/code"))
        .isEqualTo("body_too_large");
    assertThat(
            agent
                .post("/v1/verdicts/redeem", approved.redemption(), "Content-Type", "text/plain")
                .status())
        .isEqualTo(415);
    for (String odd : List.of("", "x", "a.b.c", "e30.e30.e30", "\\u0000", "é".repeat(1_000))) {
      assertRefused(
          redeem(agent, "{\"token\":\"" + odd + "\",\"action\":" + action + "}"), "token_invalid");
    }
    for (HttpCalls person : List.of(reviewer, admin, personWith(Set.of(Role.AUDITOR), Set.of()))) {
      assertThat(redeem(person, approved.redemption()).status()).isEqualTo(403);
    }
    assertThat(redeem(HttpCalls.ofNobody(port), approved.redemption()).status()).isEqualTo(401);
    assertThat(events(approved.id())).doesNotContain("verdict.redeemed");
    assertThat(redeem(agent, approved.redemption("i".repeat(255))).status()).isEqualTo(200);
  }

  @Test
  void refusesEachFieldOfAResultThatIsWrongInEachWayAndKeepsNone() {
    Approved approved = approved();
    assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(200);
    String path = "/v1/verdicts/" + approved.id() + "/result";
    var table = new ArrayList<>(wholes("result"));
    for (String bad :
        List.of("null", "5", "[]", "{}", "true", "\"\"", "\"EXECUTED\"", "\"done\"")) {
      table.add(Refused.field(INVALID, "/result", "{\"result\":" + bad + "}"));
    }
    table.add(Refused.field(INVALID, "/result", "{}"));
    for (String bad :
        List.of("5", "[]", "{}", "\"a\\u0000b\"", "\"\\ud800\"", "\"" + "d".repeat(1_001) + "\"")) {
      table.add(
          Refused.field(INVALID, "/detail", "{\"result\":\"executed\",\"detail\":" + bad + "}"));
    }
    table.add(Refused.field(INVALID, "/x", "{\"result\":\"executed\",\"x\":1}"));

    Refused.all(agent, path, table);

    String executed = "{\"result\":\"executed\"}";
    for (HttpCalls person : List.of(reviewer, admin)) {
      assertThat(person.post(path, executed).status()).isEqualTo(403);
    }
    assertThat(enforcementPoint("shop.*").post(path, executed).status()).isEqualTo(404);
    for (String id : List.of("x", UUID.randomUUID().toString(), "00000000-0000-0000-0000-0")) {
      assertThat(agent.post("/v1/verdicts/" + id + "/result", executed).at("/code"))
          .isEqualTo("not_found");
    }
    assertThat(events(approved.id())).doesNotContain("verdict.result_reported");
    assertThat(
            agent
                .post(path, "{\"result\":\"executed\",\"detail\":\"" + "d".repeat(1_000) + "\"}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void keepsOneResultOfManyThatAreReportedAtOnceAndAnswersTheSameAgain() {
    Approved approved = approved();
    redeem(agent, approved.redemption());
    String path = "/v1/verdicts/" + approved.id() + "/result";
    var answers = new ConcurrentLinkedQueue<Reply>();
    var calls = new ArrayList<Runnable>();
    for (int i = 0; i < 12; i++) {
      String result = List.of("executed", "failed", "not_executed").get(i % 3);
      calls.add(() -> answers.add(agent.post(path, "{\"result\":\"" + result + "\"}")));
    }

    Together.run(calls.toArray(Runnable[]::new));

    String kept = agent.get("/v1/requests/" + approved.id()).at("/verdict/result");
    assertThat(answers)
        .allSatisfy(
            reply ->
                assertThat(reply.status() == 200 ? reply.at("/result") : reply.at("/code"))
                    .isEqualTo(reply.status() == 200 ? kept : "result_already_reported"));
    assertThat(answers.stream().filter(reply -> reply.status() == 200)).hasSize(4);
    assertThat(events(approved.id()).stream().filter("verdict.result_reported"::equals)).hasSize(1);
  }

  @Test
  void refusesEachFieldOfARevocationThatIsWrongInEachWayAndRevokesNothing() {
    Approved approved = approved();
    String path = "/v1/requests/" + approved.id() + "/revoke";
    var table = new ArrayList<>(wholes("reason"));
    for (String bad : List.of("null", "5", "[]", "{}", "true")) {
      table.add(Refused.field(INVALID, "/reason", "{\"reason\":" + bad + "}"));
    }
    table.add(Refused.field(INVALID, "/reason", "{}"));
    table.add(Refused.field(INVALID, "/x", "{\"reason\":\"r\",\"x\":1}"));
    for (String bad : List.of("", " \\n", "a\\u0000b", "r".repeat(1_001))) {
      table.add(Refused.field("invalid_field", "/reason", "{\"reason\":\"" + bad + "\"}"));
    }

    Refused.all(admin, path, table);

    assertThat(agent.post(path, REASON).status()).isEqualTo(403);
    assertThat(personWith(Set.of(Role.AUDITOR), Set.of("reviewers")).post(path, REASON).status())
        .isEqualTo(403);
    Reply outsider = personWith(Set.of(Role.REVIEWER), Set.of("elsewhere")).post(path, REASON);
    assertThat(outsider.at("/code")).isEqualTo("forbidden");
    for (String id : List.of("x", UUID.randomUUID().toString())) {
      assertThat(admin.post("/v1/requests/" + id + "/revoke", REASON).at("/code"))
          .isEqualTo("not_found");
    }
    String pending = agent.post("/v1/requests", REFUND).at("/id");
    assertThat(admin.post("/v1/requests/" + pending + "/revoke", REASON).at("/detail"))
        .contains("only an approval can be revoked; this request is pending");
    assertThat(events(approved.id())).doesNotContain("verdict.revoked");

    Reply revoked = admin.post(path, CanonicalForm.print(Map.of("reason", "r".repeat(1_000))));
    assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);
    assertThat(admin.post(path, REASON).at("/code")).isEqualTo("already_used");
    assertRefused(redeem(agent, approved.redemption()), "revoked");
    assertThat(events(approved.id()).stream().filter("verdict.revoked"::equals)).hasSize(1);
  }
}
