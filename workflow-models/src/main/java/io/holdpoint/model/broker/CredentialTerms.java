package io.holdpoint.model.broker;

import java.time.Duration;

/**
 * What the tool catalogue says of the credential that a tool's actions run with.
 *
 * @param audience the resource server for which it is good, and no other; 1 to 200 characters
 * @param scope as in OAuth, parted by spaces; may be empty
 * @param validFor how long it lives at most, {@link #SHORTEST} to {@link #LONGEST}
 */
public record CredentialTerms(String audience, String scope, Duration validFor) {

  public static final Duration SHORTEST = Duration.ofSeconds(1);
  public static final Duration USUAL = Duration.ofSeconds(60);
  public static final Duration LONGEST = Duration.ofMinutes(5);
}
