package io.holdpoint.identity;

import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.PasskeyDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.testing.ShiftableClock;
import io.holdpoint.testing.ShiftableTime;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, keys and doors with the real storage and the real server; no requests, no console. */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.holdpoint")
@EnableJpaRepositories(basePackages = {"io.holdpoint.identity", "io.holdpoint.audit"})
@ComponentScan(
    basePackages = {"io.holdpoint.identity", "io.holdpoint.audit", "io.holdpoint.platform"})
@ConfigurationPropertiesScan(basePackages = {"io.holdpoint.identity", "io.holdpoint.platform"})
@Import({ShiftableTime.class, IdentitySlice.Pages.class, IdentitySlice.Time.class})
class IdentitySlice {

  /** The clock that the tests move. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Time {

    @Bean
    @Primary
    ShiftableClock shiftableClock() {
      return new ShiftableClock();
    }
  }

  /**
   * Stands where the console's pages and the agents' calls are; the application does not find it.
   */
  @RestController
  @TestComponent
  static class Pages {

    private final PasskeyDesk passkeys;

    Pages(PasskeyDesk passkeys) {
      this.passkeys = passkeys;
    }

    /** Whom a registration is begun for, and what a decision would be told of their proof. */
    @GetMapping("/account/passkeys")
    String register(@AuthenticationPrincipal SignedIn me) {
      try {
        return passkeys.beginRegistration(me) + " proven: " + me.provenAt();
      } catch (NotAllowedException e) {
        return "first prove who you are; proven: " + me.provenAt();
      }
    }

    @GetMapping("/")
    String home() {
      return "home";
    }

    @GetMapping("/login")
    ResponseEntity<String> login(org.springframework.security.web.csrf.CsrfToken token) {
      return ResponseEntity.ok("<input name=_csrf value=\"" + token.getToken() + "\">");
    }

    @PostMapping("/change")
    String change() {
      return "changed";
    }

    @PostMapping("/v1/requests")
    String post() {
      return "posted";
    }

    @GetMapping("/v1/requests/{id}")
    String get() {
      return "got";
    }

    @GetMapping("/v1/unlisted")
    String unlisted() {
      return "leaked";
    }
  }
}
