package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.client.HoldpointAgent;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.token.VerdictTokens;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What README.md and the pages of docs about verdicts, tasks and freezes show is done as a reader
 * would do it: programs are compiled and run, commands are typed, against the service.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the folder
class DocumentedExamplesTest extends VerdictApi implements OnH2 {

  private static final Path ROOT = Path.of("..");
  private static final Pattern CLASS = Pattern.compile("\nclass (\\w+) \\{");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void theProgramOfTheReadmeAsksWaitsAndRunsWhatWasApprovedOnce() throws Exception {
    String key = newAgent("reader-of-the-readme");

    String output = run(program("README.md"), Map.of("KEY", key), "reader-of-the-readme");

    assertThat(output).startsWith("approved ").contains("deleting 42\n");
    assertThat(eventsOf("reader-of-the-readme"))
        .containsSubsequence("request.approved", "verdict.redeemed", "verdict.result_reported");
  }

  @Test
  void theProgramOfTheVerdictsHasTheToolVerifyOfflineRedeemAndReport() throws Exception {
    String key = newAgent("reader-of-verdicts");
    String toolKey = points.create(ADMIN, "reader-of-verdicts", List.of("shop.*")).key();

    String output =
        run(
            program("docs/verdicts.md"),
            Map.of("KEY", key, "TOOL_KEY", toolKey),
            "reader-of-verdicts");

    assertThat(output).isEqualTo("refunding A-17\n");
    assertThat(eventsOf("reader-of-verdicts"))
        .containsSubsequence("request.approved", "verdict.redeemed", "verdict.result_reported");
  }

  @Test
  void theProgramsDoNothingWithoutAnApproval() throws Exception {
    for (String document : List.of("README.md", "docs/verdicts.md")) {
      String agent = "reader-denied-" + document.length();
      Process process = start(program(document), Map.of("KEY", newAgent(agent), "TOOL_KEY", "x"));
      decide(pending(agent), "deny");
      String output = output(process);
      assertThat(output).contains("denied").doesNotContain("refunding", "deleting");
      assertThat(eventsOf(agent)).doesNotContain("verdict.redeemed");
    }
  }

  @Test
  void theCommandsOfTheVerdictsReadRedeemAndReportAndTheOthersMakeAPointAndRevoke()
      throws Exception {
    List<String> commands = blocks("docs/verdicts.md", "sh");
    assertThat(commands).hasSize(5);
    String key = newAgent("typist");
    HttpCalls typist = HttpCalls.ofAgent(port, key);
    Map<String, String> values = values(key);
    values.put("ID", refundOf(typist));

    JsonNode read = typed(commands.get(0), values);
    assertThat(read.at("/status").asString()).isEqualTo("approved");
    values.put("TOKEN", read.at("/verdict/token").asString());
    JsonNode redeemed = typed(commands.get(1), values);
    assertThat(redeemed.at("/request").asString()).isEqualTo(values.get("ID"));
    assertThat(redeemed.at("/redemptionId").asString()).isEqualTo("run-1");
    assertThat(typed(commands.get(1), values)).isEqualTo(redeemed);
    JsonNode reported = typed(commands.get(2), values);
    assertThat(reported.at("/result").asString()).isEqualTo("executed");
    assertThat(typed(commands.get(1), values).at("/code").asString()).isEqualTo("already_redeemed");

    values.put("ID", refundOf(typist));
    JsonNode revoked = typed(commands.get(3), values);
    assertThat(revoked.at("/verdict/revokedAt").asString()).isNotEmpty();
    assertThat(typed(commands.get(4), values).at("/key").asString())
        .startsWith("hpt_shop-gateway_");
  }

  @Test
  void theCommandsOfTheTasksOpenAndEndOne() throws Exception {
    List<String> commands = blocks("docs/tasks.md", "sh");
    assertThat(commands).hasSize(2);
    Map<String, String> values = values(newAgent("opener"));

    JsonNode opened = typed(commands.get(0), values);
    assertThat(opened.at("/budget/sums/amount").asInt()).isEqualTo(500);
    values.put("TASK", opened.at("/id").asString());
    assertThat(typed(commands.get(1), values).at("/endedWhy").asString())
        .isEqualTo("ended by its agent: all refunded");
  }

