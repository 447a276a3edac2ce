package io.holdpoint.verdict;

import io.holdpoint.audit.Actor;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.token.VerdictKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The verdict keys: published for anyone, rotated by administrators. */
@RestController
class KeysController {

  /** Who meets an unknown key id asks anew at once, so this may be longer than a token's life. */
  private static final Duration CACHED_FOR = Duration.ofMinutes(5);

  private final VerdictKeys keys;
  private final Directory directory;

  KeysController(VerdictKeys keys, Directory directory) {
    this.keys = keys;
    this.directory = directory;
  }

  /** A JWK set (RFC 7517). */
  record KeySet(List<Map<String, Object>> keys) {}

  /**
   * One key.
   *
   * @param endsAt when it is not published any more; null while it signs
   */
  record KeyAnswer(String kid, Instant createdAt, @Nullable Instant endsAt) {}

  record KeyList(List<KeyAnswer> items, @Nullable String next) {}

  /** {@code endOld}: tokens that were signed before are good for nothing from now on. */
  record RotateBody(@Nullable Boolean endOld) {}

  @GetMapping("/.well-known/jwks.json")
  ResponseEntity<KeySet> published() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(CACHED_FOR).cachePublic())
        .contentType(MediaType.APPLICATION_JSON)
        .body(new KeySet(keys.published().stream().map(VerdictKey::jwk).toList()));
  }

  @GetMapping("/v1/verdict-keys")
  KeyList list() {
    return new KeyList(
        keys.all().stream()
            .map(key -> new KeyAnswer(key.key().id(), key.createdAt(), key.deadAt().orElse(null)))
            .toList(),
        null);
  }

  @PostMapping("/v1/verdict-keys/rotate")
  KeyList rotate(
      @AuthenticationPrincipal SignedIn by,
      @RequestBody(required = false) @Nullable RotateBody body) {
    if (directory.person(by.personId()).filter(person -> person.is(Role.ADMIN)).isEmpty()) {
      throw new NotAllowedException("only administrators rotate keys");
    }
    boolean endOld = body != null && Boolean.TRUE.equals(body.endOld());
    keys.rotate(new Actor.ByPerson(by.personId()), endOld);
    return list();
  }
}
