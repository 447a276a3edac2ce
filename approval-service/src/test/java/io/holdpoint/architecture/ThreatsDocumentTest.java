package io.holdpoint.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of attacks names tests that are there. */
class ThreatsDocumentTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Pattern ROW = Pattern.compile("\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");

  @Test
  void everyTestThatTheCatalogueNamesIsThere() throws IOException {
    Map<String, String> sources = testSources();
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (List<String> row : attacks()) {
      Matcher test = NAMED.matcher(row.get(2));
      while (test.find()) {
        named++;
        String source = sources.getOrDefault(test.group(1), "");
        if (!Pattern.compile(" " + test.group(2) + "\\(").matcher(source).find()) {
          missing.add(test.group());
        }
      }
    }
    assertThat(named).isGreaterThan(20);
    assertThat(missing).as("named in docs/threats.md, and not there").isEmpty();
  }

  @Test
  void everyAttackHasATestAndSaysWhetherItWasSeenToFail() throws IOException {
    assertThat(attacks())
        .allSatisfy(row -> assertThat(NAMED.matcher(row.get(2)).find()).as(row.get(0)).isTrue())
        .allSatisfy(
            row ->
                assertThat(row.get(3))
                    .as(row.get(0))
                    .matches("\\d{4}-\\d{2}-\\d{2}( \\(.*\\))?|not yet|–.*"));
  }

  /** The rows of the tables of attacks: attack, defence, tests, when they were seen to fail. */
  private static List<List<String>> attacks() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/threats.md"))) {
      if (line.startsWith("## How this maps")) {
        break;
      }
      Matcher row = ROW.matcher(line.strip());
      if (row.matches() && !line.contains("---") && !line.startsWith("| attack |")) {
        rows.add(Stream.of(1, 2, 3, 4).map(i -> row.group(i).strip()).toList());
      }
    }
    return rows;
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module :
        List.of("workflow-models", "agent-client", "notifiers", "web-ui", "approval-service")) {
      Path tests = ROOT.resolve(module).resolve("src/test/java");
      if (!Files.isDirectory(tests)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String name = String.valueOf(file.getFileName());
          // Two packages may each have a test of this name.
          sources.merge(
              name.substring(0, name.length() - ".java".length()),
              Files.readString(file),
              String::concat);
        }
      }
    }
    return sources;
  }
}
