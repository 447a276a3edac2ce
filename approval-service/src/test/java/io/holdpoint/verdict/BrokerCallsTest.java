package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.broker.CredentialBroker.Credential;
import io.holdpoint.model.broker.CredentialBroker.CredentialUnavailableException;
import io.holdpoint.model.broker.CredentialBroker.Occasion;
import io.holdpoint.model.broker.CredentialTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BrokerCallsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Credential MADE = new Credential("1", "Bearer", "secret", NOW);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final Occasion OCCASION =
      new Occasion(
          new RequestId(new UUID(1, 2)),
          new AgentId("bot"),
          "",
          "shop.vault.open",
          Map.of(),
          "sha256:0",
          "agent:bot",
          new CredentialTerms("https://vault.test", "", Duration.ofSeconds(60)),
          NOW);

  @Test
  void leavesWhatHangsAndAsksNoMoreThanSoManyAtOnce() {
    var answers = new CountDownLatch(1);
    var calls =
        new BrokerCalls(
            occasion -> {
              awaited(answers);
              return MADE;
            },
            Duration.ofMillis(10),
            2);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> calls.issue(OCCASION))
          .isInstanceOf(CredentialUnavailableException.class)
          .hasMessageContaining("did not answer within");
    }
    assertThatThrownBy(() -> calls.issue(OCCASION))
        .isInstanceOf(CredentialUnavailableException.class)
        .hasMessage("2 calls of the broker are under way, and none has come back");

    answers.countDown();
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(CredentialUnavailableException.class)
        .untilAsserted(() -> assertThat(calls.issue(OCCASION)).isEqualTo(MADE));
  }

  @Test
  void tellsWhatFailsFromWhatIsNotToBeHad() {
    var none = new CredentialUnavailableException("the vault is sealed");
    assertThatThrownBy(() -> calls(none).issue(OCCASION)).isSameAs(none);
    assertThatThrownBy(() -> calls(new IllegalStateException("secret")).issue(OCCASION))
        .isInstanceOf(CredentialUnavailableException.class)
        .hasMessage("the broker failed");
  }

  private static BrokerCalls calls(RuntimeException failure) {
    return new BrokerCalls(
        occasion -> {
          throw failure;
        },
        LONG,
        1);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
