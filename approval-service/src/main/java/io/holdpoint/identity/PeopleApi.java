package io.holdpoint.identity;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.Created;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.SignedIn;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * People's accounts over HTTP, for administrators, and each person's own. A generated password is
 * in the answer that made it, and nowhere else.
 */
@RestController
class PeopleApi {

  private final AccountDesk desk;

  PeopleApi(AccountDesk desk) {
    this.desk = desk;
  }

  record PersonAnswer(
      String id, String displayName, List<String> roles, List<String> groups, boolean disabled) {

    static PersonAnswer of(Person person) {
      return new PersonAnswer(
          person.id().value(),
          person.displayName(),
          person.roles().stream().map(Role::wire).sorted().toList(),
          person.groups().stream().sorted().toList(),
          person.disabled());
    }
  }

  record PersonList(List<PersonAnswer> items, @Nullable String next) {}

  record CreatedAnswer(PersonAnswer person, String password) {}

  record PasswordAnswer(String password) {}

  record NewPersonBody(
      @Nullable String id,
      @Nullable String displayName,
      @Nullable Set<String> roles,
      @Nullable Set<String> groups) {}

  record PersonBody(
      @Nullable String displayName, @Nullable Set<String> roles, @Nullable Set<String> groups) {}

  record PasswordBody(@Nullable String current, @Nullable String wanted) {}

  @GetMapping("/v1/people")
  PersonList list(@AuthenticationPrincipal SignedIn by) {
    return new PersonList(desk.people(by.personId()).stream().map(PersonAnswer::of).toList(), null);
  }

  @GetMapping("/v1/people/{id}")
  PersonAnswer one(@PathVariable String id) {
    return desk.person(Bodies.personId("id", id))
        .map(PersonAnswer::of)
        .orElseThrow(NotThere::person);
  }

  /** {@code displayName} is the id when it is not given. */
  @PostMapping("/v1/people")
  ResponseEntity<CreatedAnswer> create(
      @AuthenticationPrincipal SignedIn by, @RequestBody NewPersonBody body) {
    PersonId id = Bodies.personId("id", Bodies.required("id", body.id()));
    String name = body.displayName() == null ? id.value() : body.displayName();
    Created created =
        desk.create(
            by.personId(),
            new NewPerson(
                id, name, Bodies.roles(body.roles()), Bodies.names("groups", body.groups())));
    return ResponseEntity.created(URI.create("/v1/people/" + id))
        .body(new CreatedAnswer(PersonAnswer.of(created.person()), created.password()));
  }

  @PutMapping("/v1/people/{id}")
  PersonAnswer update(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @RequestBody PersonBody body) {
    desk.update(
        by.personId(),
        existing(id),
        Bodies.required("displayName", body.displayName()),
        Bodies.roles(body.roles()),
        Bodies.names("groups", body.groups()));
    return one(id);
  }

  @PostMapping("/v1/people/{id}/disable")
  PersonAnswer disable(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.disable(by.personId(), existing(id), true);
    return one(id);
  }

  @PostMapping("/v1/people/{id}/enable")
  PersonAnswer enable(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.disable(by.personId(), existing(id), false);
    return one(id);
  }

  @PostMapping("/v1/people/{id}/password")
  PasswordAnswer resetPassword(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    return new PasswordAnswer(desk.resetPassword(by.personId(), existing(id)));
  }

  @GetMapping("/v1/me")
  PersonAnswer me(@AuthenticationPrincipal SignedIn me) {
    return one(me.getName());
  }

  @PutMapping("/v1/me/password")
  ResponseEntity<Void> changePassword(
      @AuthenticationPrincipal SignedIn me, @RequestBody PasswordBody body) {
    desk.changePassword(
        me.personId(),
        Bodies.required("current", body.current()),
        Bodies.required("wanted", body.wanted()));
    return ResponseEntity.noContent().build();
  }

  private PersonId existing(String id) {
    PersonId person = Bodies.personId("id", id);
    if (desk.person(person).isEmpty()) {
      throw NotThere.person();
    }
    return person;
  }
}
