package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import io.holdpoint.identity.TestIssuer.Trouble;
import io.holdpoint.model.desk.IssuerDesk.NewIssuer;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keys of an issuer that is slow, away, or wants us elsewhere. */
class IssuerKeysTest {

  private final TestIssuer issuer = new TestIssuer();

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void knownKeysGoOnForABoundedTimeWhileTheIssuerIsAwayAndThenNothingCounts() throws Exception {
    IssuerKeys keys = keys(Duration.ofMillis(40), Duration.ofMillis(600), true);
    assertThat(known(keys)).hasSize(1);
    issuer.has(Trouble.AWAY);
    int before = issuer.asked.get();
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              assertThat(known(keys)).as("they go on").hasSize(1);
              return issuer.asked.get() > before;
            });
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> assertThatThrownBy(() -> known(keys)).isInstanceOf(KeySourceException.class));
    issuer.has(Trouble.NONE);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(known(keys)).hasSize(1));
  }

  @Test
  void keysAreAskedForOnceAndNotForEachUnknownOne() throws Exception {
    IssuerKeys keys =
        new IssuerKeys(
            fetch(true),
            new IssuerSettings(
                true, Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofMinutes(1)));
    for (int i = 0; i < 20; i++) {
      known(keys);
    }
    assertThat(issuer.asked.get()).isEqualTo(1);
    for (int i = 0; i < 20; i++) {
      try {
        select(keys, "unknown-" + i);
      } catch (KeySourceException e) {
        assertThat(e).isInstanceOf(RateLimitReachedException.class);
      }
    }
    assertThat(issuer.asked.get()).isLessThanOrEqualTo(2);
    assertThat(known(keys)).as("who has a known key is not hurt").hasSize(1);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // or it would wait for ever
  void isNotSentElsewhereNorFloodedNorHeldUp() {
    IssuerKeys keys = keys(Duration.ofMinutes(5), Duration.ofHours(1), true);
    issuer.has(Trouble.REDIRECT);
    assertThatThrownBy(() -> keys.ask(trusted(Optional.of(issuer.keysAt()))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("302");
    issuer.has(Trouble.HUGE);
    assertThatThrownBy(() -> keys.ask(trusted(Optional.of(issuer.keysAt()))))
        .isInstanceOf(IOException.class)
        .cause()
        .hasMessageContaining("larger");
    issuer.has(Trouble.HANGS);
    assertThatThrownBy(() -> keys.ask(trusted(Optional.of(issuer.keysAt()))))
        .as("while it still says nothing")
        .isInstanceOf(IOException.class)
        .hasMessageMatching("it (did not answer|cannot be reached).*");
    issuer.has(Trouble.OTHER_ISSUER);
    assertThatThrownBy(() -> keys.ask(trusted(Optional.empty())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another issuer");
  }

  @Test
  void doesNotAskThisMachineUnlessAllowedNorEverTheNeighboursOfTheLink() {
    IssuerKeys strict = keys(Duration.ofMinutes(5), Duration.ofHours(1), false);
    for (String at :
        List.of(
            issuer.keysAt(),
            issuer.keysAt().replace("http:", "https:"),
            "https://localhost/keys",
            "https://[::1]/keys",
            "https://0.0.0.0/keys",
            "https://169.254.169.254/latest/meta-data",
            "https://[fe80::1]/keys",
            "https://user@issuer.example/keys",
            "ftp://issuer.example/keys")) {
      assertThatThrownBy(() -> strict.ask(trusted(Optional.of(at))))
          .as(at)
          .isInstanceOf(IOException.class)
          .hasMessageMatching(".*(expected|not asked).*");
    }
    assertThat(issuer.asked.get()).isZero();
    IssuerKeys local = keys(Duration.ofMinutes(5), Duration.ofHours(1), true);
    assertThatThrownBy(
            () -> local.ask(trusted(Optional.of("https://169.254.169.254/latest/meta-data"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not asked");
  }

  private static IssuerKeys keys(Duration keysFor, Duration outage, boolean allowLocal) {
    return new IssuerKeys(
        fetch(allowLocal), new IssuerSettings(allowLocal, keysFor, outage, Duration.ofMillis(10)));
  }

  private static IssuerFetch fetch(boolean allowLocal) {
    return new IssuerFetch(
        new IssuerAddresses(
            new IssuerSettings(
                allowLocal, Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(30))));
  }

  private List<JWK> known(IssuerKeys keys) throws KeySourceException {
    return select(keys, "rsa-1");
  }

  private List<JWK> select(IssuerKeys keys, String id) throws KeySourceException {
    return keys.of(trusted(Optional.empty()))
        .get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
  }

  private TrustedIssuer trusted(Optional<String> keysAt) {
    return new TrustedIssuer(
        new NewIssuer(
            "test",
            issuer.url(),
            keysAt,
            TestIssuer.AUDIENCE,
            Set.of("RS256"),
            Profile.OAUTH,
            Duration.ofMinutes(10)),
        false);
  }
}
