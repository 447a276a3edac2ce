package io.holdpoint.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

/** The table of settings is complete. */
class ConfigurationDocumentTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");

  @Test
  void everySettingStandsInTheDocument() throws IOException {
    String document = Files.readString(Path.of("../docs/configuration.md"));
    List<String> missing = new ArrayList<>();
    for (var source :
        new YamlPropertySourceLoader()
            .load("settings", new ClassPathResource("application.yaml"))) {
      for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
        if (name.startsWith("holdpoint.") && !document.contains("`" + name + "`")) {
          missing.add(name);
        }
      }
    }
    assertThat(missing).as("settings without a row in docs/configuration.md").isEmpty();
  }

  @Test
  void everyVariableStandsInTheDocument() throws IOException {
    String document = Files.readString(Path.of("../docs/configuration.md"));
    List<String> missing = new ArrayList<>();
    try (InputStream yaml =
        Objects.requireNonNull(getClass().getResourceAsStream("/application.yaml"))) {
      Matcher matcher = VARIABLE.matcher(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
      while (matcher.find()) {
        if (!document.contains("`" + matcher.group(1) + "`")) {
          missing.add(matcher.group(1));
        }
      }
    }
    assertThat(missing).as("variables without a row in docs/configuration.md").isEmpty();
  }
}
