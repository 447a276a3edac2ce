package io.holdpoint.workflow;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.request.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The durations that a process waits, from now on. All are always set: a missing variable is an
 * incident, so a tier without a reminder has one in ten years.
 */
final class ProcessTimers {

  static final String REMIND_AFTER = "remindAfter";
  static final String ESCALATE_AFTER = "escalateAfter";
  static final String EXPIRE_AFTER = "expireAfter";

  private static final String FAR = "P3650D";
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  static Map<String, Object> of(RequestRecord request, Instant now) {
    Optional<ApprovalDemand> demand = request.demand();
    Map<String, Object> timers = new HashMap<>();
    timers.put(
        REMIND_AFTER,
        demand.flatMap(ApprovalDemand::remindAfter).map(ProcessTimers::iso).orElse(FAR));
    timers.put(
        ESCALATE_AFTER,
        demand
            .filter(d -> d.escalateTo().isPresent())
            .flatMap(d -> request.escalatesAt())
            .map(at -> until(request.movedTo(at, now), now))
            .orElse(FAR));
    timers.put(EXPIRE_AFTER, until(request.movedTo(request.expiresAt(), now), now));
    return timers;
  }

  /** At least a second, rounded up, so that a timer is never early and never spins. */
  static String until(Instant due, Instant now) {
    return iso(Duration.between(now, due));
  }

  private static String iso(Duration duration) {
    Duration whole =
        duration.getNano() == 0 ? duration : Duration.ofSeconds(duration.getSeconds() + 1);
    return (whole.compareTo(SHORTEST) < 0 ? SHORTEST : whole).toString();
  }

  private ProcessTimers() {}
}
