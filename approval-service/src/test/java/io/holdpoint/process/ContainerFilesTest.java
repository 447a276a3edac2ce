package io.holdpoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be said of the containers' files without a container engine. */
class ContainerFilesTest {

  private static final Path DOCKER = Project.ROOT.resolve("docker");
  private static final Pattern PINNED =
      Pattern.compile("[a-z0-9./-]+:v?[0-9]+\\.[0-9]+[A-Za-z0-9._-]*");

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.cluster.yaml"})
  void everyImageIsPinnedToAVersion(String file) throws IOException {
    assertThat(services(file).values())
        .allSatisfy(
            service -> assertThat(String.valueOf(map(service).get("image"))).matches(PINNED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.cluster.yaml"})
  void everyFileThatIsNamedIsThereOrIsMade(String file) throws IOException {
    String made = Files.readString(DOCKER.resolve("make-secrets"));
    map(compose(file).get("secrets"))
        .forEach(
            (name, secret) -> {
              assertThat(map(secret).get("file")).isEqualTo("secrets/" + name);
              assertThat(made).contains("make " + name + " ");
            });
    for (Object service : services(file).values()) {
      for (Object volume : list(map(service).get("volumes"))) {
        if (volume.toString().startsWith(".")) {
          assertThat(DOCKER.resolve(volume.toString().split(":")[0])).exists();
        }
      }
      if (map(service).get("build") instanceof Map<?, ?> build) {
        assertThat(
                DOCKER
                    .resolve(String.valueOf(build.get("context")))
                    .resolve(String.valueOf(build.get("dockerfile"))))
            .exists();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.cluster.yaml"})
  void everySecretThatIsMountedIsDeclaredAndNoneIsWrittenInTheFile(String file) throws IOException {
    Set<String> declared = map(compose(file).get("secrets")).keySet();
    for (Object service : services(file).values()) {
      assertThat(declared)
          .containsAll(list(map(service).get("secrets")).stream().map(Object::toString).toList());
      assertThat(
              map(map(service).get("environment")).keySet().stream()
                  .filter(name -> name.matches(".*(PASSWORD|SECRET|KEY|TOKEN)$")))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.cluster.yaml"})
  void nothingIsPublishedBeyondThisMachine(String file) throws IOException {
    assertThat(services(file).values().stream().flatMap(s -> list(map(s).get("ports")).stream()))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
  }

  @Test
  void theClusterHasTwoServicesThatTheProxyKnowsAndThreeBrokers() throws IOException {
    Map<String, Object> services = services("compose.cluster.yaml");
    String proxy = Files.readString(DOCKER.resolve("nginx.conf"));
    assertThat(services.keySet().stream().filter(name -> name.startsWith("holdpoint-")))
        .hasSize(2)
        .allSatisfy(name -> assertThat(proxy).contains("server " + name + ":8080"));
    assertThat(services.keySet().stream().filter(name -> name.startsWith("zeebe-"))).hasSize(3);
  }

  @Test
  void theImageIsPinnedAndRunsAsNobodySpecialWithItsHealthCheck() throws IOException {
    List<String> lines = Files.readAllLines(DOCKER.resolve("Dockerfile"));
    assertThat(
            lines.stream().filter(line -> line.startsWith("FROM ")).map(line -> line.split(" ")[1]))
        .hasSize(2)
        .allSatisfy(image -> assertThat(image).matches(PINNED));
    assertThat(lines).contains("USER 10001:10001");
    assertThat(String.join("\n", lines))
        .contains("HEALTHCHECK", "CMD [\"healthcheck\"]", "extract --layers");
    for (String line : lines) {
      if (line.startsWith("COPY") && !line.contains("--from")) {
        String[] words = line.split(" ");
        for (String source : List.of(words).subList(1, words.length - 1)) {
          assertThat(source.startsWith("--") || Files.exists(Project.ROOT.resolve(source)))
              .as(source)
              .isTrue();
        }
      }
    }
  }

  @Test
  void makesSecretsOfTheFormsThatTheSettingsExpectAndKeepsThemTheNextTime(@TempDir Path temp)
      throws Exception {
    Path docker = Files.createDirectory(temp.resolve("docker"));
    Files.createDirectory(docker.resolve("secrets"));
    Files.writeString(docker.resolve("secrets/README.md"), "");
    Path script = Files.copy(DOCKER.resolve("make-secrets"), docker.resolve("make-secrets"));
    Map<String, String> first = makeSecrets(script);
    assertThat(first.get("HOLDPOINT_AGENT_KEY")).matches("hp_[a-z0-9-]+_[^_]{32,}");
    assertThat(java.util.Base64.getDecoder().decode(first.get("HOLDPOINT_MASTER_KEY"))).hasSize(32);
    assertThat(first.get("HOLDPOINT_ADMIN_PASSWORD")).hasSizeGreaterThan(12);
    assertThat(makeSecrets(script)).isEqualTo(first);
  }

  private static Map<String, String> makeSecrets(Path script) throws Exception {
    var process = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    try (Stream<Path> files = Files.list(script.resolveSibling("secrets"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("[A-Z_]+"))
          .collect(
              Collectors.toMap(file -> file.getFileName().toString(), ContainerFilesTest::text));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, Object> compose(String file) throws IOException {
    // Compose knows YAML's merge key, which YAML 1.2 itself does not.
    Object read =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(DOCKER.resolve(file)));
    return map(read);
  }

  private static Map<String, Object> services(String file) throws IOException {
    Map<String, Object> services = map(compose(file).get("services"));
    return services.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> merged(map(entry.getValue()))));
  }

  private static Map<String, Object> merged(Map<String, Object> service) {
    Map<String, Object> all = new java.util.HashMap<>(map(service.get("<<")));
    all.putAll(service);
    return all;
  }

  @SuppressWarnings("unchecked") // the keys of these files are texts
  private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? List.of() : (List<?>) value;
  }
}
