package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.IssuerDesk;
import io.holdpoint.model.desk.IssuerDesk.IssuerView;
import io.holdpoint.model.desk.IssuerDesk.NewIssuer;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import io.holdpoint.model.desk.SignedIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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

/** The trusted issuers over HTTP, for administrators. */
@RestController
@RequestMapping("/v1/issuers")
class IssuersApi {

  private static final long DEFAULT_LIFETIME = 3600;

  private final IssuerDesk desk;

  IssuersApi(IssuerDesk desk) {
    this.desk = desk;
  }

  record IssuerAnswer(
      String id,
      String issuer,
      @Nullable String keysAt,
      String audience,
      List<String> algorithms,
      String profile,
      long maxLifetime,
      boolean disabled,
      Instant createdAt,
      List<SubjectAnswer> subjects) {

    static IssuerAnswer of(IssuerView view) {
      NewIssuer terms = view.terms();
      return new IssuerAnswer(
          terms.id(),
          terms.issuer(),
          terms.keysAt().orElse(null),
          terms.audience(),
          List.copyOf(new TreeSet<>(terms.algorithms())),
          terms.profile().wire(),
          terms.maxLifetime().toSeconds(),
          view.disabled(),
          view.createdAt(),
          view.subjects().stream()
              .map(s -> new SubjectAnswer(s.subject(), s.agent().value(), s.createdAt()))
              .toList());
    }
  }

  record SubjectAnswer(String subject, String agent, Instant createdAt) {}

  record IssuerList(List<IssuerAnswer> items, @Nullable String next) {}

  /**
   * {@code maxLifetime} in seconds, an hour when it is not given; {@code algorithms} RS256 and
   * ES256 when they are not.
   */
  record NewIssuerBody(
      @Nullable String id,
      @Nullable String issuer,
      @Nullable String keysAt,
      @Nullable String audience,
      @Nullable Set<String> algorithms,
      @Nullable String profile,
      @Nullable Long maxLifetime) {}

  record SubjectBody(@Nullable String subject, @Nullable String agent) {}

  @GetMapping
  IssuerList list(@AuthenticationPrincipal SignedIn by) {
    return new IssuerList(
        desk.issuers(by.personId()).stream().map(IssuerAnswer::of).toList(), null);
  }

  @PostMapping
  ResponseEntity<IssuerAnswer> trust(
      @AuthenticationPrincipal SignedIn by, @RequestBody NewIssuerBody body) {
    String id = Bodies.required("id", body.id());
    long lifetime = body.maxLifetime() == null ? DEFAULT_LIFETIME : body.maxLifetime();
    desk.trust(
        by.personId(),
        new NewIssuer(
            id,
            Bodies.required("issuer", body.issuer()),
            Optional.ofNullable(body.keysAt()),
            Bodies.required("audience", body.audience()),
            body.algorithms() == null
                ? Set.of("RS256", "ES256")
                : Bodies.names("algorithms", body.algorithms()),
            profile(Bodies.required("profile", body.profile())),
            Duration.ofSeconds(Math.clamp(lifetime, -1, 1_000_000_000))));
    return ResponseEntity.created(URI.create("/v1/issuers")).body(one(by, id));
  }

  private static Profile profile(String word) {
    return Profile.ofWire(word)
        .orElseThrow(
            () ->
                new BadInputException(
                    "profile",
                    "profile: '" + Names.shown(word) + "'; expected oauth, kubernetes or spiffe"));
  }

  @PostMapping("/{id}/disable")
  IssuerAnswer disable(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.disable(by.personId(), id, true);
    return one(by, id);
  }

  @PostMapping("/{id}/enable")
  IssuerAnswer enable(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.disable(by.personId(), id, false);
    return one(by, id);
  }

  @DeleteMapping("/{id}")
  ResponseEntity<Void> forget(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.forget(by.personId(), id);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/{id}/subjects")
  IssuerAnswer map(
      @AuthenticationPrincipal SignedIn by,
      @PathVariable String id,
      @RequestBody SubjectBody body) {
    String agent = Bodies.required("agent", body.agent());
    if (!AgentId.FORM.matcher(agent).matches()) {
      throw new BadInputException(
          "agent", "agent: '" + Names.shown(agent) + "'; expected 1 to 64 of a-z, 0-9 and '-'");
    }
    desk.map(by.personId(), id, Bodies.required("subject", body.subject()), new AgentId(agent));
    return one(by, id);
  }

  @DeleteMapping("/{id}/subjects")
  IssuerAnswer unmap(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @RequestParam String subject) {
    desk.unmap(by.personId(), id, subject);
    return one(by, id);
  }

  private IssuerAnswer one(SignedIn by, String id) {
    return desk.issuers(by.personId()).stream()
        .filter(view -> view.terms().id().equals(id))
        .findAny()
        .map(IssuerAnswer::of)
        .orElseThrow(NotThere::issuer);
  }
}
