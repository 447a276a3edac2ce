package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.EnforcementDesk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Enforcement points in memory. */
@Component
class FixturePoints implements EnforcementDesk, Fixture {

  private final List<PointView> points = new ArrayList<>();

  FixturePoints() {
    reset();
  }

  @Override
  public final void reset() {
    points.clear();
    points.add(
        new PointView(
            "crm-gateway",
            List.of("crm.*", "payments.refund", "x".repeat(200)),
            false,
            Instant.now().minusSeconds(90_000),
            List.of(
                new PointKeyView("k1", Instant.now().minusSeconds(90_000), Optional.empty()),
                new PointKeyView(
                    "k0",
                    Instant.now().minusSeconds(99_000),
                    Optional.of(Instant.now().minusSeconds(80_000))))));
    points.add(new PointView("old-gateway", List.of("mail.*"), true, Instant.now(), List.of()));
  }

  @Override
  public List<PointView> points(PersonId by) {
    return List.copyOf(points);
  }

  @Override
  public IssuedPointKey create(PersonId by, String id, List<String> tools) {
    if (tools.stream().anyMatch(tool -> tool.contains("?"))) {
      throw new BadInputException("tools", "tools: expected letters, digits and . _ - / : *");
    }
    points.add(new PointView(id, tools, false, Instant.now(), List.of()));
    return new IssuedPointKey(id, "k1", "hpt_" + id + "_" + "Q7".repeat(20));
  }

  @Override
  public IssuedPointKey rotateKey(PersonId by, String id) {
    return new IssuedPointKey(id, "k2", "hpt_" + id + "_" + "Z3".repeat(20));
  }

  @Override
  public void revokeKey(PersonId by, String id, String keyId) {
    throw new BadInputException("keys", "keys: " + keyId + " cannot be revoked in the preview");
  }

  @Override
  public void disable(PersonId by, String id, boolean disabled) {
    points.replaceAll(
        p ->
            p.id().equals(id)
                ? new PointView(p.id(), p.tools(), disabled, p.createdAt(), p.keys())
                : p);
  }
}
