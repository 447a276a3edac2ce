package io.holdpoint.verdict;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.broker.CredentialBroker;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import io.holdpoint.testing.TestDatabases;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The credential that a redemption hands out, and a process of its own that takes it. */
@Import(CredentialHandoverTest.Breakable.class)
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class CredentialHandoverTest extends VerdictApi {

  private static final String POLICY =
      VAULT.replace(
          "{match: \"shop.vault.*\", system: shop, reversibility: reversible}",
          """
          {match: "shop.vault.*", system: shop, reversibility: reversible, \
          credential: {audience: "https://vault.test", scope: "vault.open vault.look"}}
            - {match: "shop.brief.*", reversibility: reversible, credential: {audience: "https://vault.test", validFor: PT1S}}
            - {match: "shop.till.*", reversibility: reversible, credential: {audience: "https://till.test"}}""");
  private static final String OPEN =
      "{\"action\":{\"tool\":\"shop.vault.look\",\"target\":{\"system\":\"shop\"}},\"task\":\"t-1\"}";

  /** The broker, out of order when a test says so. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Breakable {

    volatile boolean broken;

    /** What is asked waits for this. */
    volatile CountDownLatch answers = new CountDownLatch(0);

    @Bean
    @Primary
    CredentialBroker breakable(@Qualifier("accessTokenBroker") CredentialBroker real) {
      return occasion -> {
        if (broken) {
          throw new IllegalStateException("the vault is sealed");
        }
        try {
          answers.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
        return real.issue(occasion);
      };
    }
  }

  @Autowired Breakable breakable;
  @Autowired AccessTokenBroker accessTokens;
  private Process vault;
  private URI vaultAddress;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
  }

  @BeforeEach
  void startTheResourceServer() throws IOException {
    publish(POLICY);
    String classes =
        Stream.concat(
                Stream.of(
                    Path.of(
                            URI.create(
                                requireNonNull(
                                        ResourceServer.class.getProtectionDomain().getCodeSource())
                                    .getLocation()
                                    .toString()))
                        .toString()),
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> entry.contains("jackson")))
            .collect(Collectors.joining(File.pathSeparator));
    vault =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                ResourceServer.class.getName(),
                "http://localhost:" + port + "/.well-known/jwks.json",
                "https://vault.test")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out = new BufferedReader(vault.inputReader(StandardCharsets.UTF_8));
    vaultAddress = URI.create("http://localhost:" + requireNonNull(out.readLine()));
  }

  @AfterEach
  void stopTheResourceServer() {
    breakable.broken = false;
    breakable.answers.countDown();
    vault.destroyForcibly();
  }

  private int present(String token) {
    return presented(token).status();
  }

  private Reply presented(String token) {
    return HttpCalls.send(
        HttpRequest.newBuilder(vaultAddress).header("Authorization", "Bearer " + token));
  }

  private Reply redeemed(String body) {
    Approved approved = approved(body);
    Reply reply = redeem(enforcementPoint("shop.*"), approved.redemption());
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply;
  }

  private static JsonNode claims(String token) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }

  @Test
  void isTakenByAProcessThatKnowsOnlyTheAddressOfTheKeysUntilItsTimeIsOver() {
    Reply reply = redeemed(OPEN);
    String token = reply.at("/credential/value");

    assertThat(present(token)).isEqualTo(200);
    assertThat(reply.header("Cache-Control")).contains("no-store");
    JsonNode claims = claims(token);
    assertThat(claims.at("/sub").asString()).isEqualTo(agentId.value());
    assertThat(claims.at("/act/sub").asString()).startsWith("enforcement:point-");
    assertThat(claims.at("/task").asString()).isEqualTo("t-1");
    assertThat(claims.at("/scope").asString()).isEqualTo("vault.open vault.look");
    assertThat(claims.at("/authorization_details/0/tool").asString()).isEqualTo("shop.vault.look");
    assertThat(claims.at("/authorization_details/0/digest").asString())
        .isEqualTo(reply.at("/digest"));
    assertThat(claims.at("/exp").asLong() - claims.at("/iat").asLong()).isBetween(59L, 60L);
    String brief = redeemed("{\"action\":{\"tool\":\"shop.brief.look\"}}").at("/credential/value");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(presented(brief).body()).isEqualTo("expired"));
  }

  @Test
  void isRefusedElsewhereAlteredOrOfAnotherKind() {
    Approved approved = approved(OPEN);
    String token =
        redeem(enforcementPoint("shop.*"), approved.redemption()).at("/credential/value");
    String[] parts = token.split("\\.", -1);
    var wide = (tools.jackson.databind.node.ObjectNode) claims(token);
    wide.put("scope", "vault.all");
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(wide.toString().getBytes(StandardCharsets.UTF_8));
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(present(parts[0] + "." + payload + "." + parts[2])).isEqualTo(401);
    assertThat(present(none + "." + parts[1] + ".")).isEqualTo(401);
    assertThat(present(approved.token())).isEqualTo(401); // a verdict is no access token
    assertThat(
            present(redeemed("{\"action\":{\"tool\":\"shop.till.pay\"}}").at("/credential/value")))
        .isEqualTo(401);
    // nor is an access token a verdict
    assertRefused(redeem(agent, redemptionOf(token, approved.action())), "token_invalid");
  }

  @Test
  void isHandedOutOnceAndKeptNowhere() {
    Approved approved = approved(OPEN);
    HttpCalls point = enforcementPoint("shop.*");
    String token = redeem(point, approved.redemption("r-1")).at("/credential/value");

    Reply again = redeem(point, approved.redemption("r-1"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).doesNotContain("credential");
    assertThat(agent.get("/v1/requests/" + approved.id()).body()).doesNotContain("credential");
    assertThat(events(approved.id())).containsSubsequence("verdict.redeemed", "credential.issued");
    String secret = token.substring(token.lastIndexOf('.') + 1);
    for (var column :
        jdbc.sql(
                "select table_name, column_name from information_schema.columns"
                    + " where lower(table_schema) = 'public' and lower(data_type) like 'char%'")
            .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
            .list()) {
      assertThat(
              jdbc.sql(
                      "select count(*) from \"%s\" where \"%s\" like ?"
                          .formatted(column[0], column[1]))
                  .param("%" + secret + "%")
                  .query(Long.class)
                  .single())
          .as(column[0] + "." + column[1])
          .isZero();
    }
  }

  @Test
  void spendsNothingWhenNoCredentialCanBeHad() {
    Approved approved = approved(OPEN);
    HttpCalls point = enforcementPoint("shop.*");
    breakable.broken = true;

    Reply failed = redeem(point, approved.redemption());
    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.at("/code")).isEqualTo("credential_unavailable");
    assertThat(failed.body()).doesNotContain("sealed");
    assertThat(events(approved.id()))
        .contains("verdict.redemption_refused")
        .doesNotContain("verdict.redeemed", "credential.issued");

    breakable.broken = false;
    assertThat(redeem(point, approved.redemption()).at("/credential/value")).isNotEmpty();
    assertRefused(redeem(point, approved.redemption()), "already_redeemed");
  }

  @Test
  void spendsNothingAndAnswersWhenTheBrokerHangs() {
    Approved approved = approved(OPEN);
    HttpCalls point = enforcementPoint("shop.*");
    breakable.answers = new CountDownLatch(1);

    Reply failed = redeem(point, approved.redemption());
    assertThat(failed.status()).as(failed.body()).isEqualTo(503);
    assertThat(failed.at("/code")).isEqualTo("credential_unavailable");
    assertThat(failed.header("Retry-After")).isEqualTo("1");
    // Nobody else waits for it: neither the agent nor what needs no credential.
    assertThat(redeem(point, approved(REFUND).redemption()).status()).isEqualTo(200);

    breakable.answers.countDown();
    assertThat(redeem(point, approved.redemption()).at("/credential/value")).isNotEmpty();
    assertThat(events(approved.id()))
        .containsSubsequence("verdict.redemption_refused", "verdict.redeemed", "credential.issued")
        .containsOnlyOnce("credential.issued", "verdict.redeemed");
  }

  @Test
  void saysWhatIsWrongWithACredentialInThePolicy() {
    String bad =
        POLICY
            .replace("validFor: PT1S", "validFor: PT6M")
            .replace("\"https://till.test\"", "\"a b\"");
    Reply reply =
        HttpCalls.send(
            admin
                .to("/v1/policy/draft")
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(bad)));
    assertThat(reply.body())
        .contains("validFor: PT6M (expected at most PT5M)", "audience: a b (expected printable");
    HttpCalls.send(admin.to("/v1/policy/draft").DELETE());
  }

  /** The contract, with the process as what takes the credentials. */
  @Nested
  class AccessTokens extends CredentialBrokerContract {

    @Override
    CredentialBroker broker() {
      return accessTokens;
    }

    @Override
    Instant now() {
      return time.now();
    }

    @Override
    void silence() {
      // It asks nobody.
    }

    @Override
    boolean isGood(CredentialBroker.Credential credential, String audience) {
      return claims(credential.value()).at("/aud").asString().equals(audience)
          && present(credential.value()) == 200;
    }
  }
}
