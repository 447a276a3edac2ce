package io.holdpoint.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Reads a small JSON document of an issuer: no redirects, a bounded size, a bounded time. */
@Component
class IssuerFetch {

  static final int MOST_BYTES = 256 * 1024;
  static final Duration LONGEST = Duration.ofSeconds(4);

  private final IssuerAddresses addresses;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  IssuerFetch(IssuerAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * @throws IOException it may not be asked, or did not answer with 200 in time and size
   */
  String get(URI uri) throws IOException {
    addresses.check(uri);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LONGEST)
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
    try {
      HttpResponse<String> got = answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      if (got.statusCode() != 200) {
        throw new IOException("it answered " + got.statusCode());
      }
      return got.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      throw new IOException("it did not answer in " + LONGEST.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("it cannot be reached or read", e.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
