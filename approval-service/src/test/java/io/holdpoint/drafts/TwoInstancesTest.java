package io.holdpoint.drafts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.HoldpointApplication;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.policy.Publication;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances on one database: what is published on one, the other decides by. */
class TwoInstancesTest extends DraftApi {

  private static final String READ = "{\"action\":{\"tool\":\"shop.orders.get\"}}";

  @TempDir static Path data = Path.of("");
  private static @Nullable ConfigurableApplicationContext other;

  @AfterAll
  static void stopTheOther() {
    if (other != null) {
      other.close();
    }
  }

  private static ConfigurableApplicationContext other() {
    if (other == null) {
      other =
          new SpringApplicationBuilder(HoldpointApplication.class)
              .run(
                  "--server.port=0",
                  "--holdpoint.data-dir=" + data,
                  "--holdpoint.engine.mode=off",
                  "--holdpoint.master-key=" + MASTER_KEY,
                  "--holdpoint.policy.file=" + POLICY_FILE,
                  "--spring.datasource.url=" + DATABASE,
                  "--spring.datasource.username=postgres",
                  "--spring.datasource.password=postgres");
    }
    return other;
  }

  private static int portOf(ConfigurableApplicationContext context) {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  @Test
  void whatIsPublishedOnOneIsUsedByTheOtherWithinASecond() {
    PolicyEngine engineThere = other().getBean(PolicyEngine.class);
    for (int round = 0; round < 3; round++) {
      int version = published(document + "# " + round + "\n");
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofSeconds(1))
          .until(() -> engineThere.version() == version);
    }
  }

  @Test
  void alsoALargePolicyThatWasADraftForAWhile() {
    PolicyEngine engineThere = other().getBean(PolicyEngine.class);
    Publication publicationThere = other().getBean(Publication.class);
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      rules.append(
          "  - {name: r%d, tier: low, tools: [\"t%d.*\"], when: 'task.id == \"%d\"'}\n"
              .formatted(i, i, i));
    }
    String large = document.replace("guardrails:", rules + "guardrails:");
    assertThat(put(large).status()).isEqualTo(200);
    // It is compiled there by now, or the publication comes behind what is under way.
    await().atMost(Duration.ofSeconds(60)).until(() -> publicationThere.remembers(large));
    int version = publish("large").json().get("version").asInt();
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(1))
        .until(() -> engineThere.version() == version);
  }

  @Test
  void noRequestIsReleasedByAnOlderVersionThanTheOneThatWasPublishedBeforeIt() {
    HttpCalls there = HttpCalls.ofAgent(portOf(other()), key());
    for (int round = 0; round < 10; round++) {
      int free = published(document + "# free " + round + "\n");
      Reply released = there.post("/v1/requests", READ);
      assertThat(released.at("/status")).isEqualTo("approved");
      assertThat(released.json().at("/explanation/policyVersion").asInt()).isEqualTo(free);

      int held = published(document.replace("tier: low", "tier: sensitive") + "# " + round + "\n");
      Reply pending = there.post("/v1/requests", READ);
      assertThat(pending.at("/status")).isEqualTo("pending");
      assertThat(pending.json().at("/explanation/policyVersion").asInt()).isEqualTo(held);
    }
  }

  @Test
  void whatIsFrozenOnOneIsNeitherReleasedNorRedeemedOnTheOtherAlsoWithoutTheEngine() {
    published(document + "# before the freeze\n");
    HttpCalls there = HttpCalls.ofAgent(portOf(other()), key());
    Reply released = there.post("/v1/requests", READ);
    assertThat(released.at("/status")).isEqualTo("approved");
    String redemption =
        "{\"token\":\"%s\",\"action\":{\"tool\":\"shop.orders.get\"}}"
            .formatted(released.at("/verdict/token"));

    Reply frozen = admin.post("/v1/freezes", "{\"scope\":\"all\",\"reason\":\"a drill\"}");
    assertThat(frozen.status()).as(frozen.body()).isEqualTo(201);
    try {
      Reply denied = there.post("/v1/requests", READ);
      assertThat(denied.at("/status")).isEqualTo("denied");
      assertThat(denied.at("/verdict/basis")).isEqualTo("kill_switch");
      assertThat(there.post("/v1/verdicts/redeem", redemption).at("/code")).isEqualTo("frozen");
    } finally {
      HttpCalls.send(admin.to("/v1/freezes/" + frozen.at("/id")).DELETE());
    }
    assertThat(there.post("/v1/requests", READ).at("/status")).isEqualTo("approved");
    assertThat(there.post("/v1/verdicts/redeem", redemption).status()).isEqualTo(200);
  }
}
