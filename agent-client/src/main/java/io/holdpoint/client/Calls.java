package io.holdpoint.client;

import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.digest.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One Holdpoint, called with one credential. What can be repeated is, when no answer came. */
final class Calls {

  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** What another try may mend; everything else is an answer. */
  private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI base;
  private final String credential;

  Calls(URI base, String credential) {
    this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
    this.credential = credential;
  }

  /**
   * Posts something that may be posted twice: with an idempotency key, or of that nature.
   *
   * @throws HoldpointException a problem, or no answer after several tries
   */
  Map<String, @Nullable Object> post(
      String path, Map<String, ?> body, Map<String, String> headers, Duration wait) {
    return send(
        request(path, headers, wait)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(CanonicalForm.print(Values.plain(body))))
            .build());
  }

  Map<String, @Nullable Object> get(String path, Map<String, String> headers, Duration wait) {
    return send(request(path, headers, wait).GET().build());
  }

  private HttpRequest.Builder request(String path, Map<String, String> headers, Duration wait) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER.plus(wait));
    if (!credential.isEmpty()) {
      request.header("Authorization", "Bearer " + credential);
    }
    headers.forEach(request::header);
    return request;
  }

  private Map<String, @Nullable Object> send(HttpRequest request) {
    HoldpointException last = new HoldpointException(0, "unreachable", "not tried");
    for (int i = 0; i < TRIES; i++) {
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 == 2) {
          return JsonText.object(response.body());
        }
        last = problem(response);
        if (!AGAIN.contains(response.statusCode())) {
          throw last;
        }
        pause(i, response);
      } catch (IOException e) {
        last = new HoldpointException("Holdpoint did not answer", e);
        pause(i, null);
      } catch (IllegalArgumentException e) {
        throw new HoldpointException("Holdpoint's answer is no JSON object", e);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    throw last;
  }

  private static HoldpointException problem(HttpResponse<String> response) {
    try {
      Map<String, @Nullable Object> problem = JsonText.object(response.body());
      return new HoldpointException(
          response.statusCode(),
          Values.text(problem, "code").orElse("unknown"),
          Values.text(problem, "detail").orElse("HTTP " + response.statusCode()));
    } catch (IllegalArgumentException e) {
      return new HoldpointException(
          response.statusCode(), "unknown", "HTTP " + response.statusCode());
    }
  }

  /** Longer each time, by chance, so that many agents do not come back together. */
  private static void pause(int tried, @Nullable HttpResponse<String> response) {
    long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << tried);
    long asked =
        response == null
            ? 0
            : response
                .headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,3}"))
                .map(seconds -> Math.min(LONGEST_PAUSE.toMillis(), Long.parseLong(seconds) * 1_000))
                .orElse(0L);
    try {
      Thread.sleep(Math.max(asked, ThreadLocalRandom.current().nextLong(most / 2, most + 1)));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static HoldpointException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new HoldpointException("interrupted while waiting for Holdpoint", e);
  }
}
