package io.holdpoint.verdict;

import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.broker.CredentialBroker.Credential;
import io.holdpoint.model.broker.CredentialBroker.CredentialUnavailableException;
import io.holdpoint.model.broker.CredentialBroker.Occasion;
import io.holdpoint.model.digest.JsonText;
import io.holdpoint.policy.ReleaseChecks;
import io.holdpoint.request.RequestRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The credential that a redemption hands out, where the tool catalogue says so. It is asked for
 * before the redemption is committed: without it nothing is spent, as an approval that is spent for
 * nothing is lost to everybody, and a credential that nobody was told ends by itself.
 */
@Component
class Credentials {

  private final BrokerCalls broker;
  private final ReleaseChecks policy;
  private final AuditTrail audit;

  Credentials(BrokerCalls broker, ReleaseChecks policy, AuditTrail audit) {
    this.broker = broker;
    this.policy = policy;
    this.audit = audit;
  }

  /**
   * Empty for a tool whose actions run without one.
   *
   * @throws CredentialUnavailableException there is none now, or what the broker made is no good
   */
  Optional<Credential> of(Redeemer by, RequestRecord request, Instant now) {
    return policy
        .credential(request.action().tool())
        .map(
            terms -> {
              var occasion =
                  new Occasion(
                      request.id(),
                      request.agent(),
                      request.task(),
                      request.action().tool(),
                      JsonText.object(request.action().target().text()),
                      request.action().digest(),
                      by.actor().wire(),
                      terms,
                      now);
              Credential made = made(occasion);
              audit.append(
                  "credential.issued",
                  by.actor(),
                  request.id(),
                  Map.of(
                      "credential", made.id(),
                      "audience", terms.audience(),
                      "scope", terms.scope(),
                      "expiresAt", made.expiresAt().toString()));
              return made;
            });
  }

  private Credential made(Occasion occasion) {
    Credential made = broker.issue(occasion);
    if (made.expiresAt().isAfter(occasion.at().plus(occasion.terms().validFor()))) {
      throw new CredentialUnavailableException("the broker's credential lives longer than allowed");
    }
    return made;
  }
}
