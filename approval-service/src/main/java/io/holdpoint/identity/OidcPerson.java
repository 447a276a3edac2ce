package io.holdpoint.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who came from the identity provider, and who that is here; only the latter is kept. */
final class OidcPerson implements OidcUser {

  private final OidcUser user;
  private final SignedInPerson person;

  OidcPerson(OidcUser user, SignedInPerson person) {
    this.user = user;
    this.person = person;
  }

  SignedInPerson person() {
    return person;
  }

  @Override
  public String getName() {
    return person.getName();
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return List.of();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return user.getAttributes();
  }

  @Override
  public Map<String, Object> getClaims() {
    return user.getClaims();
  }

  @Override
  public @Nullable OidcUserInfo getUserInfo() {
    return user.getUserInfo();
  }

  @Override
  public OidcIdToken getIdToken() {
    return user.getIdToken();
  }
}
