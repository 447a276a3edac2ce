package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.broker.CredentialBroker;
import io.holdpoint.model.broker.CredentialBroker.Credential;
import io.holdpoint.model.broker.CredentialBroker.CredentialUnavailableException;
import io.holdpoint.model.broker.CredentialBroker.Occasion;
import io.holdpoint.model.broker.CredentialTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What each broker does. A test of another one names its broker; {@code isGood} asks whatever takes
 * its credentials.
 */
abstract class CredentialBrokerContract {

  abstract CredentialBroker broker();

  /** Now, as the occasions have it. */
  abstract Instant now();

  /** Whether the resource server of this audience takes the credential now. */
  abstract boolean isGood(Credential credential, String audience);

  /**
   * Has what the broker asks, such as a vault, take calls and never answer them. Nothing where it
   * asks nobody.
   */
  abstract void silence();

  final Occasion occasion(String audience, Duration validFor) {
    return new Occasion(
        new RequestId(UUID.randomUUID()),
        new AgentId("support-bot"),
        "ticket-17",
        "shop.vault.open",
        Map.of("system", "shop"),
        "sha256:" + "0123456789abcdef".repeat(4),
        "enforcement:vault-gateway",
        new CredentialTerms(audience, "vault.open", validFor),
        now());
  }

  @Test
  void makesAnotherCredentialEachTimeThatIsGoodForItsAudienceAlone() {
    Credential one = broker().issue(occasion("https://vault.test", Duration.ofSeconds(60)));
    Credential other = broker().issue(occasion("https://vault.test", Duration.ofSeconds(60)));

    assertThat(one.value()).isNotEqualTo(other.value());
    assertThat(one.id()).isNotEqualTo(other.id());
    assertThat(isGood(one, "https://vault.test")).isTrue();
    assertThat(isGood(one, "https://till.test")).isFalse();
  }

  @Test
  void endsNoLaterThanItsTermsSay() {
    for (var validFor : new Duration[] {Duration.ofSeconds(1), CredentialTerms.LONGEST}) {
      var occasion = occasion("https://vault.test", validFor);
      assertThat(broker().issue(occasion).expiresAt())
          .isBeforeOrEqualTo(occasion.at().plus(validFor));
    }
  }

  @Test
  void givesUpByItselfWhenWhatItAsksIsSilent() {
    silence();
    var occasion = occasion("https://vault.test", Duration.ofSeconds(60));
    var asked =
        CompletableFuture.runAsync(() -> broker().issue(occasion))
            .exceptionally(
                failure -> {
                  assertThat(failure).hasCauseInstanceOf(CredentialUnavailableException.class);
                  return null;
                });

    assertThat(asked).succeedsWithin(Duration.ofSeconds(60));
  }

  @Test
  void tellsTheSecretToNobodyWhoPrintsIt() {
    Credential made = broker().issue(occasion("https://vault.test", Duration.ofSeconds(60)));
    assertThat(made.toString()).doesNotContain(made.value()).contains(made.id());
  }
}
