package io.holdpoint.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of the API as one caller makes them, over real HTTP. Headers are given as name, value, …
 */
public final class HttpCalls {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  private final URI base;
  private final String authorization;

  private HttpCalls(int port, String authorization) {
    this.base = URI.create("http://localhost:" + port);
    this.authorization = authorization;
  }

  public static HttpCalls ofAgent(int port, String key) {
    return new HttpCalls(port, "Bearer " + key);
  }

  public static HttpCalls ofPerson(int port, String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new HttpCalls(port, "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  public static HttpCalls ofNobody(int port) {
    return new HttpCalls(port, "");
  }

  public Reply post(String path, String json, String... headers) {
    return post(path, json.getBytes(StandardCharsets.UTF_8), headers);
  }

  public Reply post(String path, byte[] json, String... headers) {
    return send(
        to(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json)));
  }

  public Reply get(String path, String... headers) {
    return send(to(path, headers).GET());
  }

  /** A call that is under way while the test goes on. */
  public CompletableFuture<Reply> getLater(String path, String... headers) {
    return CLIENT
        .sendAsync(to(path, headers).GET().build(), BodyHandlers.ofString())
        .thenApply(Reply::new);
  }

  public CompletableFuture<Reply> postLater(String path, String json, String... headers) {
    return CLIENT
        .sendAsync(
            to(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString())
        .thenApply(Reply::new);
  }

  /** A request with the caller's credential, to be finished. */
  public HttpRequest.Builder to(String path, String... headers) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(90));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  public static Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What came back. */
  public record Reply(HttpResponse<String> http) {

    public int status() {
      return http.statusCode();
    }

    public String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    public String body() {
      return http.body();
    }

    public JsonNode json() {
      return JSON.readTree(http.body());
    }

    /** The text at a JSON pointer. */
    public String at(String pointer) {
      return json().at(pointer).asString();
    }
  }
}
