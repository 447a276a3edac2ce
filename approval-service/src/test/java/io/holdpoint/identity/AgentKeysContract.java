package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.AgentDesk.IssuedKey;
import io.holdpoint.model.desk.AgentDesk.KeyTerms;
import io.holdpoint.model.desk.AgentDesk.PlaceView;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.testing.Together;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds of agents' keys on every database: their end, where they are used from, rotation. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class AgentKeysContract extends IdentityCalls {

  @Autowired AgentPlaces places;
  @Autowired KeyUse keyUse;

  @AfterEach
  void clockGoesOn() {
    clock.reset();
  }

  @Test
  void aKeyCountsUntilTheMillisecondBeforeItsEndAndIsToldExpiredFromThenOn() throws Exception {
    AgentId agent = newAgent().agent();
    IssuedKey key =
        agents.issueKey(ADMIN, agent, new KeyTerms(Optional.of(Duration.ofMinutes(10)), Set.of()));
    Instant end = endOf(agent, key.keyId());
    clock.stopAt(end.minusMillis(1));
    assertThat(api("POST", "/v1/requests", bearer(key.key())).statusCode()).isEqualTo(200);
    for (Instant late : List.of(end, end.plusMillis(1))) {
      clock.stopAt(late);
      HttpResponse<String> answer = api("POST", "/v1/requests", bearer(key.key()));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("\"code\":\"key_expired\"");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
    assertThat(recorded("agent.credential_refused", key.keyId(), "expired"))
        .as("told once an hour")
        .isEqualTo(1);
    agents.disable(ADMIN, agent, true);
    assertThat(api("POST", "/v1/requests", bearer(key.key())).body())
        .as("nobody learns of a disabled agent's keys")
        .contains("\"code\":\"unauthenticated\"");
  }

  @Test
  void onlyWhoHoldsTheKeyIsToldThatItExpired() throws Exception {
    AgentId agent = newAgent().agent();
    IssuedKey key =
        agents.issueKey(ADMIN, agent, new KeyTerms(Optional.of(Duration.ofSeconds(1)), Set.of()));
    clock.forward(Duration.ofHours(1));
    assertThat(api("POST", "/v1/requests", bearer(key.key() + "x")).body())
        .contains("\"code\":\"unauthenticated\"");
  }

  @Test
  void ofManyRotationsAtOnceOneMakesTheSecondKey() {
    AgentId agent = newAgent().agent();
    Runnable rotate = () -> agents.issueKey(ADMIN, agent, KeyTerms.UNBOUNDED);
    List<Throwable> refused = Together.tolerant(rotate, rotate, rotate, rotate);
    assertThat(refused).hasSize(3).allMatch(BadInputException.class::isInstance);
  }

  @Test
  void anExpiredKeyMakesRoomForAnother() {
    AgentId agent = newAgent().agent();
    agents.issueKey(ADMIN, agent, new KeyTerms(Optional.of(Duration.ofSeconds(1)), Set.of()));
    assertThatThrownBy(() -> agents.issueKey(ADMIN, agent, KeyTerms.UNBOUNDED))
        .isInstanceOf(BadInputException.class);
    clock.forward(Duration.ofSeconds(2));
    assertThat(agents.issueKey(ADMIN, agent, KeyTerms.UNBOUNDED).key()).isNotEmpty();
  }

  @Test
  void aKeyIsRefusedFromElsewhereWhateverTheCallSaysOfItself() throws Exception {
    AgentId agent = newAgent().agent();
    HttpResponse<String> made =
        admin(
            "POST", "/v1/agents/" + agent + "/keys", "{\"networks\": [\"127.0.1.0/24\", \"::1\"]}");
    assertThat(made.statusCode()).isEqualTo(201);
    String key = field(made, "key");
    assertThat(from("127.0.1.0", key).statusCode()).isEqualTo(200);
    assertThat(from("127.0.1.255", key).statusCode()).isEqualTo(200);
    for (String address : List.of("127.0.0.255", "127.0.2.0")) {
      HttpResponse<String> answer =
          from(
              address,
              key,
              "X-Forwarded-For",
              "127.0.1.1",
              "Forwarded",
              "for=127.0.1.1",
              "X-Real-IP",
              "127.0.1.1");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("\"code\":\"source_not_allowed\"");
      assertThat(recorded("agent.credential_refused", agent.value(), address, "network"))
          .isEqualTo(1);
    }
    String path = "/v1/agents/" + agent + "/keys/" + field(made, "keyId");
    assertThat(admin("PUT", path, "{\"networks\": [\"127.0.2.0/31\"]}").body())
        .contains("127.0.2.0/31");
    assertThat(from("127.0.2.0", key).statusCode()).isEqualTo(200);
    assertThat(from("127.0.2.1", key).statusCode()).isEqualTo(200);
    assertThat(from("127.0.2.2", key).statusCode()).isEqualTo(401);
    assertThat(from("127.0.1.1", key).statusCode()).isEqualTo(401);
    assertThat(recorded("agent.key_restricted", agent.value(), "127.0.2.0/31")).isEqualTo(1);
    assertThat(admin("PUT", path, "{}").statusCode()).isEqualTo(422);
    assertThat(admin("PUT", path, "{\"networks\": []}").statusCode()).isEqualTo(200);
    assertThat(from("127.0.9.9", key).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNoNetworkIsToldByNameAndNothingIsMade() throws Exception {
    AgentId agent = newAgent().agent();
    for (String bad :
        List.of(
            "10.0.0.1/8",
            "10.0.0.0/33",
            "10.0.0",
            "010.0.0.0/8",
            "256.0.0.0/8",
            "example.com",
            "fe80::1%eth0/64",
            "2001:db8::/129",
            "2001:db8::1/64",
            "::ffff:10.0.0.0/104",
            "10.0.0.0/-1",
            "")) {
      HttpResponse<String> answer =
          admin("POST", "/v1/agents/" + agent + "/keys", "{\"networks\": [\"" + bad + "\"]}");
      assertThat(answer.statusCode()).as(bad).isEqualTo(422);
      assertThat(answer.body()).contains("networks").contains("10.20.0.0/16");
    }
    assertThat(agents.agent(ADMIN, agent).orElseThrow().keys()).hasSize(1);
  }

  @Test
  void theFirstUseFromANewNetworkIsInTheRecordAndTheNextOnesAreNot() throws Exception {
    IssuedKey key = newAgent();
    String agent = key.agent().value();
    from("127.0.0.1", key.key());
    from("127.0.0.2", key.key());
    assertThat(recorded("agent.new_place", agent)).isEqualTo(1);
    from("127.0.5.6", key.key());
    from("127.0.5.7", key.key());
    assertThat(recorded("agent.new_place", agent, "127.0.5.0/24", key.keyId())).isEqualTo(1);
    assertThat(recorded("agent.new_place", agent)).isEqualTo(2);
    places.write();
    assertThat(agents.agent(ADMIN, key.agent()).orElseThrow().places())
        .extracting(PlaceView::network, PlaceView::lastAddress)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("127.0.0.0/24", "127.0.0.2"),
            org.assertj.core.groups.Tuple.tuple("127.0.5.0/24", "127.0.5.7"));
    assertThat(admin("GET", "/v1/agents/" + agent, "").body()).contains("127.0.5.0/24");
  }

  @Test
  void aNewPlaceIsToldOnceHoweverManyCallsComeAtOnce() {
    IssuedKey key = newAgent();
    Runnable call = () -> authentication.authenticate(key.key(), "203.0.113.9");
    Together.run(call, call, call, call, call, call);
    assertThat(recorded("agent.new_place", key.agent().value())).isEqualTo(1);
  }

  @Test
  void onlyThePlacesSeenLastAreKept() {
    IssuedKey key = newAgent();
    Instant start = Instant.parse("2030-01-01T00:00:00Z");
    for (int i = 0; i <= AgentPlaces.KEPT + 2; i++) {
      clock.stopAt(start.plusSeconds(i));
      authentication.authenticate(key.key(), "10.7." + i + ".1");
    }
    List<PlaceView> kept = agents.agent(ADMIN, key.agent()).orElseThrow().places();
    assertThat(kept).hasSize(AgentPlaces.KEPT);
    assertThat(kept).extracting(PlaceView::network).doesNotContain("10.7.0.0/24");
  }

  private Instant endOf(AgentId agent, String keyId) {
    return agents.agent(ADMIN, agent).orElseThrow().keys().stream()
        .filter(key -> key.keyId().equals(keyId))
        .findAny()
        .orElseThrow()
        .expiresAt()
        .orElseThrow();
  }
}
