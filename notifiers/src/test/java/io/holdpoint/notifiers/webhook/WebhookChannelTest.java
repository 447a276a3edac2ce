package io.holdpoint.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.Delivery.Kind;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.model.notice.WebhookEndpoints.Endpoint;
import io.holdpoint.notifiers.Deliveries;
import io.holdpoint.notifiers.NotificationChannelContract;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookChannelTest extends NotificationChannelContract {

  private static final Instant NOW = Instant.parse("2026-01-02T03:05:00Z");
  private static final byte[] NEW_KEY = "a secret of 24 bytes, no".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OLD_KEY = "another one of 24 bytes.".getBytes(StandardCharsets.UTF_8);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HookServer server = HookServer.https("127.0.0.2", 0);
  private final HookServer inside = HookServer.https("127.0.0.1", server.port());
  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private final Deque<List<InetAddress>> lookups = new ArrayDeque<>();
  private int lookedUp;
  private WebhookChannel channel = channel(Set.of(), "127.0.0.2/32");

  @BeforeEach
  void nameAnEndpoint() {
    endpoint("payments", "https://" + HookServer.NAME + ":" + server.port() + "/hook?a=b");
  }

  @AfterEach
  void stop() {
    server.close();
    inside.close();
  }

  /** Who may be reached besides the public; the names of these tests are at 127.0.0.2. */
  private WebhookChannel channel(Set<String> hosts, String... ranges) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new WebhookChannel(
        name -> Optional.ofNullable(endpoints.get(name)),
        new Posting(
            HookServer.trusting(),
            new Reach(hosts, Arrays.stream(ranges).map(AddressRange::of).toList()),
            this::lookUp,
            clock),
        clock);
  }

  private synchronized List<InetAddress> lookUp(String host) throws UnknownHostException {
    lookedUp++;
    List<InetAddress> next = lookups.poll();
    if (next != null) {
      return next;
    }
    return host.endsWith(".test")
        ? List.of(InetAddress.getByName("127.0.0.2"))
        : List.of(InetAddress.getAllByName(host));
  }

  private void endpoint(String name, String url) {
    endpoints.put(name, new Endpoint(name, URI.create(url), List.of(NEW_KEY, OLD_KEY)));
  }

  @Override
  protected NotificationChannel channel() {
    return channel;
  }

  @Override
  protected String address() {
    return "payments";
  }

  @Override
  protected List<String> told() {
    return server.received.stream().map(HookServer.Received::text).toList();
  }

  /** Printable ASCII, one JSON object with the fields that it always has. */
  @Override
  protected boolean isContained(String message) {
    JsonNode event = JSON.readTree(message);
    return message.chars().allMatch(c -> c >= ' ' && c < 0x7F)
        && List.copyOf(event.propertyNames()).equals(List.of("type", "timestamp", "data"))
        && event.at("/type").asString().equals("request.held")
        && event.at("/data/request/status").asString().equals("pending")
        && event.at("/data/request/action/target").size() == 3;
  }

  @Test
  void isSignedAsStandardWebhooksHasItWithBothSecretsWhileTheyChange()
      throws GeneralSecurityException {
    Delivery held = delivery(Kind.HELD, "crm.customers.delete");
    channel.deliver(held);
    channel.deliver(held);
    HookServer.Received post = server.received.getFirst();
    assertThat(post.path()).isEqualTo("/hook?a=b");
    assertThat(post.header("Content-Type")).isEqualTo("application/json");
    assertThat(post.header("Host")).isEqualTo(HookServer.NAME + ":" + server.port());
    assertThat(post.header("webhook-id"))
        .isEqualTo(held.id().toString())
        .isEqualTo(server.received.get(1).header("webhook-id"));
    assertThat(post.header("webhook-timestamp")).isEqualTo(String.valueOf(NOW.getEpochSecond()));
    assertThat(post.header("webhook-signature"))
        .isEqualTo("v1," + signed(post, NEW_KEY) + " v1," + signed(post, OLD_KEY));
  }

  private static String signed(HookServer.Received post, byte[] key)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String content =
        post.header("webhook-id") + "." + post.header("webhook-timestamp") + "." + post.text();
    return Base64.getEncoder()
        .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** The example that the libraries of Standard Webhooks are tested with. */
  @Test
  void signsAsOthersDo() {
    byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(
            Signature.of(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
                List.of(key)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void saysHowTheRequestStandsWithoutRoundingItsArguments() {
    var request =
        Deliveries.detail(
            Deliveries.summary(Deliveries.REQUEST, "crm", RequestStatus.PENDING),
            "please",
            "{\"amount\":1e+21,\"note\":\"\u00fc\uD83D\uDE00\"}");
    channel.deliver(Deliveries.of(Kind.HELD, "payments", request, Optional.empty(), List.of()));
    String body = told().getFirst();
    assertThat(body)
        .contains("\"arguments\":{\"amount\":1e+21,\"note\":\"\\u00fc\\ud83d\\ude00\"}");
    JsonNode event = JSON.readTree(body);
    assertThat(event.at("/timestamp").asString()).isEqualTo(NOW.toString());
    assertThat(event.at("/data/groups/0").asString()).isEqualTo("reviewers");
    assertThat(event.at("/data/request/approvals/demanded/0/group").asString())
        .isEqualTo("reviewers");
    assertThat(event.at("/data/request/verdict").isNull()).isTrue();
  }

  @Test
  void leavesLongArgumentsOutAndSaysSo() {
    var request =
        Deliveries.detail(
            Deliveries.summary(Deliveries.REQUEST, "crm", RequestStatus.PENDING),
            "please",
            "{\"note\":\"" + "x".repeat(WebhookBody.MAX_ARGUMENTS) + "\"}");
    channel.deliver(Deliveries.of(Kind.HELD, "payments", request, Optional.empty(), List.of()));
    JsonNode action = JSON.readTree(told().getFirst()).at("/data/request/action");
    assertThat(action.at("/arguments").isNull()).isTrue();
    assertThat(action.at("/argumentsLeftOut").asBoolean()).isTrue();
  }

  @Test
  void tellsWhatIsOverAsOver() {
    channel.deliver(delivery(Kind.VERDICT, "crm"));
    JsonNode event = JSON.readTree(told().getFirst());
    assertThat(event.at("/type").asString()).isEqualTo("request.decided");
    assertThat(event.at("/data/request/verdict/outcome").asString()).isEqualTo("denied");
  }

  @Test
  void aTestSaysNothingOfAnyRequest() {
    channel.test("payments");
    assertThat(told().getFirst())
        .isEqualTo(
            "{\"type\":\"test\",\"timestamp\":\"2026-01-02T03:05:00Z\","
                + "\"data\":{\"webhook\":\"payments\"}}");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    server.answers(
        status, Map.of("Location", "https://" + HookServer.NAME + ":" + server.port() + "/other"));
    DeliveryFailedException refused = failure();
    assertThat(refused).hasMessageContaining("a redirect, which is not followed");
    assertThat(server.received).hasSize(1);
  }

  @Test
  void aNameWithAnAddressInsideIsNotPostedToEvenIfAnotherIsAllowed() throws UnknownHostException {
    lookups.add(List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")));
    DeliveryFailedException refused = failure();
    assertThat(refused.isPermanent()).isTrue();
    assertThat(refused).hasMessageContaining("an address that is not public");
    assertThat(server.received).isEmpty();
    assertThat(inside.received).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]"})
  void spellingsOfLoopbackAreNotPostedTo(String host) {
    endpoint("payments", "https://" + host + ":" + server.port() + "/");
    // For good: not for a certificate of another name, which would be told for now only.
    assertThat(failure().isPermanent()).isTrue();
    assertThat(inside.received).isEmpty();
  }

  @Test
  void aNameThatPointsElsewhereAMomentLaterIsPostedToWhereItWasChecked()
      throws UnknownHostException {
    lookups.add(List.of(InetAddress.getByName("127.0.0.2")));
    for (int i = 0; i < 5; i++) {
      lookups.add(List.of(InetAddress.getByName("127.0.0.1")));
    }
    channel.deliver(delivery(Kind.HELD, "crm"));
    assertThat(lookedUp).isOne();
    assertThat(server.received).hasSize(1);
    assertThat(inside.received).isEmpty();
  }

  @Test
  void aServerWhoseCertificateIsForAnotherNameIsToldNothing() {
    endpoint("payments", "https://other.example.test:" + server.port() + "/");
    DeliveryFailedException refused = failure();
    assertThat(refused).hasMessageContaining("TLS");
    assertThat(refused.isPermanent()).isFalse();
    assertThat(server.received).isEmpty();
  }

  @Test
  void speaksWithoutTlsToAllowedNamesOnly() {
    try (HookServer plain = HookServer.http()) {
      endpoint("payments", "http://localhost:" + plain.port() + "/");
      assertThat(failure()).hasMessageContaining("expected https");
      assertThat(plain.received).isEmpty();
      channel = channel(Set.of(), "127.0.0.0/8");
      assertThat(failure()).hasMessageContaining("expected https");
      channel = channel(Set.of("localhost"), "::1/128");
      channel.deliver(delivery(Kind.HELD, "crm"));
      assertThat(plain.received).hasSize(1);
    }
  }

  @Test
  void aUrlWithAPasswordInItIsAtFault() {
    assertThat(channel.faultOf(URI.create("https://a:b@hooks.example.org/")))
        .hasValueSatisfying(fault -> assertThat(fault).contains("no name and password"));
    assertThat(channel.faultOf(URI.create("ftp://hooks.example.org/"))).isPresent();
    assertThat(channel.faultOf(URI.create("https:/hooks"))).isPresent();
    assertThat(channel.faultOf(URI.create("https://hooks.example.org/x"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 410, 413, 422})
  void whatIsRefusedForGoodIsNotTriedAgain(int status) {
    server.answers(status, Map.of());
    assertThat(failure().isPermanent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 408, 429, 500, 502, 503, 504})
  void whatMayGoBetterLaterIsTriedAgain(int status) {
    server.answers(status, Map.of());
    DeliveryFailedException failed = failure();
    assertThat(failed.isPermanent()).isFalse();
    assertThat(failed.retryAfter()).isEmpty();
    assertThat(server.received).hasSize(1);
    channel.deliver(delivery(Kind.HELD, "crm"));
    assertThat(server.received).hasSize(2);
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    server.answers(429, Map.of("Retry-After", "17"));
    server.answers(503, Map.of("Retry-After", "Fri, 02 Jan 2026 03:06:00 GMT"));
    server.answers(503, Map.of("Retry-After", "soon"));
    server.answers(500, Map.of("Retry-After", "17"));
    assertThat(failure().retryAfter()).contains(Duration.ofSeconds(17));
    assertThat(failure().retryAfter()).contains(Duration.ofMinutes(1));
    assertThat(failure().retryAfter()).isEmpty();
    assertThat(failure().retryAfter()).isEmpty();
  }

  @Test
  void aNameThatIsNotThereIsGivenUpAndAServerThatIsAwayIsNot() {
    assertThatThrownBy(() -> channel.deliver(Deliveries.of(Kind.HELD, "gone", "crm")))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.isPermanent()).isTrue());
    server.close();
    assertThat(failure().isPermanent()).isFalse();
  }

  private DeliveryFailedException failure() {
    return catchThrowableOfType(
        DeliveryFailedException.class, () -> channel.deliver(delivery(Kind.HELD, "crm")));
  }
}
