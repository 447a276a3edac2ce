package io.holdpoint.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One service, started by the container's entrypoint with its secrets as files, for all that is
 * tried on a running one: the health check, the commands of the README, the tools, the demo.
 */
class RunningServiceTest {

  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path temp;
  private static ServiceProcess service;

  @BeforeAll
  static void startByTheContainersEntrypoint() throws IOException {
    Path secrets = Files.createDirectory(temp.resolve("secrets"));
    Files.writeString(secrets.resolve("HOLDPOINT_ADMIN_PASSWORD"), ServiceProcess.PASSWORD + "\n");
    Files.writeString(secrets.resolve("HOLDPOINT_AGENT_KEY"), ServiceProcess.AGENT_KEY + "\n");
    Files.writeString(secrets.resolve("README"), "not a setting");
    service =
        ServiceProcess.launch(
                temp,
                List.of("sh", Project.ROOT.resolve("docker/entrypoint").toString()),
                temp.resolve("data"),
                Map.of(
                    "HOLDPOINT_SECRETS_DIR",
                    secrets.toString(),
                    "HOLDPOINT_JAR",
                    Project.serviceJar(temp).toString(),
                    "PATH",
                    Project.JAVA_HOME.resolve("bin") + ":" + System.getenv("PATH"),
                    "HOLDPOINT_ADMIN_PASSWORD",
                    "",
                    "HOLDPOINT_AGENT_KEY",
                    "",
                    "HOLDPOINT_DEMO",
                    "true",
                    "HOLDPOINT_DEMO_PASSWORD",
                    ServiceProcess.PASSWORD))
            .untilReady();
  }

  @AfterAll
  static void stopAndLeaveNothingBehind() throws InterruptedException {
    try (var stopping = service) {
      ProcessHandle engine = stopping.engine();
      stopping.terminate();
      stopping.exitStatus();
      await().atMost(ServiceProcess.LONG).until(() -> !engine.isAlive());
    }
  }

  @Test
  void theHealthCheckOfTheContainerSaysHealthyAndUnhealthyWhereNobodyListens() throws Exception {
    assertThat(healthCheck(service.port())).isZero();
    assertThat(healthCheck(Project.freePort())).isNotZero();
  }

  private static int healthCheck(int port) throws Exception {
    return shell(Map.of("SERVER_PORT", Integer.toString(port)), "exec sh docker/healthcheck")
        .status();
  }

  @Test
  void theCommandsOfTheReadmeDoWhatItSays() throws Exception {
    List<String> blocks = new ArrayList<>();
    Matcher found = SHELL.matcher(Files.readString(Project.ROOT.resolve("README.md")));
    while (found.find()) {
      blocks.add(found.group(1));
    }
    Map<String, String> values = new HashMap<>();
    values.put("HOLDPOINT", service.base());
    values.put("KEY", ServiceProcess.AGENT_KEY);
    List<String> statuses = new ArrayList<>();
    for (String block : blocks) {
      // What a reader fills in by hand is given by the environment.
      String commands =
          block.replaceAll("(?m)^export .*$", "").replace("wait=60", "wait=1").strip();
      if (commands.isEmpty()) {
        continue;
      }
      var ended = shell(values, commands);
      assertThat(ended.status()).as(ended.output()).isZero();
      JsonNode answer = new ServiceProcess.Answer(200, ended.output()).json();
      statuses.add(answer.get("status").asString());
      values.put("ID", answer.get("id").asString());
    }
    assertThat(statuses).containsExactly("approved", "pending", "pending", "cancelled");
  }

  @Test
  void theToolThatReplaysCountsWhatThePolicySaid() throws Exception {
    Path fixture = Path.of("src/test/resources/process/calls.ndjson").toAbsolutePath();
    var ended =
        shell(
            Map.of(),
            "tools/replay "
                + service.base()
                + " "
                + ServiceProcess.AGENT_KEY
                + " "
                + fixture
                + " 2 2");
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("12 calls in 4 tasks", "round 2: 12 answers", "p99", "refused by the API: 0")
        .containsPattern(" 12  [a-z-]+, approved")
        .containsPattern("[0-9]+  [a-z-]+, pending");
  }

  @Test
  void theToolThatLoadsFindsEveryWaiterWoken() throws Exception {
    var ended =
        shell(
            Map.of(),
            "tools/wait-load "
                + service.base()
                + " "
                + ServiceProcess.AGENT_KEY
                + " 'reviewer:"
                + ServiceProcess.PASSWORD
                + "' 40");
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("woken: 40 of 40", "approved=20", "denied=20", "failed calls: 0");
  }

  @Test
  void theDemoFillsTheInboxAndNeverFloodsIt() {
    String pending = "/v1/requests?status=pending";
    List<String> agents =
        await()
            .atMost(ServiceProcess.LONG)
            .until(() -> demoRequests(pending), open -> open.size() >= 4);
    assertThat(agents.stream().distinct()).hasSizeGreaterThan(1);
    assertThat(agents).hasSizeLessThanOrEqualTo(12);
    await()
        .atMost(ServiceProcess.LONG)
        .untilAsserted(() -> assertThat(demoRequests("/v1/requests?status=approved")).isNotEmpty());
  }

  /** The agents of the demo's requests on the first page of a list. */
  private static List<String> demoRequests(String path) {
    List<String> agents = new ArrayList<>();
    var answer = service.get(path, ServiceProcess.basic("reviewer"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    for (JsonNode request : answer.json().get("items")) {
      if (!request.get("agent").asString().equals("first-agent")) {
        agents.add(request.get("agent").asString());
      }
    }
    return agents;
  }

  private record Ended(int status, String output) {}

  private static Ended shell(Map<String, String> values, String commands) throws Exception {
    var builder =
        new ProcessBuilder("bash", "-c", commands)
            .redirectErrorStream(true)
            .directory(Project.ROOT.toFile());
    builder.environment().putAll(values);
    builder.environment().put("JAVA_HOME", Project.JAVA_HOME.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(ServiceProcess.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
