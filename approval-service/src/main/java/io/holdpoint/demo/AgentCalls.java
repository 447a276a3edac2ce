package io.holdpoint.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public HTTP API, as one agent calls it. */
final class AgentCalls {

  private static final int WAIT_SECONDS = 30;

  private final HttpClient http;
  private final URI base;
  private final String key;
  private final JsonMapper json;

  AgentCalls(HttpClient http, URI base, String key, JsonMapper json) {
    this.http = http;
    this.base = base;
    this.key = key;
    this.json = json;
  }

  /** A request as the API answers it; {@code basis} is empty while it is pending. */
  record Answer(String id, String status, String tool, String basis) {

    boolean pending() {
      return status.equals("pending");
    }

    boolean approved() {
      return status.equals("approved");
    }
  }

  /** The API refused the call itself. */
  static final class CallRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    CallRefusedException(int status, String code) {
      super("HTTP " + status + (code.isEmpty() ? "" : ", " + code));
    }
  }

  /** Asks for leave; the answer may be pending. */
  Answer post(Map<String, Object> body) throws IOException, InterruptedException {
    return send(
        call("/v1/requests")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
  }

  /** Waits for the verdict, half a minute at most; the answer may still be pending. */
  Answer await(String id) throws IOException, InterruptedException {
    return send(call("/v1/requests/" + id).header("Prefer", "wait=" + WAIT_SECONDS).GET());
  }

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(WAIT_SECONDS + 15))
        .header("Authorization", "Bearer " + key);
  }

  private Answer send(HttpRequest.Builder call) throws IOException, InterruptedException {
    var response = http.send(call.build(), BodyHandlers.ofString());
    JsonNode body = json.readTree(response.body());
    if (response.statusCode() >= 300) {
      throw new CallRefusedException(response.statusCode(), body.path("code").asString(""));
    }
    return new Answer(
        body.path("id").asString(""),
        body.path("status").asString(""),
        body.path("action").path("tool").asString(""),
        body.path("verdict").path("basis").asString(""));
  }
}
