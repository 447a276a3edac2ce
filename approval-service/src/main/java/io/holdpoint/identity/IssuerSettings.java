package io.holdpoint.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the keys of trusted issuers are fetched.
 *
 * @param allowLocal whether an issuer may be on this machine, then also without TLS
 * @param keysFor how long keys are used before they are asked for again
 * @param outage how long known keys go on when they cannot be asked for
 * @param askAgainAfter an unknown key makes us ask at most twice in this time
 */
@ConfigurationProperties("holdpoint.issuers")
record IssuerSettings(
    @DefaultValue("false") boolean allowLocal,
    @DefaultValue("5m") Duration keysFor,
    @DefaultValue("1h") Duration outage,
    @DefaultValue("30s") Duration askAgainAfter) {

  IssuerSettings {
    check("HOLDPOINT_ISSUERS_KEYS_FOR", keysFor, Duration.ofHours(24));
    check("HOLDPOINT_ISSUERS_OUTAGE", outage, Duration.ofHours(24));
    check("HOLDPOINT_ISSUERS_ASK_AGAIN_AFTER", askAgainAfter, Duration.ofHours(1));
    if (askAgainAfter.compareTo(keysFor) >= 0) {
      throw new IllegalArgumentException(
          "HOLDPOINT_ISSUERS_ASK_AGAIN_AFTER: %s; expected less than HOLDPOINT_ISSUERS_KEYS_FOR, %s"
              .formatted(askAgainAfter, keysFor));
    }
  }

  private static void check(String name, Duration value, Duration longest) {
    if (value.toMillis() < 10 || value.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + "; expected a duration up to " + longest);
    }
  }
}
