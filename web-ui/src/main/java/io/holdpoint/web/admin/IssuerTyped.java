package io.holdpoint.web.admin;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.IssuerDesk.NewIssuer;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was typed for an issuer to be trusted. */
record IssuerTyped(
    @Nullable String id,
    @Nullable String issuer,
    @Nullable String keysAt,
    @Nullable String audience,
    @Nullable String algorithms,
    @Nullable String profile,
    @Nullable String minutes) {

  static final IssuerTyped NOTHING =
      new IssuerTyped("", "", "", "", "RS256, ES256", Profile.OAUTH.wire(), "60");

  static final List<Profile> PROFILES = List.of(Profile.values());

  NewIssuer terms() {
    String keys = text(keysAt);
    return new NewIssuer(
        text(id),
        text(issuer),
        keys.isEmpty() ? Optional.empty() : Optional.of(keys),
        text(audience),
        Inputs.words(text(algorithms)),
        Profile.ofWire(text(profile))
            .orElseThrow(() -> new BadInputException("profile", "Expected one of the list.")),
        lifetime());
  }

  private Duration lifetime() {
    try {
      return Duration.ofMinutes(Integer.parseInt(text(minutes)));
    } catch (NumberFormatException e) {
      throw new BadInputException("maxLifetime", "Expected minutes, 1 to 1440.");
    }
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
