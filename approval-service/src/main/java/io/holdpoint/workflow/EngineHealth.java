package io.holdpoint.workflow;

import io.holdpoint.model.desk.EngineDesk;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The engine's part of the health report. Without the engine the service is degraded, not dead:
 * agents get their decisions and reviews give their verdicts.
 */
class EngineHealth implements HealthIndicator {

  static final Status DEGRADED = new Status("DEGRADED");

  private final EngineDesk desk;

  EngineHealth(EngineDesk desk) {
    this.desk = desk;
  }

  @Override
  public Health health() {
    EngineDesk.EngineState state = desk.state();
    Health.Builder health = state.up() ? Health.up() : Health.status(DEGRADED);
    health
        .withDetail("mode", state.mode())
        .withDetail("behind", state.behind())
        .withDetail("detail", state.detail());
    state.version().ifPresent(version -> health.withDetail("version", version));
    state.maintained().ifPresent(maintained -> health.withDetail("maintained", maintained));
    return health.build();
  }
}
