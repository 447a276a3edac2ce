package io.holdpoint.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an attacker may try again and again is compared in a time that does not tell how far the try
 * was right: never by {@code equals}. Read from the sources, since names are what tells a secret.
 */
class ConstantTimeTest {

  /** Two operands, of {@code equals} and its like. */
  private static final Pattern COMPARED =
      Pattern.compile(
          "(?<left>[\\w.()\\[\\]]+)\\.(?:equals|equalsIgnoreCase|contentEquals|compareTo)\\((?<right>[^;]*?)\\)");

  /** Names of what proves who somebody is, or that something was not altered. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(secret|password|passphrase|presented|hmac|\\bmac\\b|signature|csrf|nonce|apiKey|keyHash|credential|sealed|verifier|\\bhash\\(\\)$)");

  /**
   * The record's hashes and signatures are no secrets: an export holds them, beside its text. Nor
   * is what the tool catalogue says of the credentials that are handed out.
   */
  private static final List<String> HARMLESS =
      List.of(
          "AuditSequencer.java", "ExportCheck.java", "ToolChanges.java", "CredentialReader.java");

  @Test
  void secretsAreComparedInConstantTimeOnly() throws IOException {
    List<String> found = new ArrayList<>();
    int read = 0;
    for (String module :
        List.of("workflow-models", "agent-client", "notifiers", "web-ui", "approval-service")) {
      Path sources = Path.of("..", module, "src", "main", "java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          read++;
          for (String line : Files.readAllLines(file)) {
            Matcher compared = COMPARED.matcher(line);
            while (compared.find()) {
              if (isSecret(compared.group("left")) || isSecret(compared.group("right"))) {
                found.add(file.getFileName() + ": " + line.strip());
              }
            }
          }
        }
      }
    }
    assertThat(read).isGreaterThan(300);
    assertThat(found).filteredOn(line -> HARMLESS.stream().noneMatch(line::contains)).isEmpty();
  }

  /** A text in quotes is a name of a field, not what stands there. */
  private static boolean isSecret(String operand) {
    return !operand.startsWith("\"") && SECRET.matcher(operand).find();
  }
}
