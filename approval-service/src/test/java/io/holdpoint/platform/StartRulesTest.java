package io.holdpoint.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What stops a start, and in which words. */
class StartRulesTest {

  @TempDir Path temp;

  @Test
  void productionIsRefusedWithEveryReasonAtOnce() {
    var environment =
        production(
            Map.of(
                "spring.datasource.url", "jdbc:h2:file:x",
                "holdpoint.demo.enabled", "true",
                "holdpoint.first-start.admin-password", "admin",
                "holdpoint.first-start.agent-key", "hp_bot_" + "example".repeat(6),
                "spring.datasource.password", "postgres"));
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "commandLineArgs", Map.of("HOLDPOINT_AGENT_KEY", "hp_bot_" + "x".repeat(40))));
    assertThat(ProductionRules.faults(environment))
        .hasSize(7)
        .anyMatch(fault -> fault.contains("PostgreSQL"))
        .anyMatch(fault -> fault.contains("HOLDPOINT_MASTER_KEY_FILE"))
        .anyMatch(fault -> fault.contains("the demo is on"))
        .anyMatch(fault -> fault.contains("plain text"))
        .anyMatch(fault -> fault.contains("HOLDPOINT_ADMIN_PASSWORD is short"))
        .anyMatch(fault -> fault.contains("HOLDPOINT_AGENT_KEY is an example"))
        .anyMatch(fault -> fault.contains("the database's password"))
        .noneMatch(fault -> fault.contains("xxxx"));
  }

  @Test
  void productionStartsWithPostgresqlAndSecretsFromFiles() {
    var environment =
        production(
            Map.of(
                "spring.datasource.url", "jdbc:postgresql://db/holdpoint",
                "spring.datasource.password", "k3v-9sl-2mx-7aa",
                "holdpoint.master-key", "from a file",
                "holdpoint.first-start.admin-password", "three blind mice"));
    assertThat(ProductionRules.faults(environment)).isEmpty();
  }

  @Test
  void elsewhereNothingOfThatIsAsked() {
    var environment = new StandardEnvironment();
    assertThat(ProductionRules.faults(environment)).isEmpty();
  }

  @Test
  void secretsAreReadFromFilesThatAreNamedOrMounted() throws IOException {
    Path named = Files.writeString(temp.resolve("named"), "secret one\n");
    Files.writeString(temp.resolve("HOLDPOINT_ADMIN_PASSWORD"), "secret two\n");
    var environment =
        environment(
            Map.of(
                "HOLDPOINT_MASTER_KEY_FILE", named.toString(),
                "HOLDPOINT_SECRETS_DIR", temp.toString(),
                "HOLDPOINT_ADMIN_PASSWORD", ""));
    new SecretFiles().postProcessEnvironment(environment, new SpringApplication());
    assertThat(environment.getProperty("holdpoint.master-key")).isEqualTo("secret one");
    assertThat(environment.getProperty("holdpoint.first-start.admin-password"))
        .isEqualTo("secret two");
  }

  @Test
  void aSecretGivenTwiceOrAFileThatIsNotThereStopsTheStart() {
    var environment =
        environment(
            Map.of(
                "HOLDPOINT_MASTER_KEY_FILE", temp.resolve("none").toString(),
                "HOLDPOINT_AGENT_KEY_FILE", "x",
                "HOLDPOINT_AGENT_KEY", "y"));
    assertThatThrownBy(
            () -> new SecretFiles().postProcessEnvironment(environment, new SpringApplication()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("both set")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void theDataDirectoryMustBeWritable() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> StartChecks.checkWritable(file.resolve("data")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not writable")
        .hasMessageContaining("HOLDPOINT_DATA_DIR");
    StartChecks.checkWritable(temp.resolve("new/data"));
  }

  @Test
  void theMasterKeyIsGeneratedOnceForItsOwnerOnly() throws IOException {
    Path file = temp.resolve("data").resolve(MasterKey.FILE);
    byte[] first = MasterKey.inFile(file).derive("one");
    assertThat(MasterKey.inFile(file).derive("one")).isEqualTo(first);
    assertThat(MasterKey.inFile(file).derive("other")).isNotEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var left = Files.list(file.resolveSibling("."))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void aMasterKeyOfAnotherFormIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> MasterKey.ofBase64("not base64!"))
        .hasMessageContaining("HOLDPOINT_MASTER_KEY")
        .hasMessageNotContaining("not base64!");
    assertThatThrownBy(() -> MasterKey.ofBase64(Base64.getEncoder().encodeToString(new byte[31])))
        .hasMessageContaining("31 bytes");
  }

  @Test
  void troubleOfAnOperatorIsToldInOneLine() {
    assertThat(StartFailures.explain(new RuntimeException(new PortInUseException(8080))))
        .containsExactly("port 8080 is taken; set SERVER_PORT to a free one");
    assertThat(StartFailures.explain(new SQLException("in use", "90020")))
        .singleElement()
        .asString()
        .contains("another Holdpoint");
    assertThat(StartFailures.explain(new SQLException("no such\nuser", "28P01")))
        .singleElement()
        .asString()
        .contains("user or password")
        .doesNotContain("\n");
    assertThat(StartFailures.explain(new SQLException("gone", "08001")))
        .singleElement()
        .asString()
        .contains("cannot be reached");
    assertThat(StartFailures.explain(new IllegalStateException("a bug"))).isEmpty();
  }

  private static StandardEnvironment production(Map<String, Object> settings) {
    var environment = environment(settings);
    environment.setActiveProfiles("production");
    return environment;
  }

  private static StandardEnvironment environment(Map<String, Object> settings) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return environment;
  }
}
