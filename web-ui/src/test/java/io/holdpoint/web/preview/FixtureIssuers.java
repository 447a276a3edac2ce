package io.holdpoint.web.preview;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.IssuerDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Trusted issuers of the preview. */
@Component
class FixtureIssuers implements IssuerDesk {

  @Override
  public List<IssuerView> issuers(PersonId by) {
    Instant since = Instant.now().minus(Duration.ofDays(3));
    return List.of(
        new IssuerView(
            new NewIssuer(
                "cluster",
                "https://kubernetes.default.svc.cluster.local",
                Optional.of("https://10.0.0.1/openid/v1/jwks"),
                "https://holdpoint.example.com",
                Set.of("RS256", "ES256"),
                Profile.KUBERNETES,
                Duration.ofHours(1)),
            false,
            since,
            List.of(
                new SubjectView(
                    "system:serviceaccount:agents:support", new AgentId("support-bot"), since),
                new SubjectView(
                    "system:serviceaccount:agents:" + "a-very-long-name-".repeat(8),
                    new AgentId("release-bot"),
                    since))),
        new IssuerView(
            new NewIssuer(
                "old-idp",
                "https://login.example.com/realms/agents",
                Optional.empty(),
                "holdpoint",
                Set.of("RS256"),
                Profile.OAUTH,
                Duration.ofMinutes(10)),
            true,
            since,
            List.of()));
  }

  @Override
  public void trust(PersonId by, NewIssuer issuer) {}

  @Override
  public void disable(PersonId by, String id, boolean disabled) {}

  @Override
  public void forget(PersonId by, String id) {}

  @Override
  public void map(PersonId by, String id, String subject, AgentId agent) {}

  @Override
  public void unmap(PersonId by, String id, String subject) {}
}