  @Test
  void theCommandsOfTheFreezesFreezeListAndThaw() throws Exception {
    List<String> commands = blocks("docs/freezes.md", "sh");
    assertThat(commands).hasSize(3);
    Map<String, String> values = values("");

    String id = typed(commands.get(0), values).at("/id").asString();
    values.put("FREEZE", id);
    try {
      assertThat(typed(commands.get(1), values).at("/items/0/id").asString()).isEqualTo(id);
    } finally {
      assertThat(typed(commands.get(2), values).at("/thawedBy").asString()).isEqualTo("admin");
    }
  }

  private Map<String, String> values(String key) {
    Map<String, String> values = new HashMap<>();
    values.put("HOLDPOINT", "http://localhost:" + port);
    values.put("KEY", key);
    values.put("ADMIN", ADMIN.value() + ":" + ADMIN_PASSWORD);
    return values;
  }

  private String newAgent(String id) {
    return agents
        .create(ADMIN, new AgentDesk.NewAgent(new AgentId(id), ADMIN, Set.of(), Set.of()))
        .key();
  }

  /** The refund of the page, approved. */
  private String refundOf(HttpCalls caller) {
    String id =
        caller
            .post(
                "/v1/requests",
                "{\"action\":{\"tool\":\"shop.orders.refund\","
                    + "\"arguments\":{\"order\":\"A-17\",\"amount\":54.5}}}")
            .at("/id");
    decide(id, "approve");
    return id;
  }

  private String run(String program, Map<String, String> values, String agent) throws Exception {
    Process process = start(program, values);
    decide(pending(agent), "approve");
    String output = output(process);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private String pending(String agent) {
    return await()
        .atMost(LONG)
        .until(
            () -> reviewer.get("/v1/requests?status=pending&agent=" + agent).at("/items/0/id"),
            id -> !id.isEmpty());
  }

  private void decide(String id, String decision) {
    Reply reply =
        reviewer.post(
            "/v1/requests/" + id + "/reviews",
            CanonicalForm.print(
                Map.of(
                    "decision",
                    decision,
                    "reason",
                    "as it should be",
                    "digest",
                    reviewer.get("/v1/requests/" + id).at("/action/digest"))));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  private List<String> eventsOf(String agent) {
    return jdbc.sql(
            "select e.event from audit_events e join requests r on r.id = e.request_id"
                + " where r.agent_id = ? order by e.sequence")
        .param(agent)
        .query(String.class)
        .list();
  }

  private static String program(String document) throws IOException {
    List<String> programs = blocks(document, "java");
    assertThat(programs).as(document).hasSize(1);
    return programs.getFirst();
  }

  private static List<String> blocks(String document, String language) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve(document)));
    while (block.find()) {
      found.add(block.group(1).strip());
    }
    return found;
  }

  /** With the library on the class path, what it needs, and nothing else. */
  private Process start(String program, Map<String, String> values)
      throws IOException, URISyntaxException {
    Matcher name = CLASS.matcher(program);
    assertThat(name.find()).as(program).isTrue();
    Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), program);
    List<String> library = new ArrayList<>();
    for (Class<?> each : List.of(HoldpointAgent.class, VerdictTokens.class, NumberToJSON.class)) {
      library.add(place(each).toString());
    }
    String classPath = String.join(File.pathSeparator, library);
    compile(source, classPath);
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder + File.pathSeparator + classPath,
                name.group(1))
            .redirectErrorStream(true);
    builder.environment().put("HOLDPOINT", "http://localhost:" + port);
    builder.environment().putAll(values);
    return builder.start();
  }

  private void compile(Path source, String classPath) throws IOException {
    var found = new DiagnosticCollector<JavaFileObject>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(found, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  found,
                  List.of("-cp", classPath, "-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(found.getDiagnostics().toString()).isTrue();
    }
  }

  private static Path place(Class<?> ofLibrary) throws URISyntaxException {
    URI place =
        Objects.requireNonNull(ofLibrary.getProtectionDomain().getCodeSource())
            .getLocation()
            .toURI();
    return Path.of(place);
  }

  private static String output(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static JsonNode typed(String command, Map<String, String> values) throws Exception {
    var builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
    builder.environment().putAll(values);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = output(process);
    assertThat(process.exitValue()).as(output).isZero();
    return JsonMapper.shared().readTree(output);
  }
}
