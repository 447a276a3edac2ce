package io.holdpoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} and {@code test} where something is missing, in a world made for them. */
class ScriptsTest {

  private static final List<String> TOOLS =
      List.of(
          "awk",
          "bash",
          "cat",
          "dirname",
          "env",
          "find",
          "grep",
          "head",
          "id",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "sort",
          "tail",
          "tee",
          "touch",
          "tr",
          "wc");

  @TempDir Path world;
  private Path bin;
  private Path project;

  @BeforeEach
  void makeAWorldWithTheUsualToolsAndNothingElse() throws IOException {
    bin = Files.createDirectory(world.resolve("bin"));
    for (String tool : TOOLS) {
      passOn(tool);
    }
    project = Files.createDirectory(world.resolve("project"));
    Files.createDirectory(project.resolve("scripts"));
    for (String file : List.of("run", "test", "scripts/lib.sh", "scripts/build.sh", "pom.xml")) {
      Files.copy(
          Project.ROOT.resolve(file), project.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  @Test
  void runSaysInOneLineThatThereIsNoJdk() throws Exception {
    var ended = script("run", Map.of("HOLDPOINT_JDK_SEARCH", ""));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output().lines()).hasSize(1);
    assertThat(ended.output()).startsWith("No JDK 21 or later was found").contains("JAVA_HOME");
  }

  @Test
  void testSaysInOneLineThatThereIsNoJdk() throws Exception {
    var ended = script("test", Map.of("HOLDPOINT_JDK_SEARCH", ""));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output().lines()).hasSize(1);
  }

  @Test
  void aJdkThatIsTooOldIsPassedOverForTheNewestOfTheOthers() throws Exception {
    for (int major : List.of(17, 21, 24, 11)) {
      jdk(major);
    }
    var ended =
        run(
            Map.of(
                "JAVA_HOME", jdk(17).toString(),
                "HOLDPOINT_JDK_SEARCH",
                    String.join(":", jdk(11).toString(), jdk(21).toString(), jdk(24).toString())),
            "bash",
            "-c",
            ". scripts/lib.sh; find_jdk; echo $JAVA_HOME $JDK_MAJOR; java_options");
    assertThat(ended.output())
        .contains(jdk(24) + " 24")
        .contains("--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void runNamesAnOptionThatItDoesNotKnow() throws Exception {
    var ended = script("run", Map.of(), "--dmeo");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output()).contains("--dmeo").contains("--demo");
  }

  @Test
  void runExplainsItself() throws Exception {
    var ended = script("run", Map.of(), "--help");
    assertThat(ended.status()).isZero();
    assertThat(ended.output()).contains("--demo", "SERVER_PORT", "HOLDPOINT_DATA_DIR");
  }

  @Test
  void saysWhatToTypeWhereItMayNotInstallMaven() throws Exception {
    program("id", "echo 1000");
    program("apt-get", "exit 9");
    var ended = script("run", Map.of("JAVA_HOME", jdk(21).toString()));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output())
        .contains("Maven is missing. Type: sudo apt-get install -y --no-install-recommends maven");
  }

  @Test
  void installsWhatIsMissingWhereItMay() throws Exception {
    program("id", "echo 0");
    program(
        "apt-get",
        "case \"$*\" in *install*chromium*) printf '#!/bin/sh\\n' >"
            + bin
            + "/chromium; chmod +x "
            + bin
            + "/chromium;; esac");
    passOn("chmod");
    program("mvn", "mkdir -p m/target/surefire-reports; " + report(3, 0, 0, 0));
    var ended = script("test", Map.of("JAVA_HOME", jdk(21).toString()));
    assertThat(ended.output()).contains("installing it").endsWith("3 passed, 0 failed\n");
    assertThat(ended.status()).isZero();
  }

  @Test
  void saysWhatToTypeWhereItMayNotInstallChromium() throws Exception {
    program("id", "echo 1000");
    program("apt-get", "exit 9");
    program("mvn", "exit 0");
    var ended = script("test", Map.of("JAVA_HOME", jdk(21).toString()));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output())
        .contains("Type: sudo apt-get install -y --no-install-recommends chromium");
  }

  @Test
  void testCountsWhatFailedAndWhatCouldNotRun() throws Exception {
    program("chromium", "exit 0");
    program("mvn", "mkdir -p m/target/surefire-reports; " + report(10, 1, 2, 1));
    var ended = script("test", Map.of("JAVA_HOME", jdk(21).toString()));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).endsWith("\n6 passed, 4 failed\n");
  }

  @Test
  void testFailsWhenNothingWasTested() throws Exception {
    program("chromium", "exit 0");
    program("mvn", "exit 0");
    var ended = script("test", Map.of("JAVA_HOME", jdk(21).toString()));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("No test was run.").endsWith("\n0 passed, 1 failed\n");
  }

  @Test
  void testFailsWhenTheBuildFailsWhateverTheReportsSay() throws Exception {
    program("chromium", "exit 0");
    program(
        "mvn",
        "mkdir -p m/target/surefire-reports; "
            + report(5, 0, 0, 0)
            + "; echo '[ERROR] no'; exit 1");
    var ended = script("test", Map.of("JAVA_HOME", jdk(21).toString()));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("[ERROR] no").endsWith("\n5 passed, 1 failed\n");
  }

  @Test
  void testFailsWhenATestProcessDied() throws Exception {
    program("chromium", "exit 0");
    program(
        "mvn",
        "mkdir -p m/target/surefire-reports; "
            + report(5, 0, 0, 0)
            + "; echo '[ERROR] The forked VM terminated without saying properly goodbye'");
    var ended = script("test", Map.of("JAVA_HOME", jdk(21).toString()));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).endsWith("\n5 passed, 1 failed\n");
  }

  @Test
  void runTellsWhyABuildFailed() throws Exception {
    program("mvn", "echo '[ERROR] the reason'; exit 1");
    var ended = script("run", Map.of("JAVA_HOME", jdk(21).toString()));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("[ERROR] the reason").contains("target/build.log");
  }

  private record Ended(int status, String output) {}

  private Ended script(String name, Map<String, String> environment, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(project.resolve(name).toString()));
    command.addAll(List.of(options));
    return run(environment, command.toArray(String[]::new));
  }

  private Ended run(Map<String, String> environment, String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(project.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("HOME", world.toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  /** Something that looks like a JDK of this version. */
  private Path jdk(int major) throws IOException {
    Path home = world.resolve("jdk-" + major);
    if (!Files.exists(home)) {
      Files.createDirectories(home.resolve("bin"));
      Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + major + ".0.2\"\n");
      program(home.resolve("bin/java"), "exit 0");
      program(home.resolve("bin/javac"), "exit 0");
    }
    return home;
  }

  /** The shell command that writes such a report of one suite. */
  private static String report(int tests, int errors, int skipped, int failures) {
    return "printf '<?xml version=\"1.0\"?>\\n<testsuite name=\"a.B\" time=\"1\" tests=\"%d\" errors=\"%d\" skipped=\"%d\" failures=\"%d\">\\n</testsuite>\\n' >m/target/surefire-reports/TEST-a.B.xml"
        .formatted(tests, errors, skipped, failures);
  }

  /** Makes one of the system's own tools available. */
  private void passOn(String tool) throws IOException {
    program(tool, "exec " + found(tool) + " \"$@\"");
  }

  private void program(String name, String body) throws IOException {
    program(bin.resolve(name), body);
  }

  private static void program(Path file, String body) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file.toString());
    }
  }

  private static Path found(String tool) {
    for (String directory : List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
      Path file = Path.of(directory, tool);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException("no " + tool);
  }
}
