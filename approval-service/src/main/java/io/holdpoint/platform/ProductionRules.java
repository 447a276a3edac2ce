package io.holdpoint.platform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What the production profile does not start with. All of it is told at once. */
final class ProductionRules {

  static final String PROFILE = "production";

  /** Passwords and parts of keys that stand in documents, examples and habits. */
  private static final Set<String> KNOWN =
      Set.of(
          "admin",
          "password",
          "changeme",
          "change-me",
          "secret",
          "holdpoint",
          "postgres",
          "test",
          "demo",
          "example");

  private static final int MIN_PASSWORD = 12;

  /** Ours; the database's password may come from wherever the platform puts it. */
  private static final List<String> NOT_IN_THE_ENVIRONMENT =
      List.of(
          "HOLDPOINT_MASTER_KEY",
          "HOLDPOINT_ADMIN_PASSWORD",
          "HOLDPOINT_AGENT_KEY",
          "HOLDPOINT_MAIL_PASSWORD",
          "HOLDPOINT_OIDC_CLIENT_SECRET",
          "HOLDPOINT_SLACK_BOT_TOKEN",
          "HOLDPOINT_SLACK_APP_TOKEN",
          "HOLDPOINT_SLACK_SIGNING_SECRET",
          "HOLDPOINT_SLACK_CLIENT_SECRET");

  private ProductionRules() {}

  static List<String> faults(ConfigurableEnvironment environment) {
    if (!Arrays.asList(environment.getActiveProfiles()).contains(PROFILE)) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    String url = value(environment, "spring.datasource.url");
    if (!url.startsWith("jdbc:postgresql:")) {
      faults.add(
          "production: the database is not PostgreSQL; set SPRING_DATASOURCE_URL to"
              + " jdbc:postgresql://…");
    }
    if (value(environment, "holdpoint.master-key").isEmpty()) {
      faults.add(
          "production: no master key from outside; set HOLDPOINT_MASTER_KEY_FILE (a key generated"
              + " into the data directory would lie beside what it protects)");
    }
    if (environment.getProperty("holdpoint.demo.enabled", "false").equalsIgnoreCase("true")) {
      faults.add("production: the demo is on; unset HOLDPOINT_DEMO");
    }
    for (String name : NOT_IN_THE_ENVIRONMENT) {
      if (isPlain(environment, name)) {
        faults.add(
            "production: "
                + name
                + " stands in plain text in the environment or on the command line; put it in a file"
                + " and set "
                + name
                + "_FILE");
      }
    }
    weakSecrets(environment, faults);
    return faults;
  }

  private static void weakSecrets(Environment environment, List<String> faults) {
    String admin = value(environment, "holdpoint.first-start.admin-password");
    if (!admin.isEmpty() && (admin.length() < MIN_PASSWORD || isKnown(admin))) {
      faults.add(
          "production: HOLDPOINT_ADMIN_PASSWORD is short or a well-known one; expected "
              + MIN_PASSWORD
              + " characters or more that nobody guesses, or none (a random one is made)");
    }
    String key = value(environment, "holdpoint.first-start.agent-key");
    String secret = key.substring(key.lastIndexOf('_') + 1);
    if (!key.isEmpty() && (isKnown(secret) || secret.chars().distinct().count() < 12)) {
      faults.add(
          "production: HOLDPOINT_AGENT_KEY is an example or has too little chance in it; expected a"
              + " random secret, or none (a random one is made)");
    }
    String database = value(environment, "spring.datasource.password");
    if (!database.isEmpty() && isKnown(database)) {
      faults.add("production: the database's password is a well-known one");
    }
  }

  /** A known word, alone or with a little around it, or again and again. */
  private static boolean isKnown(String secret) {
    String lower = secret.toLowerCase(Locale.ROOT);
    return KNOWN.stream()
            .anyMatch(word -> lower.replace(word, "").length() < 6 && lower.contains(word))
        || lower.contains("example");
  }

  private static boolean isPlain(ConfigurableEnvironment environment, String name) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      boolean plain =
          source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
              || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
              || source.getName().equals("commandLineArgs");
      if (plain && source.getProperty(name) instanceof String value && !value.isBlank()) {
        return true;
      }
    }
    return false;
  }

  private static String value(Environment environment, String name) {
    return environment.getProperty(name, "").strip();
  }
}
