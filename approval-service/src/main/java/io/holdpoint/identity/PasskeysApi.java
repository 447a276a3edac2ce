package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.PasskeyDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who has which passkeys, over HTTP: each person their own, administrators everybody's. They are
 * registered in a browser only.
 */
@RestController
class PasskeysApi {

  private final PasskeyDesk passkeys;
  private final AccountDesk accounts;

  PasskeysApi(PasskeyDesk passkeys, AccountDesk accounts) {
    this.passkeys = passkeys;
    this.accounts = accounts;
  }

  record PasskeyAnswer(String id, String name, Instant createdAt, @Nullable Instant lastUsedAt) {}

  record PasskeyList(List<PasskeyAnswer> items, @Nullable String next) {}

  @GetMapping("/v1/me/passkeys")
  PasskeyList mine(@AuthenticationPrincipal SignedIn me) {
    return list(me.personId(), me.personId());
  }

  @DeleteMapping("/v1/me/passkeys/{passkey}")
  ResponseEntity<Void> removeMine(
      @AuthenticationPrincipal SignedIn me, @PathVariable String passkey) {
    return remove(me.personId(), me.personId(), passkey);
  }

  @GetMapping("/v1/people/{id}/passkeys")
  PasskeyList of(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    return list(by.personId(), existing(id));
  }

  @DeleteMapping("/v1/people/{id}/passkeys/{passkey}")
  ResponseEntity<Void> remove(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @PathVariable String passkey) {
    return remove(by.personId(), existing(id), passkey);
  }

  private PasskeyList list(PersonId by, PersonId whom) {
    return new PasskeyList(
        passkeys.of(by, whom).stream()
            .map(
                passkey ->
                    new PasskeyAnswer(
                        passkey.id(),
                        passkey.name(),
                        passkey.createdAt(),
                        passkey.lastUsedAt().orElse(null)))
            .toList(),
        null);
  }

  private ResponseEntity<Void> remove(PersonId by, PersonId whom, String passkey) {
    if (!passkeys.remove(by, whom, passkey)) {
      throw new ProblemException(
          Problem.of(404, "not_found", "Not found", "This person has no passkey of this id."));
    }
    return ResponseEntity.noContent().build();
  }

  private PersonId existing(String id) {
    PersonId person = Bodies.personId("id", id);
    if (accounts.person(person).isEmpty()) {
      throw NotThere.person();
    }
    return person;
  }
}
