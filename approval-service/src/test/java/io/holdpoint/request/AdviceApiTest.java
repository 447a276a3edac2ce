package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Advice from what people decided, over HTTP. */
class AdviceApiTest extends RequestsApi {

  @Test
  void whatPeopleAlwaysApprovedIsAdvisedWithItsBoundsAndCanBeGranted() {
    var people =
        new HttpCalls[] {
          personWith(Set.of(Role.REVIEWER), Set.of("reviewers")),
          personWith(Set.of(Role.REVIEWER), Set.of("reviewers"))
        };
    for (int i = 0; i < 12; i++) {
      var held = agent.post("/v1/requests", refund(10 + i, "as asked, the photo is there"));
      var review =
          people[i % 2].post(
              "/v1/requests/" + held.at("/id") + "/reviews",
              "{\"decision\":\"approve\",\"reason\":\"\",\"digest\":\"%s\"}"
                  .formatted(held.at("/action/digest")));
      assertThat(review.status()).as(review.body()).isEqualTo(200);
    }
    var advice = mine(people[0]);
    assertThat(advice).as("advice for this agent").isNotNull();
    assertThat(advice.at("/evidence").asString())
        .startsWith("12 of 12 approved by 2 people, median ");
    assertThat(advice.at("/grant/bounds").toString())
        .contains("{\"pointer\":\"/amount\",\"between\":[10,21]}")
        .contains("{\"pointer\":\"/note\",\"exactly\":");

    assertThat(people[0].post("/v1/grants", advice.get("grant").toString()).status())
        .isEqualTo(201);
    assertThat(agent.post("/v1/requests", refund(15, "as asked, the photo is there")).status())
        .isEqualTo(201);
    assertThat(mine(people[0])).as("advice that is taken already").isNull();
  }

  private static String refund(int amount, String note) {
    return "{\"action\":{\"tool\":\"shop.orders.refund\",\"arguments\":{\"amount\":%d,\"note\":\"%s\"}}}"
        .formatted(amount, note);
  }

  private JsonNode mine(HttpCalls reader) {
    for (var item : reader.get("/v1/grants/advice").json().get("items")) {
      if (item.at("/grant/agent").asString("").equals(agentId.value())) {
        return item;
      }
    }
    return null;
  }
}
