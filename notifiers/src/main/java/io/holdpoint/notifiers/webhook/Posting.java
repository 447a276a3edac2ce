package io.holdpoint.notifiers.webhook;

import io.holdpoint.model.notice.DeliveryFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Posts to a URL of which only the name is known to be meant well. The name is resolved once, every
 * address that it has must be allowed, and only these are connected to: an answer of the name
 * server that differs a moment later changes nothing. Redirects are not followed, no proxy resolves
 * the name anew, and nothing of the answer is kept but its status and its {@code Retry-After}.
 */
final class Posting {

  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(4);
  private static final Duration DONE_WITHIN = Duration.ofSeconds(9);
  private static final Duration LONGEST_ASKED = Duration.ofDays(1);

  /** What would be answered to the same body again. */
  private static final Set<Integer> FOR_GOOD = Set.of(400, 410, 413, 414, 415, 422, 431);

  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;
  private final Reach reach;
  private final Addresses addresses;
  private final Clock clock;

  /**
   * @param client for its trust in servers; all else is set here
   */
  Posting(OkHttpClient client, Reach reach, Addresses addresses, Clock clock) {
    this.client =
        client
            .newBuilder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .proxy(Proxy.NO_PROXY)
            .authenticator(Authenticator.NONE)
            .cookieJar(CookieJar.NO_COOKIES)
            .protocols(List.of(Protocol.HTTP_1_1))
            // A connection that is kept would outlive what was checked for it.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .connectTimeout(CONNECTED_WITHIN)
            .callTimeout(DONE_WITHIN)
            .build();
    this.reach = reach;
    this.addresses = addresses;
    this.clock = clock;
  }

  /** See {@link io.holdpoint.model.notice.WebhookSender#faultOf}. */
  Optional<String> faultOf(URI given) {
    HttpUrl url = HttpUrl.get(given);
    if (url == null || given.getHost() == null) {
      return Optional.of("expected https:// and a host");
    }
    if (!url.isHttps() && !reach.allowsPlain(url.host())) {
      return Optional.of("expected https (http only to names that HOLDPOINT_WEBHOOK_ALLOW has)");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      return Optional.of("expected no name and password in it (the signature says who posts)");
    }
    return Optional.empty();
  }

  /**
   * Posts the body once.
   *
   * @param id the same for each try of one event
   * @throws DeliveryFailedException it was not taken, with 2xx, by who may be spoken to
   */
  void post(URI to, String id, String body, List<byte[]> keys) {
    Optional<String> fault = faultOf(to);
    HttpUrl url = HttpUrl.get(to);
    if (fault.isPresent() || url == null) {
      throw DeliveryFailedException.permanent("its URL: " + fault.orElse("not one"));
    }
    List<InetAddress> checked = checked(url.host());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    long seconds = clock.instant().getEpochSecond();
    Request request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "Holdpoint")
            .header("Accept-Encoding", "identity")
            .header("webhook-id", id)
            .header("webhook-timestamp", String.valueOf(seconds))
            .header("webhook-signature", Signature.of(id, seconds, bytes, keys))
            .post(RequestBody.create(bytes, JSON))
            .build();
    OkHttpClient pinned = client.newBuilder().dns(host -> checked).build();
    try (Response response = pinned.newCall(request).execute()) {
      judge(response);
    } catch (SSLException e) {
      throw DeliveryFailedException.forNow("its TLS is not what was expected", e);
    } catch (InterruptedIOException e) {
      throw DeliveryFailedException.forNow("it took too long to answer", e);
    } catch (IOException e) {
      throw DeliveryFailedException.forNow("it cannot be reached", e);
    }
  }

  /** All addresses of a name, when each may be posted to: one that may not spoils them all. */
  private List<InetAddress> checked(String host) {
    List<InetAddress> found;
    try {
      found = addresses.of(host);
    } catch (UnknownHostException e) {
      throw DeliveryFailedException.forNow("its name has no address", e);
    }
    if (found.isEmpty() || !found.stream().allMatch(address -> reach.allows(host, address))) {
      throw DeliveryFailedException.permanent(
          "its name has an address that is not public, and HOLDPOINT_WEBHOOK_ALLOW has not");
    }
    return found;
  }

  private void judge(Response response) {
    int code = response.code();
    if (response.isSuccessful()) {
      return;
    }
    String said = "it answered " + code;
    if (FOR_GOOD.contains(code)) {
      throw DeliveryFailedException.permanent(said);
    }
    if (response.isRedirect()) {
      throw DeliveryFailedException.forNow(said + ", a redirect, which is not followed", null);
    }
    Optional<Duration> after = code == 429 || code == 503 ? retryAfter(response) : Optional.empty();
    throw after
        .map(pause -> DeliveryFailedException.retryAfter(said, pause))
        .orElseGet(() -> DeliveryFailedException.forNow(said, null));
  }

  /** Seconds or a date; anything else is not heard. */
  private Optional<Duration> retryAfter(Response response) {
    String text = response.header("Retry-After", "");
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      Duration asked =
          text.strip().matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text.strip()))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant());
      return Optional.of(asked)
          .filter(pause -> pause.isPositive() && pause.compareTo(LONGEST_ASKED) <= 0);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
