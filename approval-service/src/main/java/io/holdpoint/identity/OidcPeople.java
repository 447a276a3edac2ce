package io.holdpoint.identity;

import io.holdpoint.audit.Actor.BySystem;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.OidcRefusedException.Why;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells who somebody from the identity provider is here: by issuer and subject, never by mail or
 * name. Who is new and has a role gets an account; who is known has their roles and groups brought
 * up to date, where these are the provider's.
 */
@Component
class OidcPeople {

  private final OidcSettings settings;
  private final OidcStore store;
  private final IdentityState state;
  private final People people;
  private final Passwords passwords;
  private final AuditTrail audit;
  private final Clock clock;

  OidcPeople(
      OidcSettings settings,
      OidcStore store,
      IdentityState state,
      People people,
      Passwords passwords,
      AuditTrail audit,
      Clock clock) {
    this.settings = settings;
    this.store = store;
    this.state = state;
    this.people = people;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  /** Who that is here; also when they may not sign in, for what changed must stand. */
  record Found(Optional<SignedInPerson> person, Optional<Why> refused) {}

  @Transactional
  Found signIn(OidcUser user) {
    state.lock(); // nobody becomes two people, however many sign-ins come at once
    String issuer = settings.issuer().orElseThrow();
    String subject = Objects.requireNonNull(user.getSubject(), "an ID token has a subject");
    String mail = verifiedMail(user);
    if (mail != null && store.isAnothers(mail, issuer, subject)) {
      return refused(Why.SECOND, subject);
    }
    Set<String> said = said(user.getClaim(settings.groupsClaim()));
    Optional<PersonAccount> known =
        store.personOf(issuer, subject).flatMap(id -> people.lock(id.value()));
    if (known.isEmpty() && roles(said).isEmpty()) {
      return refused(Why.ROLE, subject);
    }
    PersonAccount account = known.orElseGet(() -> create(user, issuer, subject, said));
    known.ifPresent(found -> refresh(found, said));
    store.seen(issuer, subject, mail, clock.instant());
    if (account.isDisabled()) {
      return refused(Why.DISABLED, subject);
    }
    if (account.roles().isEmpty()) {
      return refused(Why.ROLE, subject);
    }
    record("person.signed_in", Map.of("way", "oidc", "person", account.personId().value()));
    return new Found(Optional.of(SignedInPerson.of(account)), Optional.empty());
  }

  private Found refused(Why why, String subject) {
    record("person.sign_in_refused", Map.of("way", "oidc", "subject", subject, "why", why.name()));
    return new Found(Optional.empty(), Optional.of(why));
  }

  private PersonAccount create(OidcUser user, String issuer, String subject, Set<String> said) {
    PersonId id = freeId(user, issuer, subject);
    Person person = new Person(id, displayName(user, id), roles(said), groups(said), false);
    PersonAccount account =
        // A password that nobody knows: they sign in elsewhere.
        new PersonAccount(person, passwords.hash(Credential.randomText(64)), clock.instant());
    people.save(account);
    people.flush(); // the link refers to its row
    store.link(issuer, subject, id, clock.instant());
    Map<String, String> data = described(person);
    data.put("subject", subject);
    record("person.created", data);
    return account;
  }

  private void refresh(PersonAccount account, Set<String> said) {
    Person before = account.toPerson();
    Set<Role> roles = settings.roleNames().isEmpty() ? before.roles() : roles(said);
    if (before.is(Role.ADMIN) && !roles.contains(Role.ADMIN) && isLastAdmin(account)) {
      // Or nobody could put right what the provider says.
      roles = EnumSet.copyOf(roles.isEmpty() ? Set.of(Role.ADMIN) : roles);
      roles.add(Role.ADMIN);
    }
    Set<String> groups = settings.groupNames().isEmpty() ? before.groups() : groups(said);
    if (!roles.equals(before.roles()) || !groups.equals(before.groups())) {
      account.describe(before.displayName(), roles, groups);
      record("person.changed", described(account.toPerson()));
    }
  }

  private boolean isLastAdmin(PersonAccount account) {
    return account.isActiveAdmin()
        && people.all().stream()
            .noneMatch(other -> other.isActiveAdmin() && !other.getId().equals(account.getId()));
  }

  private Set<Role> roles(Set<String> said) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    settings
        .roleNames()
        .forEach(
            (role, names) -> {
              if (names.stream().anyMatch(said::contains)) {
                roles.add(role);
              }
            });
    return roles;
  }

  private Set<String> groups(Set<String> said) {
    Map<String, String> names = settings.groupNames();
    return said.stream()
        .map(names::get)
        .filter(java.util.Objects::nonNull)
        .limit(Names.MOST)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> said(@Nullable Object claim) {
    return switch (claim) {
      case Collection<?> many ->
          many.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
      case String one -> Set.of(one);
      case null, default -> Set.of();
    };
  }

  private PersonId freeId(OidcUser user, String issuer, String subject) {
    String wanted = String.valueOf(user.getPreferredUsername()).toLowerCase(Locale.ROOT);
    boolean free = PersonId.FORM.matcher(wanted).matches() && !people.existsById(wanted);
    if (user.getPreferredUsername() != null && free) {
      return new PersonId(wanted);
    }
    // The same for the same subject, and of no account that there is.
    return new PersonId(
        "sso-"
            + java.util
                .UUID
                .nameUUIDFromBytes(
                    (issuer + "\n" + subject).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString());
  }

  private static String displayName(OidcUser user, PersonId id) {
    String name = user.getFullName();
    String plain = name == null ? "" : name.replaceAll("[^\\p{L}\\p{M}\\p{N} .,'’-]", "").strip();
    return plain.isEmpty() || plain.length() > Names.DISPLAY_NAME_MAX ? id.value() : plain;
  }

  private static @Nullable String verifiedMail(OidcUser user) {
    String mail = user.getEmail();
    return Boolean.TRUE.equals(user.getEmailVerified()) && mail != null && mail.length() <= 254
        ? mail.toLowerCase(Locale.ROOT)
        : null;
  }

  private static Map<String, String> described(Person person) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("person", person.id().value());
    data.put(
        "roles", person.roles().stream().sorted().map(Role::wire).collect(Collectors.joining(" ")));
    data.put("groups", String.join(" ", List.copyOf(new TreeSet<>(person.groups()))));
    return data;
  }

  private void record(String event, Map<String, String> data) {
    audit.append(event, new BySystem(), null, data);
  }
}
