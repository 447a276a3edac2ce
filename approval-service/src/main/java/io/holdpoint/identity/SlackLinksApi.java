package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackUser;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Who people are in Slack, over HTTP: administrators for all, each person their own. */
@RestController
class SlackLinksApi {

  private final SlackLinks links;
  private final AccountDesk desk;

  SlackLinksApi(SlackLinks links, AccountDesk desk) {
    this.links = links;
    this.desk = desk;
  }

  record LinkAnswer(String team, String user, String linkedBy, Instant linkedAt) {}

  record LinkList(List<LinkAnswer> items, @Nullable String next) {}

  record LinkBody(@Nullable String team, @Nullable String user) {}

  @GetMapping("/v1/people/{id}/slack")
  LinkList of(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    return list(by.personId(), existing(id));
  }

  @PostMapping("/v1/people/{id}/slack")
  LinkList link(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @RequestBody LinkBody body) {
    PersonId whom = existing(id);
    links.link(
        by.personId(),
        whom,
        user(Bodies.required("team", body.team()), Bodies.required("user", body.user())));
    return list(by.personId(), whom);
  }

  @DeleteMapping("/v1/people/{id}/slack/{team}/{user}")
  ResponseEntity<Void> unlink(
      @AuthenticationPrincipal SignedIn by,
      @PathVariable String id,
      @PathVariable String team,
      @PathVariable String user) {
    links.unlink(by.personId(), existing(id), user(team, user));
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/v1/me/slack")
  LinkList mine(@AuthenticationPrincipal SignedIn me) {
    return list(me.personId(), me.personId());
  }

  @DeleteMapping("/v1/me/slack/{team}/{user}")
  ResponseEntity<Void> unlinkMine(
      @AuthenticationPrincipal SignedIn me, @PathVariable String team, @PathVariable String user) {
    links.unlink(me.personId(), me.personId(), user(team, user));
    return ResponseEntity.noContent().build();
  }

  private LinkList list(PersonId by, PersonId whom) {
    return new LinkList(
        links.of(by, whom).stream()
            .map(
                link ->
                    new LinkAnswer(
                        link.user().team(), link.user().user(), link.by().value(), link.at()))
            .toList(),
        null);
  }

  private static SlackUser user(String team, String user) {
    check("team", team, SlackUser.TEAM, "an id such as T0123ABCD");
    check("user", user, SlackUser.USER, "an id such as U0123ABCD");
    return new SlackUser(team, user);
  }

  private static void check(String field, String typed, Pattern form, String expected) {
    if (!form.matcher(typed).matches()) {
      throw new BadInputException(
          field, field + ": '" + Names.shown(typed) + "'; expected " + expected);
    }
  }

  private PersonId existing(String id) {
    PersonId person = Bodies.personId("id", id);
    if (desk.person(person).isEmpty()) {
      throw NotThere.person();
    }
    return person;
  }
}
