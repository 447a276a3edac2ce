package io.holdpoint.policy;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Not ready while the published policy cannot be used here: another instance may do better. */
class PolicyHealth implements HealthIndicator {

  private final PublishedPolicy policy;

  PolicyHealth(PublishedPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Health health() {
    return policy
        .unusable()
        .map(unusable -> Health.down().withDetail("reason", unusable.why()))
        .orElseGet(Health::up)
        .withDetail("version", policy.version())
        .build();
  }
}
