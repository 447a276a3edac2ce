package io.holdpoint.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Takes secrets from files, as container platforms mount them: {@code HOLDPOINT_MASTER_KEY_FILE}
 * names a file whose content is {@code HOLDPOINT_MASTER_KEY}, without the line's end. A file of a
 * secret's name below {@code /run/secrets} needs no setting.
 */
class SecretFiles implements EnvironmentPostProcessor, Ordered {

  private static final String SOURCE = "secretFiles";

  /** What may come from a file, and the property that it is. */
  private static final Map<String, String> SECRETS =
      Map.ofEntries(
          Map.entry("HOLDPOINT_MASTER_KEY", "holdpoint.master-key"),
          Map.entry("HOLDPOINT_ADMIN_PASSWORD", "holdpoint.first-start.admin-password"),
          Map.entry("HOLDPOINT_AGENT_KEY", "holdpoint.first-start.agent-key"),
          Map.entry("HOLDPOINT_DEMO_PASSWORD", "holdpoint.demo.password"),
          Map.entry("HOLDPOINT_ENGINE_CLIENT_SECRET", "holdpoint.engine.client-secret"),
          Map.entry("HOLDPOINT_MAIL_PASSWORD", "holdpoint.mail.password"),
          Map.entry("HOLDPOINT_OIDC_CLIENT_SECRET", "holdpoint.oidc.client-secret"),
          Map.entry("HOLDPOINT_SLACK_BOT_TOKEN", "holdpoint.slack.bot-token"),
          Map.entry("HOLDPOINT_SLACK_APP_TOKEN", "holdpoint.slack.app-token"),
          Map.entry("HOLDPOINT_SLACK_SIGNING_SECRET", "holdpoint.slack.signing-secret"),
          Map.entry("HOLDPOINT_SLACK_CLIENT_SECRET", "holdpoint.slack.client-secret"),
          Map.entry("SPRING_DATASOURCE_PASSWORD", "spring.datasource.password"));

  private static final long MAX_BYTES = 4_096;

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, Object> read = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    String directory = environment.getProperty("HOLDPOINT_SECRETS_DIR", "/run/secrets");
    for (String name : new TreeSet<>(SECRETS.keySet())) {
      String named = environment.getProperty(name + "_FILE", "");
      Path mounted = Path.of(directory, name);
      boolean direct = !environment.getProperty(name, "").isBlank();
      if (direct && !named.isBlank()) {
        faults.add(name + " and " + name + "_FILE are both set; expected one of them");
      } else if (!named.isBlank() || (!direct && Files.exists(mounted))) {
        String secret = read(name, named.isBlank() ? mounted : Path.of(named), faults);
        if (secret != null) {
          // By its property's name: an empty variable must not hide it.
          read.put(Objects.requireNonNull(SECRETS.get(name)), secret);
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new StartRefusedException(faults);
    }
    if (!read.isEmpty()) {
      environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, read));
    }
  }

  private static @Nullable String read(String name, Path file, List<String> faults) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        faults.add(name + "_FILE: " + file + " is larger than " + MAX_BYTES + " bytes");
        return null;
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        faults.add(name + "_FILE: " + file + " is empty; expected the secret");
      }
      return text;
    } catch (IOException e) {
      faults.add(name + "_FILE: " + file + " cannot be read");
      return null;
    }
  }

  /** Before the files of settings are read, which refer to these names. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 9;
  }
}
