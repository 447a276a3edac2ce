package io.holdpoint.request.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SecretFinderTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path RESOURCES = Path.of("src/test/resources/secrets");

  private final SecretFinder finder = new SecretFinder(secret -> "[masked 0000000000000000]");

  /** Arguments, a tab, and the secret in them that must be gone. */
  static List<String> secrets() throws Exception {
    return Files.readAllLines(RESOURCES.resolve("secret.tsv")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("//"))
        .toList();
  }

  static List<String> harmless() throws Exception {
    return Files.readAllLines(RESOURCES.resolve("harmless.ndjson")).stream()
        .filter(line -> !line.isBlank())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void coversTheSecretAndNothingElseIsNeeded(String line) {
    // Written apart in the file, so that nobody takes the examples for leaked keys.
    String json = line.substring(0, line.indexOf('\t')).replace("~~", "");
    String secret = line.substring(line.indexOf('\t') + 1).replace("~~", "");
    assertThat(json).contains(secret);
    String shown = JSON.writeValueAsString(finder.covered(object(json), ""));
    assertThat(shown).doesNotContain(secret).contains("[masked ");
    assertThat(finder.found()).isTrue();
    assertThat(finder.where()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void leavesAloneWhatIsNoSecret(String json) {
    var object = object(json);
    assertThat(finder.covered(object, "")).as("%s", finder.where()).isEqualTo(object);
    assertThat(finder.found()).isFalse();
  }

  @Test
  void keepsWhatStandsAroundASecretInAText() {
    assertThat(
            finder.covered(
                "curl -H 'Authorization: Bearer abcdefghijklmnop1234' https://api.example.com/v1",
                "/c"))
        .isEqualTo(
            "curl -H 'Authorization: Bearer [masked 0000000000000000]' https://api.example.com/v1");
  }

  @Test
  void namesTheplacesAsPointers() {
    finder.covered(
        object(
            "{\"a/b\":{\"password\":\"hunter2\"},\"list\":[{\"apiKey\":\"k-1\"},{\"pin\":1234}]}"),
        "/action/arguments");
    assertThat(finder.where())
        .containsExactly(
            "/action/arguments/a~1b/password",
            "/action/arguments/list/0/apiKey",
            "/action/arguments/list/1/pin");
  }

  @Test
  void aMaskThatTheAgentWroteItselfIsMaskedToo() {
    var own = new SecretFinder(secret -> "[masked 1111111111111111]");
    assertThat(own.covered("see [masked 0000000000000000]", ""))
        .isEqualTo("see [masked 1111111111111111]");
  }

  @Test
  void aKeyThatIsASecretItselfIsCoveredAndNotNamed() {
    String key = "ghp_" + "a1B2".repeat(9);
    String shown =
        JSON.writeValueAsString(finder.covered(Map.of(key, Map.of("password", "hunter2")), ""));
    assertThat(shown).doesNotContain(key).doesNotContain("hunter2");
    assertThat(String.join(" ", finder.where())).doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN RSA PRIVATE KEY-----",
        "eyJ",
        "://a:",
        "password=",
        "\"password\":\"",
        "Bearer "
      })
  void takesTimeThatGrowsWithTheTextOnly(String begin) {
    time(begin, 20_000); // what is compiled at the first use is not counted
    double ratio = Math.max(1, time(begin, 200_000)) / (double) Math.max(1, time(begin, 20_000));
    // Ten times the text: about ten times the time, and a hundred where each place looks at all of
    // it. Both are measured on the same machine, a moment apart.
    assertThat(ratio).as("ten times as much of %s", begin).isLessThan(50);
  }

  /** The best of several, so that what else the machine does counts least. */
  private long time(String begin, int length) {
    String text = begin.repeat(length / begin.length());
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long from = System.nanoTime();
      finder.covered(text, "");
      best = Math.min(best, System.nanoTime() - from);
    }
    return best;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String json) {
    return JSON.readValue(json, Map.class);
  }

  static List<String> lines(Path file) throws Exception {
    return new ArrayList<>(Files.readAllLines(file));
  }
}
