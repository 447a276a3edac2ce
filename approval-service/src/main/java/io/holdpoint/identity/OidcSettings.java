package io.holdpoint.identity;

import io.holdpoint.model.Role;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Single sign-on of people by OpenID Connect; off without an issuer.
 *
 * @param name what the sign-in page calls it
 * @param groupsClaim the claim with the names that the others speak of
 * @param groups which name is which group of ours, {@code name=group}; empty: groups are kept by
 *     administrators
 * @param reviewers names whose people are reviewers; with all three empty, roles are kept by
 *     administrators
 */
@ConfigurationProperties("holdpoint.oidc")
record OidcSettings(
    Optional<String> issuer,
    Optional<String> clientId,
    Optional<String> clientSecret,
    @DefaultValue("single sign-on") String name,
    @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
    @DefaultValue("groups") String groupsClaim,
    @DefaultValue List<String> groups,
    @DefaultValue List<String> reviewers,
    @DefaultValue List<String> admins,
    @DefaultValue List<String> auditors) {

  private static final Pattern GROUP = Pattern.compile("[a-z0-9-]{1,64}");

  OidcSettings {
    issuer = issuer.filter(text -> !text.isBlank());
    clientId = clientId.filter(text -> !text.isBlank());
    clientSecret = clientSecret.filter(text -> !text.isBlank());
    if (issuer.isPresent()) {
      check(issuer.get());
      if (clientId.isEmpty() || clientSecret.isEmpty()) {
        throw new IllegalArgumentException(
            "HOLDPOINT_OIDC_ISSUER: stands alone; expected HOLDPOINT_OIDC_CLIENT_ID and"
                + " HOLDPOINT_OIDC_CLIENT_SECRET with it");
      }
      if (!scopes.contains("openid")) {
        throw new IllegalArgumentException("HOLDPOINT_OIDC_SCOPES: expected openid among them");
      }
    }
    mapped(groups);
  }

  private static void check(String issuer) {
    URI uri = URI.create(issuer);
    boolean local = Set.of("localhost", "127.0.0.1").contains(String.valueOf(uri.getHost()));
    if (uri.getHost() == null
        || !("https".equals(uri.getScheme()) || (local && "http".equals(uri.getScheme())))) {
      throw new IllegalArgumentException(
          "HOLDPOINT_OIDC_ISSUER: " + issuer + "; expected https, or http on this machine");
    }
  }

  boolean isOn() {
    return issuer.isPresent();
  }

  Map<String, String> groupNames() {
    return mapped(groups);
  }

  /** Empty when roles are kept by administrators. */
  Map<Role, List<String>> roleNames() {
    return reviewers.isEmpty() && admins.isEmpty() && auditors.isEmpty()
        ? Map.of()
        : Map.of(Role.REVIEWER, reviewers, Role.ADMIN, admins, Role.AUDITOR, auditors);
  }

  private static Map<String, String> mapped(List<String> pairs) {
    Map<String, String> mapped = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.lastIndexOf('=');
      if (equals < 1 || !GROUP.matcher(pair.substring(equals + 1)).matches()) {
        throw new IllegalArgumentException(
            "HOLDPOINT_OIDC_GROUPS: "
                + pair
                + "; expected name=group with a group of 1 to 64 of a-z, 0-9 and '-'");
      }
      mapped.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return mapped;
  }

  @Override
  public String toString() {
    return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
