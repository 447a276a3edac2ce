package io.holdpoint.identity;

import io.holdpoint.model.desk.EnforcementDesk.IssuedPointKey;
import io.holdpoint.model.desk.EnforcementDesk.PointView;
import io.holdpoint.model.desk.SignedIn;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The enforcement points over HTTP, for administrators. A key is in the answer that made it. */
@RestController
@RequestMapping("/v1/enforcement-points")
class EnforcementApi {

  private final EnforcementRegistry desk;

  EnforcementApi(EnforcementRegistry desk) {
    this.desk = desk;
  }

  /** One point; never a key's secret. */
  record PointAnswer(
      String id,
      List<String> tools,
      boolean disabled,
      Instant createdAt,
      List<PointKeyAnswer> keys) {

    static PointAnswer of(PointView point) {
      return new PointAnswer(
          point.id(),
          point.tools(),
          point.disabled(),
          point.createdAt(),
          point.keys().stream()
              .map(k -> new PointKeyAnswer(k.keyId(), k.createdAt(), k.revokedAt().orElse(null)))
              .toList());
    }
  }

  record PointKeyAnswer(String keyId, Instant createdAt, @Nullable Instant revokedAt) {}

  /** A key as it was made: shown once. */
  record NewPointKeyAnswer(String point, String keyId, String key) {

    static NewPointKeyAnswer of(IssuedPointKey issued) {
      return new NewPointKeyAnswer(issued.point(), issued.keyId(), issued.key());
    }
  }

  record PointList(List<PointAnswer> items, @Nullable String next) {}

  record NewPointBody(@Nullable String id, @Nullable List<String> tools) {}

  @GetMapping
  PointList list(@AuthenticationPrincipal SignedIn by) {
    return new PointList(desk.points(by.personId()).stream().map(PointAnswer::of).toList(), null);
  }

  @PostMapping
  ResponseEntity<NewPointKeyAnswer> create(
      @AuthenticationPrincipal SignedIn by, @RequestBody NewPointBody body) {
    List<String> tools = new ArrayList<>();
    if (body.tools() != null) {
      body.tools().forEach(tool -> tools.add(Bodies.required("tools", tool)));
    }
    IssuedPointKey issued = desk.create(by.personId(), Bodies.required("id", body.id()), tools);
    return ResponseEntity.created(URI.create("/v1/enforcement-points"))
        .body(NewPointKeyAnswer.of(issued));
  }

  @PostMapping("/{id}/keys")
  NewPointKeyAnswer issueKey(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    return NewPointKeyAnswer.of(desk.rotateKey(by.personId(), id));
  }

  @DeleteMapping("/{id}/keys/{keyId}")
  ResponseEntity<Void> revokeKey(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @PathVariable String keyId) {
    desk.revokeKey(by.personId(), id, keyId);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/{id}/disable")
  PointList disable(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.disable(by.personId(), id, true);
    return list(by);
  }

  @PostMapping("/{id}/enable")
  PointList enable(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.disable(by.personId(), id, false);
    return list(by);
  }
}
