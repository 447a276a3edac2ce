package io.holdpoint.notification;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.WebhookDesk;
import io.holdpoint.model.desk.WebhookDesk.NotTakenException;
import io.holdpoint.model.desk.WebhookDesk.Webhook;
import io.holdpoint.model.desk.WebhookDesk.WithSecret;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.ProblemMapping;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where webhooks are posted to, over HTTP. */
@RestController
class WebhooksController implements ProblemMapping {

  private final WebhookDesk desk;

  WebhooksController(WebhookDesk desk) {
    this.desk = desk;
  }

  record NewBody(@Nullable String name, @Nullable String url) {}

  record UrlBody(@Nullable String url) {}

  /** {@code secret} only in the answer that made it. */
  record WebhookAnswer(
      String name,
      String url,
      String changedBy,
      Instant changedAt,
      @Nullable Instant oldSecretUntil,
      boolean named,
      @Nullable String secret) {

    static WebhookAnswer of(Webhook webhook) {
      return of(webhook, null);
    }

    static WebhookAnswer of(WithSecret fresh) {
      return of(fresh.webhook(), fresh.secret());
    }

    private static WebhookAnswer of(Webhook webhook, @Nullable String secret) {
      return new WebhookAnswer(
          webhook.name(),
          webhook.url(),
          webhook.changedBy().value(),
          webhook.changedAt(),
          webhook.oldSecretUntil().orElse(null),
          webhook.named(),
          secret);
    }
  }

  record WebhookList(List<WebhookAnswer> items, @Nullable String next) {}

  @GetMapping("/v1/webhooks")
  WebhookList list(@AuthenticationPrincipal SignedIn by) {
    return new WebhookList(desk.list(by.personId()).stream().map(WebhookAnswer::of).toList(), null);
  }

  @PostMapping("/v1/webhooks")
  ResponseEntity<WebhookAnswer> create(
      @AuthenticationPrincipal SignedIn by, @RequestBody NewBody body) {
    WithSecret fresh =
        desk.create(by.personId(), given("name", body.name()), given("url", body.url()));
    return ResponseEntity.created(URI.create("/v1/webhooks/" + fresh.webhook().name()))
        .body(WebhookAnswer.of(fresh));
  }

  @GetMapping("/v1/webhooks/{name}")
  WebhookAnswer one(@AuthenticationPrincipal SignedIn by, @PathVariable String name) {
    return WebhookAnswer.of(existing(by.personId(), name));
  }

  @PutMapping("/v1/webhooks/{name}")
  WebhookAnswer move(
      @AuthenticationPrincipal SignedIn by, @PathVariable String name, @RequestBody UrlBody body) {
    existing(by.personId(), name);
    return WebhookAnswer.of(desk.move(by.personId(), name, given("url", body.url())));
  }

  @PostMapping("/v1/webhooks/{name}/rotate")
  WebhookAnswer rotate(@AuthenticationPrincipal SignedIn by, @PathVariable String name) {
    existing(by.personId(), name);
    return WebhookAnswer.of(desk.rotate(by.personId(), name));
  }

  @PostMapping("/v1/webhooks/{name}/test")
  ResponseEntity<Void> test(@AuthenticationPrincipal SignedIn by, @PathVariable String name) {
    existing(by.personId(), name);
    desk.test(by.personId(), name);
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping("/v1/webhooks/{name}")
  ResponseEntity<Void> delete(@AuthenticationPrincipal SignedIn by, @PathVariable String name) {
    existing(by.personId(), name);
    desk.delete(by.personId(), name);
    return ResponseEntity.noContent().build();
  }

  private Webhook existing(PersonId by, String name) {
    return desk.find(by, name)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        404, "not_found", "Not found", "There is no webhook of this name.")));
  }

  private static String given(String field, @Nullable String text) {
    if (text == null) {
      throw new BadInputException(field, field + ": missing (expected a text)");
    }
    return text;
  }

  @Override
  public Optional<Problem> problemOf(Exception exception) {
    return exception instanceof NotTakenException e
        ? Optional.of(
            Problem.of(
                502,
                "webhook_not_taken",
                "The other side did not take it",
                "The test was not taken: " + e.getMessage() + "."))
        : Optional.empty();
  }
}
