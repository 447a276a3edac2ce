package io.holdpoint.notification;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NoticeDesk;
import io.holdpoint.model.desk.NoticeDesk.Quiet;
import io.holdpoint.model.desk.NoticeDesk.Told;
import io.holdpoint.model.desk.NoticeDesk.Wishes;
import io.holdpoint.model.desk.SignedIn;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How people are told, over HTTP. */
@RestController
class NoticesController {

  private final NoticeDesk desk;

  NoticesController(NoticeDesk desk) {
    this.desk = desk;
  }

  record QuietBody(@Nullable String from, @Nullable String to, @Nullable String zone) {}

  record WishesBody(@Nullable List<@Nullable String> kinds, @Nullable QuietBody quiet) {}

  record AddressesBody(@Nullable String mail, @Nullable String webhook) {}

  record WishesAnswer(
      @Nullable String mail, @Nullable String webhook, List<String> kinds, @Nullable Quiet quiet) {

    static WishesAnswer of(Wishes wishes) {
      return new WishesAnswer(
          wishes.mail().orElse(null),
          wishes.webhook().orElse(null),
          NoticeDesk.KINDS.stream().filter(wishes.kinds()::contains).toList(),
          wishes.quiet().orElse(null));
    }
  }

  record ToldAnswer(
      String channel,
      String address,
      String kind,
      String state,
      String queuedAt,
      @Nullable String endedAt,
      int attempts,
      @Nullable String trouble) {

    static ToldAnswer of(Told told) {
      return new ToldAnswer(
          told.channel(),
          told.address(),
          told.kind(),
          told.state(),
          told.queuedAt().toString(),
          told.endedAt().map(Object::toString).orElse(null),
          told.attempts(),
          told.trouble().orElse(null));
    }
  }

  record ToldList(List<ToldAnswer> items, @Nullable String next) {}

  @GetMapping("/v1/me/notifications")
  WishesAnswer mine(@AuthenticationPrincipal SignedIn me) {
    return WishesAnswer.of(desk.wishes(me.personId(), me.personId()));
  }

  @PutMapping("/v1/me/notifications")
  WishesAnswer change(@AuthenticationPrincipal SignedIn me, @RequestBody WishesBody body) {
    if (body.kinds() == null) {
      throw new BadInputException(
          "kinds",
          "kinds: missing (expected a list of " + String.join(", ", NoticeDesk.KINDS) + ")");
    }
    Set<String> kinds = new HashSet<>();
    body.kinds().forEach(kind -> kinds.add(String.valueOf(kind)));
    return WishesAnswer.of(
        desk.change(
            me.personId(), kinds, Optional.ofNullable(body.quiet()).map(NoticesController::quiet)));
  }

  @GetMapping("/v1/people/{id}/notifications")
  WishesAnswer of(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    return WishesAnswer.of(desk.wishes(by.personId(), person(id)));
  }

  /** What is null or left out is no address of the person's any more. */
  @PutMapping("/v1/people/{id}/notifications")
  WishesAnswer setAddresses(
      @AuthenticationPrincipal SignedIn by,
      @PathVariable String id,
      @RequestBody AddressesBody body) {
    return WishesAnswer.of(
        desk.setAddresses(
            by.personId(),
            person(id),
            Optional.ofNullable(body.mail()),
            Optional.ofNullable(body.webhook())));
  }

  @GetMapping("/v1/requests/{id}/notices")
  ToldList told(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    RequestId request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    return new ToldList(
        desk.told(by.personId(), request).stream().map(ToldAnswer::of).toList(), null);
  }

  private static Quiet quiet(QuietBody body) {
    return new Quiet(text(body.from()), text(body.to()), text(body.zone()));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static PersonId person(String id) {
    if (!PersonId.FORM.matcher(id).matches()) {
      throw new BadInputException("id", "id: there is no such account");
    }
    return new PersonId(id);
  }
}
