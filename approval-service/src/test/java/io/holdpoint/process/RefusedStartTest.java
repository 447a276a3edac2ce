package io.holdpoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start that cannot succeed ends with one line that says why, and with a status that is not 0.
 */
class RefusedStartTest {

  @TempDir Path temp;

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused(Map.of("SERVER_PORT", port), temp.resolve("data"), port);
    }
  }

  @Test
  void saysThatTheDataDirectoryCannotBeWritten() throws Exception {
    // A file in the directory's place: permissions mean nothing to root, who may run this.
    Path notADirectory = Files.writeString(temp.resolve("data"), "a file");
    assertRefused(Map.of(), notADirectory, notADirectory.toString());
  }

  @Test
  void saysWhichSettingIsWrong() throws Exception {
    assertRefused(Map.of("HOLDPOINT_ENGINE_MODE", "sideways"), temp.resolve("data"), "sideways");
  }

  @Test
  void listsEveryFaultOfThePolicy() throws Exception {
    Path policy =
        Files.writeString(
            temp.resolve("policy.yaml"),
            """
            tiers:
              - {name: low, outcome: allow}
              - {name: high, outcome: require_approval, process: no-such-process, approvals: [{group: reviewers, count: 1}]}
            defaultTier: nowhere
            rules:
              - {name: Broken, tier: low, when: 'tool.colour == "red"'}
            """);
    assertRefused(
        Map.of("HOLDPOINT_POLICY_FILE", policy.toString()),
        temp.resolve("data"),
        "no-such-process",
        "nowhere",
        "colour");
  }

  private static void assertRefused(Map<String, String> settings, Path dataDir, String... said)
      throws Exception {
    try (var service = ServiceProcess.launch(dataDir, settings)) {
      assertThat(service.exitStatus()).isNotZero();
      assertThat(service.output()).contains(said).doesNotContain("\tat ");
      assertThat(service.output().lines().filter(line -> line.contains(said[0])))
          .as("one line for it")
          .hasSize(1);
    }
  }
}
