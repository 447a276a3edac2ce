package io.holdpoint.identity;

import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says which subject of the identity provider an account is, for administrators. */
@RestController
@RequestMapping("/v1/people/{id}/sign-in")
class OidcLinksApi {

  private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7e]{1,255}");

  private final OidcSettings settings;
  private final OidcStore store;
  private final People people;
  private final Administrators administrators;
  private final AuditTrail audit;
  private final Clock clock;

  OidcLinksApi(
      OidcSettings settings,
      OidcStore store,
      People people,
      Administrators administrators,
      AuditTrail audit,
      Clock clock) {
    this.settings = settings;
    this.store = store;
    this.people = people;
    this.administrators = administrators;
    this.audit = audit;
    this.clock = clock;
  }

  record LinkBody(@Nullable String subject) {}

  /** One subject is one account, and one account one subject. */
  @PutMapping
  @Transactional
  public ResponseEntity<Void> link(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @RequestBody LinkBody body) {
    administrators.require(by.personId());
    String subject = Bodies.required("subject", body.subject());
    if (!SUBJECT.matcher(subject).matches()) {
      throw new BadInputException("subject", "subject: expected 1 to 255 printable characters");
    }
    String issuer =
        settings
            .issuer()
            .orElseThrow(
                () -> new BadInputException("subject", "subject: no single sign-on is configured"));
    PersonId person = existing(id);
    if (!store.link(issuer, subject, person, clock.instant())) {
      throw new BadInputException(
          "subject", "subject: it is an account's already, or the account has another");
    }
    audit.append(
        "person.sign_in_linked",
        new ByPerson(by.personId()),
        null,
        Map.of("person", person.value(), "subject", subject));
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping
  @Transactional
  public ResponseEntity<Void> unlink(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    administrators.require(by.personId());
    PersonId person = existing(id);
    if (store.unlink(person)) {
      audit.append(
          "person.sign_in_unlinked",
          new ByPerson(by.personId()),
          null,
          Map.of("person", person.value()));
    }
    return ResponseEntity.noContent().build();
  }

  private PersonId existing(String id) {
    PersonId person = Bodies.personId("id", id);
    if (!people.existsById(person.value())) {
      throw NotThere.person();
    }
    return person;
  }
}
