package io.holdpoint.identity;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the first accounts get; looked at on an empty database only, but checked at every start.
 *
 * @param adminPassword of {@code admin}, 1 to 128 characters; empty: random
 * @param agentKey the first agent's credential {@code hp_<id>_<secret>}; empty: random
 */
@ConfigurationProperties("holdpoint.first-start")
record FirstStartSettings(Optional<String> adminPassword, Optional<String> agentKey) {

  FirstStartSettings {
    adminPassword = adminPassword.filter(password -> !password.isBlank());
    agentKey = agentKey.filter(key -> !key.isBlank());
    if (adminPassword.filter(password -> password.length() > Passwords.MAX).isPresent()) {
      throw new IllegalArgumentException(
          "HOLDPOINT_ADMIN_PASSWORD: expected at most " + Passwords.MAX + " characters");
    }
    if (agentKey.isPresent() && agentKey.flatMap(Credential::parse).isEmpty()) {
      throw new IllegalArgumentException("HOLDPOINT_AGENT_KEY: expected " + Credential.EXPECTED);
    }
  }

  Optional<Credential> credential() {
    return agentKey.flatMap(Credential::parse);
  }

  @Override
  public String toString() {
    return "FirstStartSettings[…]";
  }
}
