package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.policy.History;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import io.holdpoint.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be done with an approval, and what cannot; on each database. */
abstract class RedemptionContract extends VerdictApi {

  @Test
  void givesTheAgentATokenThatIsRedeemedOnce() {
    Approved approved = approved();
    assertThat(Instant.parse(approved.read().at("/verdict/tokenExpiresAt")))
        .isBetween(time.now().plusSeconds(280), time.now().plusSeconds(301));

    Reply redeemed = redeem(agent, approved.redemption());

    assertThat(redeemed.status()).as(redeemed.body()).isEqualTo(200);
    assertThat(redeemed.at("/request")).isEqualTo(approved.id());
    assertThat(redeemed.at("/agent")).isEqualTo(agentId.value());
    assertThat(redeemed.at("/task")).isEqualTo("ticket-17");
    assertRefused(redeem(agent, approved.redemption()), "already_redeemed");
    assertThat(events(approved.id()))
        .containsSubsequence("request.approved", "verdict.redeemed", "verdict.redemption_refused");
  }

  @Test
  void givesATokenWithWhatThePolicyReleasesAtOnce() {
    Reply released = agent.post("/v1/requests", READ);
    assertThat(released.status()).isEqualTo(201);
    assertThat(redeem(agent, redemptionOf(released.at("/verdict/token"), action(READ))).status())
        .isEqualTo(200);
  }

  @Test
  void mintsAfreshAtEachReadAndSpendsTheRequestNotTheToken() {
    Approved approved = approved();
    String another = agent.get("/v1/requests/" + approved.id()).at("/verdict/token");
    assertThat(another).isNotEqualTo(approved.token());

    assertThat(redeem(agent, redemptionOf(another, approved.action())).status()).isEqualTo(200);
    assertRefused(redeem(agent, approved.redemption()), "already_redeemed");
    Reply after = agent.get("/v1/requests/" + approved.id());
    assertThat(after.at("/verdict/token")).isEmpty();
    assertThat(after.at("/verdict/redeemedAt")).isNotEmpty();
  }

  @Test
  void showsTheTokenToItsAgentAlone() {
    Approved approved = approved();
    for (var caller : List.of(reviewer, admin)) {
      Reply read = caller.get("/v1/requests/" + approved.id());
      assertThat(read.status()).isEqualTo(200);
      assertThat(read.body()).doesNotContain("token").contains("\"outcome\":\"approved\"");
    }
    assertThat(reviewer.get("/v1/requests?agent=" + agentId).body()).doesNotContain("token");
  }

  @Test
  void givesNoTokenWithWhatIsNotApproved() {
    assertThat(agent.post("/v1/requests", REFUND).body()).doesNotContain("token");
    assertThat(agent.post("/v1/requests", CLOSE).body()).contains("denied").doesNotContain("token");
  }

