package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.AgentDesk.IssuedKey;
import io.holdpoint.model.desk.AgentDesk.NewAgent;
import io.holdpoint.testing.ShiftableClock;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The running slice of accounts and doors, and calls of it. */
@SpringBootTest(
    classes = IdentitySlice.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "holdpoint.first-start.admin-password=correct horse battery",
      "holdpoint.first-start.agent-key=" + IdentityCalls.FIRST_KEY,
      "holdpoint.data-dir=target/identity-test-data",
      "holdpoint.issuers.allow-local=true",
      "holdpoint.issuers.ask-again-after=10ms"
    })
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class IdentityCalls {

  static final String FIRST_KEY = "hp_test-bot_0123456789abcdefghijklmnopqrstuvwxyz";
  static final String ADMIN_PASSWORD = "correct horse battery";
  static final PersonId ADMIN = new PersonId("admin");

  @LocalServerPort int port;
  @Autowired AgentDesk agents;
  @Autowired AgentAuthentication authentication;
  @Autowired JdbcClient jdbc;
  @Autowired ShiftableClock clock;

  final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  final Optional<CallingAgent> known(String key) {
    return authentication.authenticate(key, "127.0.0.1") instanceof AgentCheck.Known(var agent)
        ? Optional.of(agent)
        : Optional.empty();
  }

  final IssuedKey newAgent() {
    AgentId id = new AgentId("a" + UUID.randomUUID().toString().substring(0, 12));
    return agents.create(ADMIN, new NewAgent(id, ADMIN, Set.of("pii"), Set.of("production")));
  }

  final long recorded(String event, String... parts) {
    return jdbc
        .sql("select data from audit_events where event = :event")
        .param("event", event)
        .query(String.class)
        .list()
        .stream()
        .filter(data -> Set.of(parts).stream().allMatch(data::contains))
        .count();
  }

  final HttpResponse<String> admin(String method, String path, String body) throws Exception {
    return send(method, path, basic("admin", ADMIN_PASSWORD), body);
  }

  final HttpResponse<String> api(String method, String path, @Nullable String credential)
      throws Exception {
    return send(method, path, credential, "");
  }

  final HttpResponse<String> send(
      String method, String path, @Nullable String credential, String body) throws Exception {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (credential != null) {
      call.header("Authorization", credential);
    }
    return http.send(call.build(), BodyHandlers.ofString());
  }

  /**
   * An agent's call from another address of this machine, with headers that a stranger may send.
   */
  final HttpResponse<String> from(String address, String key, String... headers) throws Exception {
    try (HttpClient there =
        HttpClient.newBuilder().localAddress(InetAddress.getByName(address)).build()) {
      HttpRequest.Builder call =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/requests"))
              .header("Authorization", bearer(key))
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      if (headers.length > 0) {
        call.headers(headers);
      }
      return there.send(call.build(), BodyHandlers.ofString());
    }
  }

  final URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  static String bearer(String key) {
    return "Bearer " + key;
  }

  static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  static String field(HttpResponse<String> answer, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer.body());
    assertThat(matcher.find()).as(answer.body()).isTrue();
    return matcher.group(1);
  }
}
