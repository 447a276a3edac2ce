package io.holdpoint.identity;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The accounts of the demo.
 *
 * @param enabled whether they are made
 * @param password of all of them, 1 to 128 characters; empty: random, printed when they are made
 */
@ConfigurationProperties("holdpoint.demo")
record DemoSettings(boolean enabled, Optional<String> password) {

  DemoSettings {
    password = password.filter(text -> !text.isBlank());
    if (password.filter(text -> text.length() > Passwords.MAX).isPresent()) {
      throw new IllegalArgumentException(
          "HOLDPOINT_DEMO_PASSWORD: expected at most " + Passwords.MAX + " characters");
    }
  }

  @Override
  public String toString() {
    return "DemoSettings[enabled=" + enabled + "]";
  }
}
