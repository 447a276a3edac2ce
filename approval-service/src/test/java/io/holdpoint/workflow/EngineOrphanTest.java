package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run leaves behind. */
class EngineOrphanTest {

  @TempDir Path directory;

  private Process sleeper;

  @BeforeEach
  void someProcess() throws IOException {
    sleeper = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void end() {
    sleeper.destroyForcibly();
  }

  @Test
  void theEngineOfAKilledRunIsEndedByTheNextStart() throws Exception {
    file().write(sleeper.toHandle());
    file().endOrphan();
    assertThat(sleeper.isAlive()).isFalse();
    assertThat(path()).doesNotExist();
  }

  @Test
  void evenOneThatHangs() throws Exception {
    file().write(sleeper.toHandle());
    new ProcessBuilder("kill", "-STOP", Long.toString(sleeper.pid())).start().waitFor();
    file().endOrphan();
    assertThat(sleeper.isAlive()).isFalse();
  }

  @Test
  void aProcessThatOnlyHasItsNumberIsLeftAlone() throws Exception {
    file().write(sleeper.toHandle());
    List<String> lines = Files.readAllLines(path());
    Files.write(path(), List.of(lines.get(0), "2001-01-01T00:00:00Z", lines.get(2)));
    file().endOrphan();
    assertThat(sleeper.isAlive()).isTrue();
  }

  @Test
  void aProcessWithAnotherCommandIsLeftAlone() throws Exception {
    file().write(sleeper.toHandle());
    List<String> lines = Files.readAllLines(path());
    Files.write(path(), List.of(lines.get(0), lines.get(1), "/usr/bin/other"));
    file().endOrphan();
    assertThat(sleeper.isAlive()).isTrue();
  }

  @Test
  void aDamagedFileStopsNothing() throws Exception {
    Files.writeString(path(), "not\na\npid\n");
    file().endOrphan();
    assertThat(path()).doesNotExist();
  }

  @Test
  void theEngineEndsWhenItsParentIsKilled() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                TestEngine.home("8.5.8").toString(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    long engine;
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      while (line != null && !line.startsWith("engine ")) {
        line = output.readLine();
      }
      assertThat(line).isNotNull();
      engine = Long.parseLong(line.substring("engine ".length()));
      assertThat(ProcessHandle.of(engine)).isPresent();
      owner.destroyForcibly();
      owner.waitFor();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessHandle.of(engine).filter(ProcessHandle::isAlive).isEmpty());
  }

  private Path path() {
    return directory.resolve("engine.pid");
  }

  private EnginePidFile file() {
    return new EnginePidFile(path());
  }

  /** A run that is about to be killed. */
  static final class Owner {
    public static void main(String[] args) throws Exception {
      Path data = Path.of(args[1]);
      EngineProcess engine =
          EngineProcess.start(
              Path.of(args[0]),
              data,
              data.resolve("engine.log"),
              256,
              EnginePorts.free(),
              Map.of());
      System.out.println("engine " + engine.handle().pid());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }
}
