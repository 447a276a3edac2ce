package io.holdpoint.freeze;

import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.FreezeDesk.FreezeView;
import io.holdpoint.model.desk.FreezeDesk.NewFreeze;
import io.holdpoint.model.desk.FreezeDesk.Scope;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.SafeText;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The kill switch over HTTP, for admins. */
@RestController
@RequestMapping(path = "/v1/freezes", produces = MediaType.APPLICATION_JSON_VALUE)
class FreezesController {

  private static final int DEFAULT_LIMIT = 50;

  private final FreezeDesk desk;

  FreezesController(FreezeDesk desk) {
    this.desk = desk;
  }

  /** {@code of} only where the scope is not {@code all}. */
  record NewFreezeBody(@Nullable String scope, @Nullable String of, @Nullable String reason) {}

  /**
   * A freeze as it stands.
   *
   * @param of null for everything
   * @param thawedAt null while in force
   */
  record FreezeAnswer(
      String id,
      String scope,
      @Nullable String of,
      String reason,
      String by,
      Instant at,
      @Nullable String thawedBy,
      @Nullable Instant thawedAt) {

    static FreezeAnswer of(FreezeView freeze) {
      return new FreezeAnswer(
          freeze.id(),
          freeze.scope().wire(),
          freeze.scope() == Scope.ALL ? null : freeze.of(),
          freeze.reason(),
          freeze.by().value(),
          freeze.at(),
          freeze.thawed().map(thawed -> thawed.by().value()).orElse(null),
          freeze.thawed().map(FreezeDesk.Thawed::at).orElse(null));
    }
  }

  record FreezeList(List<FreezeAnswer> items, @Nullable String next) {}

  @GetMapping
  FreezeList list(
      @AuthenticationPrincipal SignedIn reader,
      @RequestParam Optional<String> after,
      @RequestParam Optional<String> limit) {
    var page =
        desk.freezes(
            reader.personId(), after, limit.map(FreezesController::count).orElse(DEFAULT_LIMIT));
    return new FreezeList(
        page.items().stream().map(FreezeAnswer::of).toList(), page.next().orElse(null));
  }

  @PostMapping
  ResponseEntity<FreezeAnswer> freeze(
      @AuthenticationPrincipal SignedIn by, @RequestBody NewFreezeBody body) {
    var made =
        desk.freeze(
            by.personId(),
            new NewFreeze(
                scope(body.scope()),
                body.of() == null ? "" : body.of(),
                body.reason() == null ? "" : body.reason()));
    return ResponseEntity.created(URI.create("/v1/freezes/" + made.id()))
        .body(FreezeAnswer.of(made));
  }

  @DeleteMapping("/{id}")
  FreezeAnswer thaw(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    return FreezeAnswer.of(desk.thaw(by.personId(), id));
  }

  private static Scope scope(@Nullable String text) {
    return Scope.of(text == null ? "" : text)
        .orElseThrow(
            () ->
                new BadInputException(
                    "scope",
                    "scope: "
                        + (text == null ? "missing" : SafeText.quote(text))
                        + "; expected all, agent, task, tool or system"));
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      throw new BadCursorException(
          "limit: " + SafeText.quote(text) + ", expected 1 to " + FreezeDesk.MOST_LISTED);
    }
    return Integer.parseInt(text);
  }
}
