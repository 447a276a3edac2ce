package io.holdpoint.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a process of its own, on a free port, with its engine. */
final class ServiceProcess implements AutoCloseable {

  static final String AGENT_KEY = "hp_first-agent_" + "k3yF0rTests".repeat(4);
  static final String PASSWORD = "a passphrase for tests only";
  static final String AGENT = "Bearer " + AGENT_KEY;

  /** Slow machines run several builds at once. */
  static final Duration LONG = Duration.ofMinutes(3);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Process process;
  private final Path log;
  private final int port;

  private ServiceProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts it and does not wait. */
  static ServiceProcess launch(Path dataDir, Map<String, String> settings) throws IOException {
    Path own = Files.createTempDirectory("holdpoint-process");
    return launch(
        own,
        List.of(
            Project.JAVA_HOME.resolve("bin/java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            Project.serviceJar(own).toString()),
        dataDir,
        settings);
  }

  /** Runs a command that starts the service, such as a script. */
  static ServiceProcess launch(
      Path own, List<String> command, Path dataDir, Map<String, String> settings)
      throws IOException {
    int port = Project.freePort();
    Path log = own.resolve("output.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.startsWith("HOLDPOINT_") || name.startsWith("SPRING_"));
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("HOLDPOINT_DATA_DIR", dataDir.toString());
    environment.put("HOLDPOINT_ENGINE_HOME", Project.engineHome().toString());
    environment.put("HOLDPOINT_ADMIN_PASSWORD", PASSWORD);
    environment.put("HOLDPOINT_AGENT_KEY", AGENT_KEY);
    environment.putAll(settings);
    environment.values().removeIf(String::isEmpty);
    return new ServiceProcess(builder.start(), log, port);
  }

  static ServiceProcess start(Path dataDir, Map<String, String> settings) throws IOException {
    return launch(dataDir, settings).untilReady();
  }

  ServiceProcess untilReady() {
    await()
        .atMost(LONG)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("the service ended:\n" + output());
              }
            })
        .until(() -> get("/actuator/health/readiness", "").status() == 200);
    return this;
  }

  /** Its engine's process, once it is there. */
  ProcessHandle engine() {
    return await()
        .atMost(LONG)
        .until(() -> process.descendants().findFirst(), java.util.Optional::isPresent)
        .orElseThrow();
  }

  int port() {
    return port;
  }

  String base() {
    return "http://127.0.0.1:" + port;
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The exit status, within three minutes. */
  int exitStatus() throws InterruptedException {
    if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running:\n" + output());
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL, for the service alone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What a call got; status 0 where nobody answered. */
  record Answer(int status, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String field) {
      return json().path(field).asString("");
    }
  }

  Answer get(String path, String credential, String... headers) {
    return send(call("GET", path, credential, "", headers));
  }

  Answer post(String path, String credential, String body) {
    return send(call("POST", path, credential, body, "Content-Type", "application/json"));
  }

  private static Answer send(HttpRequest call) {
    try {
      HttpResponse<String> response = HTTP.send(call, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks in the background, as an agent that waits. */
  CompletableFuture<Answer> waiting(String id) {
    return HTTP.sendAsync(
            call("GET", "/v1/requests/" + id, AGENT, "", "Prefer", "wait=60"),
            BodyHandlers.ofString())
        .thenApply(response -> new Answer(response.statusCode(), response.body()));
  }

  private HttpRequest call(
      String method, String path, String credential, String body, String... headers) {
    var call =
        HttpRequest.newBuilder(URI.create(base() + path))
            .timeout(Duration.ofSeconds(90))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!credential.isEmpty()) {
      call.header("Authorization", credential);
    }
    if (headers.length > 0) {
      call.headers(headers);
    }
    return call.build();
  }

  /** Posts an action that is held under any policy: nobody classified its tool. */
  JsonNode hold(int number) {
    var answer =
        post(
            "/v1/requests",
            AGENT,
            "{\"action\":{\"tool\":\"tests.hold\",\"arguments\":{\"n\":" + number + "}}}");
    if (answer.status() != 202) {
      throw new AssertionError(answer.toString());
    }
    return answer.json();
  }

  Answer review(JsonNode request, String person, String decision, String reason) {
    return post(
        "/v1/requests/" + request.get("id").asString() + "/reviews",
        basic(person),
        "{\"decision\":\"%s\",\"reason\":\"%s\",\"digest\":\"%s\"}"
            .formatted(decision, reason, request.get("action").get("digest").asString()));
  }

  static String basic(String person) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((person + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  /** Ends it and all that it started. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }
}
