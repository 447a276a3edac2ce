package io.holdpoint.identity;

import io.holdpoint.identity.ReadyMessage.Shown;
import io.holdpoint.platform.PlatformSettings;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The last step of the start: makes the first accounts on an empty database, and says that
 * Holdpoint is ready. It comes after the port is bound, so that no secret is made which nobody gets
 * to see.
 */
@Component
class FirstStart {

  private static final Logger log = LoggerFactory.getLogger(FirstStart.class);

  private final FirstAccounts accounts;
  private final FirstStartSettings settings;
  private final DemoSettings demo;
  private final PlatformSettings platform;
  private final Environment environment;

  FirstStart(
      FirstAccounts accounts,
      FirstStartSettings settings,
      DemoSettings demo,
      PlatformSettings platform,
      Environment environment) {
    this.accounts = accounts;
    this.settings = settings;
    this.demo = demo;
    this.platform = platform;
    this.environment = environment;
  }

  /** Comes before the state turns to ready, and before the demo's agents ask for anything. */
  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void ready() {
    String random = Passwords.random();
    Optional<String> demoPassword =
        demo.enabled() ? Optional.of(demo.password().orElse(random)) : Optional.empty();
    Optional<String> given =
        settings.adminPassword().or(() -> demo.password().filter(p -> demo.enabled()));
    Credential fallback = Credential.random(FirstAccounts.AGENT);
    boolean seeded = accounts.seed(given.orElse(random), settings.credential(), fallback);
    List<String> made = demoPassword.map(accounts::demo).orElseGet(List::of);
    if (!seeded && (settings.adminPassword().isPresent() || settings.agentKey().isPresent())) {
      log.info(
          "accounts exist already: HOLDPOINT_ADMIN_PASSWORD and HOLDPOINT_AGENT_KEY are not looked at");
    }
    Shown shown =
        new Shown(
            seeded,
            given.isEmpty() ? Optional.of(random) : Optional.empty(),
            settings.credential().isEmpty() ? Optional.of(fallback.whole()) : Optional.empty(),
            made,
            demo.password().isEmpty() ? Optional.of(random) : Optional.empty());
    // For a terminal or a container's log; never through the logger, whose file is kept.
    System.out.println(ReadyMessage.of(console(), shown));
    System.out.flush();
  }

  private String console() {
    return platform
        .publicUrl()
        .map(Object::toString)
        .orElseGet(
            () -> {
              boolean tls =
                  environment.containsProperty("server.ssl.bundle")
                      || environment.containsProperty("server.ssl.key-store")
                      || environment.containsProperty("server.ssl.certificate");
              String port =
                  environment.getProperty(
                      "local.server.port", environment.getProperty("server.port", "8080"));
              return (tls ? "https" : "http") + "://localhost:" + port;
            });
  }
}
