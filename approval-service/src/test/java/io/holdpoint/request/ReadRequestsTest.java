package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadRequestsTest extends RequestsApi {

  @Test
  void showsARequestToItsAgentAgainAndAgain() {
    Reply posted = agent.post("/v1/requests", READ);
    for (int i = 0; i < 3; i++) {
      Reply read = agent.get("/v1/requests/" + posted.at("/id"));
      assertThat(read.status()).isEqualTo(200);
      assertThat(butItsToken(read)).isEqualTo(butItsToken(posted));
    }
  }

  @Test
  void showsARequestToPeopleWithARole() {
    String id = agent.post("/v1/requests", REFUND).at("/id");
    for (Role role : Role.values()) {
      assertThat(personWith(Set.of(role), Set.of()).get("/v1/requests/" + id).status())
          .isEqualTo(200);
    }
  }

  @Test
  void hidesARequestFromOtherAgentsAsIfItWereNotThere() {
    String id = agent.post("/v1/requests", REFUND).at("/id");
    HttpCalls other = agentNamed(new AgentId(agentId + "-other"));
    Reply others = other.get("/v1/requests/" + id);
    Reply none = other.get("/v1/requests/0199e0a2-7c44-7d1e-9c35-0a4be1a1f6d2");
    Reply noId = other.get("/v1/requests/1-1-1-1-1");
    for (Reply reply : List.of(others, none, noId)) {
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.at("/code")).isEqualTo("not_found");
      assertThat(reply.at("/detail")).isEqualTo(none.at("/detail"));
    }
    assertThat(other.post("/v1/requests/" + id + "/cancel", "").status()).isEqualTo(404);
    assertThat(HttpCalls.ofNobody(port).get("/v1/requests/" + id).status()).isEqualTo(401);
  }

  @Test
  void takesARequestBack() {
    String id = agent.post("/v1/requests", REFUND).at("/id");
    Reply cancelled = agent.post("/v1/requests/" + id + "/cancel", "");
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.at("/status")).isEqualTo("cancelled");
    assertThat(cancelled.at("/verdict/basis")).isEqualTo("agent");
    assertThat(cancelled.at("/decidedAt")).isNotEmpty();
  }

  @Test
  void doesNotTakeBackWhatIsFinal() {
    for (String body : List.of(READ, CLOSE)) {
      Reply posted = agent.post("/v1/requests", body);
      Reply refused = agent.post("/v1/requests/" + posted.at("/id") + "/cancel", "");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.at("/code")).isEqualTo("already_final");
      assertThat(butItsToken(agent.get("/v1/requests/" + posted.at("/id"))))
          .isEqualTo(butItsToken(posted));
    }
  }

  @Test
  void listsNewestFirstInPages() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(agent.post("/v1/requests", i % 2 == 0 ? READ : REFUND).at("/id"));
    }
    HttpCalls auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      Reply page = auditor.get("/v1/requests?limit=2&agent=" + agentId + after);
      assertThat(page.status()).isEqualTo(200);
      page.json().get("items").forEach(item -> seen.add(item.get("id").asString()));
      after = page.json().get("next").isNull() ? "" : "&after=" + page.at("/next");
    } while (!after.isEmpty());
    assertThat(seen).isEqualTo(ids);

    Reply pending = auditor.get("/v1/requests?status=pending&agent=" + agentId);
    assertThat(pending.json().get("items")).hasSize(2);
    assertThat(
            auditor
                .get("/v1/requests?status=pending,approved&agent=" + agentId)
                .json()
                .get("items"))
        .hasSize(5);
    assertThat(
            auditor
                .get("/v1/requests?tier=low&tool=shop.orders.get&agent=" + agentId)
                .json()
                .get("items"))
        .hasSize(3);
    assertThat(auditor.get("/v1/requests?task=none&agent=" + agentId).json().get("items"))
        .isEmpty();
  }

  @Test
  void refusesListParametersThatItDoesNotUnderstand() {
    HttpCalls auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    Reply reply = auditor.get("/v1/requests?status=open&limit=0&colour=red");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.at("/code")).isEqualTo("bad_parameter");
    assertThat(reply.json().at("/errors")).hasSize(3);
    assertThat(reply.body())
        .contains("\\\"open\\\", expected one of: pending, approved")
        .contains("\\\"0\\\", expected a whole number from 1 to 200");
    for (String query :
        List.of("limit=201", "limit=x", "limit=1&limit=2", "after=nonsense", "status=")) {
      Reply refused = auditor.get("/v1/requests?" + query);
      assertThat(refused.status()).as(query).isEqualTo(400);
      assertThat(refused.at("/detail")).contains("expected");
    }
  }

  @Test
  void doesNotListForAgents() {
    assertThat(agent.get("/v1/requests").status()).isEqualTo(403);
  }
}