  @Test
  void answersALostRedemptionAgainUntilItsResultIsKnown() {
    Approved approved = approved();
    Reply first = redeem(agent, approved.redemption("r-1"));
    assertThat(first.status()).as(first.body()).isEqualTo(200);

    Reply again = redeem(agent, approved.redemption("r-1"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertRefused(redeem(agent, approved.redemption("r-2")), "already_redeemed");
    time.forward(Duration.ofMinutes(6));
    assertThat(redeem(agent, approved.redemption("r-1")).body()).isEqualTo(first.body());

    assertThat(report(approved, "executed").status()).isEqualTo(200);
    assertRefused(redeem(agent, approved.redemption("r-1")), "already_redeemed");
  }

  @Test
  void tellsPeopleWhatCameOfAnApproval() {
    Approved approved = approved();
    RequestId id = RequestId.parse(approved.id()).orElseThrow();
    var unused = verdicts.approval(ADMIN, id).orElseThrow();
    assertThat(unused.use()).isEmpty();
    assertThat(unused.lost()).isEmpty();
    assertThat(unused.revocable()).isTrue();
    assertThat(unused.usableUntil())
        .isBetween(time.now().plusSeconds(880), time.now().plusSeconds(901));

    redeem(agent, approved.redemption());
    report(approved, "failed");

    var used = verdicts.approval(ADMIN, id).orElseThrow();
    assertThat(used.revocable()).isFalse();
    assertThat(used.use().orElseThrow().by()).isEqualTo("agent:" + agentId);
    assertThat(used.use().orElseThrow().result().orElseThrow().result()).isEqualTo("failed");
    assertThat(verdicts.approval(ADMIN, RequestId.parse(held()).orElseThrow())).isEmpty();
  }

  private String held() {
    return agent.post("/v1/requests", REFUND).at("/id");
  }

  @Test
  void tellsPeopleWhyAnUnusedApprovalCannotBeUsed() {
    RequestId id = RequestId.parse(approved().id()).orElseThrow();
    agents.disable(ADMIN, agentId, true);
    assertThat(verdicts.approval(ADMIN, id).orElseThrow().lost())
        .contains("The agent is disabled.");
    agents.disable(ADMIN, agentId, false);
    time.forward(Duration.ofMinutes(16));
    var late = verdicts.approval(ADMIN, id).orElseThrow();
    assertThat(late.lost().orElseThrow()).startsWith("The approval was to be used before");
    assertThat(late.revocable()).isFalse();
  }

  @Test
  void runsNothingButWhatWasApproved() {
    Approved approved = approved();
    List<Object> others = variants(approved.action());
    assertThat(others).hasSizeGreaterThan(25);
    for (Object other : others) {
      Reply reply = redeem(agent, redemptionOf(approved.token(), other));
      if (reply.status() == 422) {
        continue; // no action at all
      }
      assertRefused(reply, "action_digest_mismatch");
    }
    assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(200);
  }

  @Test
  void takesTheSameActionHoweverItIsSpelled() {
    String body =
        """
        {"action":{"tool":"shop.orders.refund","arguments":{"amount":100,"note":"café/1","zero":0}}}""";
    for (String action :
        List.of(
            "{\"arguments\":{\"zero\":0,\"note\":\"caf\\u00e9\\/1\",\"amount\":1e2},\"tool\":\"shop.orders.refund\"}",
            "{\"tool\":\"shop.orders.refund\",\"arguments\":{\"note\":\"café/1\",\"zero\":-0,\"amount\":100.0}}",
            " {\"tool\" : \"shop\\u002eorders.refund\",\n\"target\":{},\"arguments\":{\"amount\":1.00e+2,\"note\":\"caf\\u00E9/1\",\"zero\":0e5}}")) {
      Approved approved = approved(body);
      Reply reply =
          redeem(agent, "{\"token\":\"" + approved.token() + "\",\"action\":" + action + "}");
      assertThat(reply.status()).as(action + ": " + reply.body()).isEqualTo(200);
    }
  }

  @Test
  void refusesAnActionThatHasTwoMeanings() {
    Approved approved = approved();
    for (String arguments :
        List.of(
            "{\"amount\":54.5,\"amount\":1}",
            "{\"amount\":54.5,\"\\u0061mount\":1}",
            "{\"note\":\"\\ud800\"}",
            "{\"amount\":12345678901234567890123}",
            "{\"amount\":NaN}")) {
      Reply reply =
          redeem(
              agent,
              "{\"token\":\""
                  + approved.token()
                  + "\",\"action\":{\"tool\":\"shop.orders.refund\",\"arguments\":"
                  + arguments
                  + "}}");
      assertThat(reply.status()).as(arguments + ": " + reply.body()).isIn(400, 422);
    }
    assertThat(events(approved.id())).doesNotContain("verdict.redeemed");
  }

  @Test
  void bindsNoProse() {
    Approved approved = approved();
    assertThat(approved.read().at("/reason")).isEqualTo("broken on arrival");
    String retold = REFUND.replace("broken on arrival", "it arrived in pieces");
    assertThat(redeem(agent, redemptionOf(approved.token(), action(retold))).status())
        .isEqualTo(200);
  }

  @Test
  void letsOneOfTwoHundredThrough() {
    Approved approved = approved();
    var codes = new ConcurrentLinkedQueue<String>();
    Together.run(
        IntStream.range(0, 200)
            .<Runnable>mapToObj(
                i ->
                    () -> {
                      Reply reply = redeem(agent, approved.redemption("r-" + i));
                      while (reply.status() == 503) { // the database had no time: nothing is lost
                        reply = redeem(agent, approved.redemption("r-" + i));
                      }
                      codes.add(reply.status() == 200 ? "200" : reply.at("/code"));
                    })
            .toArray(Runnable[]::new));
    assertThat(codes).hasSize(200).containsOnlyOnce("200");
    assertThat(codes.stream().filter(code -> code.equals("already_redeemed"))).hasSize(199);
    assertThat(events(approved.id()).stream().filter("verdict.redeemed"::equals)).hasSize(1);
  }

  @Test
  void refusesAnotherAgentsToken() {
    Approved approved = approved();
    var thief = agentNamed(new AgentId(agentId + "-thief"));
    assertRefused(redeem(thief, approved.redemption()), "token_invalid");
    assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(200);
  }

  @Test
  void refusesATokenWhoseTimeIsOverAndMintsAnotherWhileTheApprovalMayBeUsed() {
    Approved approved = approved();
    time.forward(Duration.ofMinutes(6));
    assertRefused(redeem(agent, approved.redemption()), "token_expired");

    String fresh = agent.get("/v1/requests/" + approved.id()).at("/verdict/token");
    time.forward(Duration.ofMinutes(8));
    fresh = agent.get("/v1/requests/" + approved.id()).at("/verdict/token");
    assertThat(fresh).isNotEmpty();
    time.forward(Duration.ofMinutes(1));
    assertRefused(redeem(agent, redemptionOf(fresh, approved.action())), "token_expired");
    Reply late = agent.get("/v1/requests/" + approved.id());
    assertThat(late.at("/status")).isEqualTo("approved");
    assertThat(late.at("/verdict/token")).isEmpty();
  }

  @Test
  void givesNothingThatWasApprovedBeforeAnAgentWasDisabledAlsoWhenItIsEnabledAgain() {
    Approved approved = approved();
    String waiting = held();
    agents.disable(ADMIN, agentId, true);
    assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(401);
    agents.disable(ADMIN, agentId, false);
    assertRefused(redeem(agent, approved.redemption()), "revoked");
    assertThat(agent.get("/v1/requests/" + approved.id()).at("/verdict/token")).isEmpty();
    assertThat(agent.get("/v1/requests/" + waiting).at("/status")).isEqualTo("denied");
    assertThat(redeem(agent, approved().redemption()).status()).isEqualTo(200);
  }

  @Test
  void redeemsNothingThatWasRevoked() {
    Approved approved = approved();
    Reply revoked =
        reviewer.post("/v1/requests/" + approved.id() + "/revoke", "{\"reason\":\"wrong order\"}");
    assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);
    assertThat(revoked.at("/verdict/revokedAt")).isNotEmpty();

    assertRefused(redeem(agent, approved.redemption()), "revoked");
    assertThat(agent.get("/v1/requests/" + approved.id()).at("/verdict/token")).isEmpty();
    assertThat(events(approved.id())).contains("verdict.revoked");
    assertThat(
            admin
                .post("/v1/requests/" + approved.id() + "/revoke", "{\"reason\":\"again\"}")
                .status())
        .isEqualTo(409);
  }

  @Test
  void letsOnlyThoseRevokeWhoCouldHaveDecidedOrAdminister() {
    Approved approved = approved();
    String path = "/v1/requests/" + approved.id() + "/revoke";
    var elsewhere = personWith(Set.of(Role.REVIEWER), Set.of("kitchen"));
    assertThat(elsewhere.post(path, "{\"reason\":\"no\"}").status()).isEqualTo(403);
    assertThat(agent.post(path, "{\"reason\":\"no\"}").status()).isEqualTo(403);
    assertThat(admin.post(path, "{\"reason\":\"  \"}").status()).isIn(400, 422);
    assertThat(admin.post(path, "{\"reason\":\"no\"}").status()).isEqualTo(200);
  }

  @Test
  void revokesNothingThatWasRedeemed() {
    Approved approved = approved();
    assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(200);
    Reply late = admin.post("/v1/requests/" + approved.id() + "/revoke", "{\"reason\":\"no\"}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.at("/code")).isEqualTo("already_used");
  }

  @Test
  void keepsTheApprovalOfAReviewerWhoLostTheRole() {
    Approved approved = approved();
    jdbc.sql("update people set disabled = true where id like 'person-%'").update();
    assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(200);
    jdbc.sql("update people set disabled = false").update();
  }

  @Test
  void takesWhatCameOfItOnceAndFinally() {
    Approved approved = approved();
    assertThat(report(approved, "executed").status()).isEqualTo(404);
    redeem(agent, approved.redemption());

    Reply reported = report(approved, "failed");
    assertThat(reported.status()).as(reported.body()).isEqualTo(200);
    assertThat(report(approved, "failed").body()).isEqualTo(reported.body());
    Reply other = report(approved, "executed");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.at("/code")).isEqualTo("result_already_reported");
    assertThat(agent.get("/v1/requests/" + approved.id()).at("/verdict/result"))
        .isEqualTo("failed");
    assertThat(
            agent
                .post(
                    "/v1/verdicts/" + approved.id() + "/result",
                    "{\"result\":\"failed\",\"detail\":\"" + "x".repeat(1_001) + "\"}")
                .status())
        .isEqualTo(422);
    var stranger = agentNamed(new AgentId(agentId + "-stranger"));
    assertThat(
            stranger
                .post("/v1/verdicts/" + approved.id() + "/result", "{\"result\":\"failed\"}")
                .status())
        .isEqualTo(404);
    assertThat(events(approved.id()).stream().filter("verdict.result_reported"::equals)).hasSize(1);
  }

  @Test
  void takesWhatWasNotExecutedOutOfTheAgentsPast() {
    Approved approved = approved();
    redeem(agent, approved.redemption());
    assertThat(counted()).isEqualTo(1);
    assertThat(report(approved, "not_executed").status()).isEqualTo(200);
    assertThat(report(approved, "not_executed").status()).isEqualTo(200);
    assertThat(counted()).isZero();
  }

  /** How many actions the agent's next request is judged after. */
  private long counted() {
    var next = RequestId.parse(agent.post("/v1/requests", CLOSE).at("/id")).orElseThrow();
    return decidedOn.of(next).orElseThrow().agent().hour().entries().stream()
        .filter(entry -> entry.tool().equals("shop.orders.refund"))
        .mapToLong(History.Entry::count)
        .sum();
  }

  @Test
  void letsACredentialMadeForAToolRedeemThatToolAlone() {
    var shop = enforcementPoint("shop.*");
    var crm = enforcementPoint("crm.*", "shop.orders.get");
    Approved approved = approved();
    assertRefused(redeem(crm, approved.redemption()), "token_invalid");
    assertThat(redeem(shop, approved.redemption("g-1")).status()).isEqualTo(200);
    assertRefused(redeem(agent, approved.redemption("g-1")), "already_redeemed");
    assertThat(report(approved, "executed").status()).isEqualTo(404);
    assertThat(
            shop.post("/v1/verdicts/" + approved.id() + "/result", "{\"result\":\"executed\"}")
                .status())
        .isEqualTo(200);
    assertThat(shop.get("/v1/requests/" + approved.id()).status()).isEqualTo(403);
  }

  @Test
  void endsAnEnforcementPointWithItsKeyOrWhenItIsDisabled() {
    String id = "gateway-" + agentId;
    var issued = points.create(ADMIN, id, List.of("shop.*"));
    var first = HttpCalls.ofAgent(port, issued.key());
    var second = HttpCalls.ofAgent(port, points.rotateKey(ADMIN, id).key());
    Approved approved = approved();
    points.revokeKey(ADMIN, id, issued.keyId());
    assertThat(redeem(first, approved.redemption()).status()).isEqualTo(401);
    points.disable(ADMIN, id, true);
    assertThat(redeem(second, approved.redemption()).status()).isEqualTo(401);
    points.disable(ADMIN, id, false);
    assertThat(redeem(second, approved.redemption()).status()).isEqualTo(200);
  }

  @Test
  void refusesAToolsRedemptionForAnAgentThatWasDisabled() {
    var shop = enforcementPoint("shop.*");
    Approved approved = approved();
    agents.disable(ADMIN, agentId, true);
    assertRefused(redeem(shop, approved.redemption()), "revoked");
  }

  @Test
  void leavesRedeemingToTheToolWhereTheTierDemandsItAndForAsLongAsTheTierSays() {
    publish(VAULT);
    String open = "{\"action\":{\"tool\":\"shop.vault.open\"}}";
    Approved approved = approved(open);
    assertThat(Instant.parse(approved.read().at("/verdict/tokenExpiresAt")))
        .isBefore(time.now().plusSeconds(61));
    assertRefused(redeem(agent, approved.redemption()), "token_invalid");
    assertThat(redeem(enforcementPoint("shop.vault.*"), approved.redemption()).status())
        .isEqualTo(200);

    Approved late = approved(open);
    time.forward(Duration.ofSeconds(60));
    assertRefused(redeem(enforcementPoint("shop.vault.*"), late.redemption()), "token_expired");
    assertThat(agent.get("/v1/requests/" + late.id()).at("/verdict/token")).isEmpty();
  }

  @Test
  void refusesWhatAGuardrailThatCameSinceSpeaksAgainst() {
    publish(VAULT);
    Approved denied = approved("{\"action\":{\"tool\":\"shop.vault.close\"}}");
    Approved covered = approved("{\"action\":{\"tool\":\"shop.vault.look\"}}");
    Approved uncovered = approved("{\"action\":{\"tool\":\"shop.vault.move\"}}");
    Approved secret =
        approved(
            "{\"action\":{\"tool\":\"shop.vault.log\",\"arguments\":{\"password\":\"hunter2-hunter2\"}}}");
    Approved untouched = approved();
    publish(
        VAULT
            + """
              - {name: The vault stays open, tier: forbidden, tools: ["shop.vault.close"]}
              - name: Not with this word
                tier: forbidden
                tools: ["shop.vault.log"]
                when: action.arguments.password == "hunter2-hunter2"
              - {name: Looks are looked at, tier: sensitive, tools: ["shop.vault.look"]}
              - {name: Moves take the guards, tier: guarded, tools: ["shop.vault.move"]}
            """);
    Reply refused = redeem(agent, denied.redemption());
    assertRefused(refused, "revoked");
    assertThat(refused.at("/detail")).contains("The vault stays open");
    assertThat(redeem(agent, covered.redemption()).status()).isEqualTo(200);
    assertRefused(redeem(agent, uncovered.redemption()), "revoked");
    assertRefused(redeem(agent, secret.redemption()), "revoked"); // by what was posted, not shown
    assertThat(redeem(agent, untouched.redemption()).status()).isEqualTo(200);
    publish(VAULT);
  }

  @Test
  void redeemsNothingOfATaskThatIsOver() {
    String task = agent.post("/v1/tasks", "{\"purpose\":\"refunds of today\"}").at("/id");
    Approved approved = approved(REFUND.replace("ticket-17", task));
    assertThat(agent.post("/v1/tasks/" + task + "/end", "{}").status()).isEqualTo(200);
    assertRefused(redeem(agent, approved.redemption()), "revoked");
    assertThat(agent.get("/v1/requests/" + approved.id()).at("/verdict/token")).isEmpty();
    assertThat(events(approved.id())).doesNotContain("verdict.redeemed");
  }

  @Test
  void redeemsNothingThatIsFrozenAndGoesOnOnceItIsThawed() {
    String task = agent.post("/v1/tasks", "{\"purpose\":\"refunds of today\"}").at("/id");
    for (var freeze :
        Map.of(
                "agent",
                agentId.value(),
                "task",
                task,
                "tool",
                "shop.orders.refund",
                "system",
                "shop")
            .entrySet()) {
      Approved approved = approved(REFUND.replace("ticket-17", task));
      Reply begun =
          admin.post(
              "/v1/freezes",
              CanonicalForm.print(
                  Map.of("scope", freeze.getKey(), "of", freeze.getValue(), "reason", "it loops")));
      assertThat(begun.status()).as(begun.body()).isEqualTo(201);
      try {
        assertRefused(redeem(agent, approved.redemption()), "frozen");
      } finally {
        HttpCalls.send(admin.to("/v1/freezes/" + begun.at("/id")).DELETE());
      }
      assertThat(redeem(agent, approved.redemption()).status()).as(freeze.getKey()).isEqualTo(200);
    }
  }

  @Test
  void redeemsNothingForAnotherTaskThanTheOneItWasApprovedIn() {
    Approved approved = approved();
    var other = new java.util.LinkedHashMap<String, Object>();
    other.put("token", approved.token());
    other.put("action", approved.action());
    other.put("task", "ticket-18");
    assertRefused(redeem(agent, CanonicalForm.print(other)), "action_digest_mismatch");
    other.put("task", "ticket-17");
    assertThat(redeem(agent, CanonicalForm.print(other)).status()).isEqualTo(200);
  }

  @Test
  void publishesItsKeysAndGoesOnWithTheOldOnesTokensUntilTheyAreEnded() {
    Reply keys = HttpCalls.ofNobody(port).get("/.well-known/jwks.json");
    assertThat(keys.status()).isEqualTo(200);
    assertThat(keys.header("Cache-Control")).contains("max-age=300");
    assertThat(keys.body()).doesNotContain("\"d\"");
    Approved approved = approved();
    assertThat(admin.post("/v1/verdict-keys/rotate", "{}").status()).isEqualTo(200);
    assertThat(HttpCalls.ofNobody(port).get("/.well-known/jwks.json").json().at("/keys").size())
        .isEqualTo(keys.json().at("/keys").size() + 1);
    assertThat(redeem(agent, approved.redemption()).status()).isEqualTo(200);

    Approved other = approved();
    assertThat(admin.post("/v1/verdict-keys/rotate", "{\"endOld\":true}").status()).isEqualTo(200);
    assertRefused(redeem(agent, other.redemption()), "token_invalid");
    String fresh = agent.get("/v1/requests/" + other.id()).at("/verdict/token");
    assertThat(redeem(agent, redemptionOf(fresh, other.action())).status()).isEqualTo(200);
    assertThat(jdbc.sql("select private_key from verdict_keys").query(String.class).list())
        .noneMatch(stored -> stored.startsWith("MC4CAQAwBQYDK2Vw")); // PKCS#8 of Ed25519
  }

  private Reply report(Approved approved, String result) {
    return agent.post(
        "/v1/verdicts/" + approved.id() + "/result", "{\"result\":\"" + result + "\"}");
  }

  /** This value changed in one place, in every way. */
  private static List<Object> variants(@Nullable Object value) {
    List<Object> variants = new ArrayList<>();
    switch (value) {
      case Map<?, ?> map -> {
        for (var member : map.entrySet()) {
          String name = (String) member.getKey();
          for (Object other : variants(member.getValue())) {
            variants.add(changed(map, name, name, other));
          }
          variants.add(changed(map, name, name + " ", member.getValue()));
          Map<String, @Nullable Object> without = named(map);
          without.remove(name);
          variants.add(without);
        }
        Map<String, @Nullable Object> more = named(map);
        more.put("more", 1L);
        variants.add(more);
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          for (Object other : variants(list.get(i))) {
            List<@Nullable Object> changed = new ArrayList<>(list);
            changed.set(i, other);
            variants.add(changed);
          }
        }
        List<@Nullable Object> turned = new ArrayList<>(list.reversed());
        variants.add(turned);
        List<@Nullable Object> longer = new ArrayList<>(list);
        longer.add("more");
        variants.add(longer);
      }
      case String text -> {
        variants.add(text + "0");
        variants.add(
            text.toUpperCase(java.util.Locale.ROOT).equals(text)
                ? text.toLowerCase(java.util.Locale.ROOT)
                : text.toUpperCase(java.util.Locale.ROOT));
        variants.add(7L);
      }
      case Number number -> {
        variants.add(number.doubleValue() + 1);
        variants.add(String.valueOf(number));
      }
      case Boolean bool -> variants.add(!bool);
      case null -> {
        variants.add(false);
        variants.add("");
      }
      default -> throw new IllegalArgumentException(String.valueOf(value));
    }
    return variants.stream()
        .filter(v -> !CanonicalForm.print(v).equals(CanonicalForm.print(value)))
        .toList();
  }

  private static Map<String, @Nullable Object> changed(
      Map<?, ?> map, String name, String newName, @Nullable Object value) {
    Map<String, @Nullable Object> changed = named(map);
    changed.remove(name);
    changed.put(newName, value);
    return changed;
  }

  private static Map<String, @Nullable Object> named(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> copy.put((String) name, value));
    return copy;
  }
}
