package io.holdpoint.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent on the other side of the public API. */
final class AgentCalls {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final String key;

  AgentCalls(String address, String key) {
    this.address = address;
    this.key = key;
  }

  /** Posts an action and does not wait. */
  JsonNode ask(String body) {
    try {
      return read(http.send(post(body).build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the verdict of a request, as agents do: in one call that is held open. */
  CompletableFuture<JsonNode> verdictOf(JsonNode request) {
    return http.sendAsync(
            call("/v1/requests/" + request.path("id").asString())
                .header("Prefer", "wait=50")
                .build(),
            BodyHandlers.ofString())
        .thenApply(AgentCalls::read);
  }

  private HttpRequest.Builder post(String body) {
    return call("/v1/requests")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + key);
  }

  private static JsonNode read(HttpResponse<String> response) {
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
