package io.holdpoint.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps in the session only who signed in and at which epoch of the account. Who that is now, and
 * whether they may still be here, is read from the account at each call: a disabled person, or one
 * whose password was changed, is out with the next click.
 */
@Component
class ConsoleSessions implements SecurityContextRepository {

  /** However busy somebody is, they sign in anew after so long. */
  static final Duration LONGEST = Duration.ofHours(24);

  private static final String PERSON = "holdpoint.person";
  private static final String EPOCH = "holdpoint.epoch";
  private static final String PROVEN = "holdpoint.proven";
  private static final String AUTHENTICATED = "holdpoint.authenticated";

  private final People people;
  private final Clock clock;

  ConsoleSessions(People people, Clock clock) {
    this.people = people;
    this.clock = clock;
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    SignedInPerson person = person(context.getAuthentication());
    if (person != null) {
      HttpSession session = request.getSession(true);
      session.setAttribute(PERSON, person.getName());
      session.setAttribute(EPOCH, person.epoch());
      proven(session, person.provenAt());
      set(session, AUTHENTICATED, person.authenticatedAt());
      session.setAttribute(
          FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, person.getName());
      return;
    }
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(PERSON);
      session.removeAttribute(EPOCH);
      session.removeAttribute(PROVEN);
      session.removeAttribute(AUTHENTICATED);
    }
  }

  private static @Nullable SignedInPerson person(@Nullable Authentication who) {
    Object principal = who == null ? null : who.getPrincipal();
    return switch (principal) {
      case SignedInPerson person -> person;
      case OidcPerson from -> from.person();
      case null, default -> null;
    };
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Once(() -> load(request));
  }

  @Override
  @Deprecated
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return load(holder.getRequest()).orElseGet(SecurityContextHolder::createEmptyContext);
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(PERSON) != null;
  }

  private Optional<SecurityContext> load(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null
        || !(session.getAttribute(PERSON) instanceof String name)
        || !(session.getAttribute(EPOCH) instanceof Long epoch)) {
      return Optional.empty();
    }
    Instant end = Instant.ofEpochMilli(session.getCreationTime()).plus(LONGEST);
    Optional<PersonAccount> account =
        people
            .findById(name)
            .filter(found -> !found.isDisabled() && found.epoch() == epoch)
            .filter(found -> clock.instant().isBefore(end));
    if (account.isEmpty()) {
      session.invalidate();
      return Optional.empty();
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        authentication(
            SignedInPerson.of(account.get())
                .provenAt(at(session, PROVEN))
                .authenticatedAt(at(session, AUTHENTICATED))));
    return Optional.of(context);
  }

  /** Remembers when the session's person proved who they are. */
  static void proven(HttpSession session, Optional<Instant> at) {
    set(session, PROVEN, at);
  }

  private static void set(HttpSession session, String what, Optional<Instant> at) {
    session.setAttribute(what, at.map(Instant::toEpochMilli).orElse(0L));
  }

  private static Optional<Instant> at(HttpSession session, String what) {
    return session.getAttribute(what) instanceof Long at && at > 0
        ? Optional.of(Instant.ofEpochMilli(at))
        : Optional.empty();
  }

  static Authentication authentication(SignedInPerson person) {
    List<SimpleGrantedAuthority> authorities =
        ApiCredentialFilter.kinds(person).stream()
            .map(kind -> new SimpleGrantedAuthority("ROLE_" + kind))
            .toList();
    return UsernamePasswordAuthenticationToken.authenticated(person, null, authorities);
  }

  /** Loads when first asked, so that assets and the sign-in page cost no select. */
  private static final class Once implements DeferredSecurityContext {

    private final Supplier<Optional<SecurityContext>> load;
    private @Nullable SecurityContext context;
    private boolean generated;

    Once(Supplier<Optional<SecurityContext>> load) {
      this.load = load;
    }

    @Override
    public SecurityContext get() {
      if (context == null) {
        Optional<SecurityContext> loaded = load.get();
        generated = loaded.isEmpty();
        context = loaded.orElseGet(SecurityContextHolder::createEmptyContext);
      }
      return context;
    }

    @Override
    public boolean isGenerated() {
      get();
      return generated;
    }
  }
}
