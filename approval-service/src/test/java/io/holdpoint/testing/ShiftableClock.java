package io.holdpoint.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The clock with an offset that a test moves, or stopped at a moment. */
public class ShiftableClock extends Clock {

  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<@Nullable Instant> stopped = new AtomicReference<>();

  @Override
  public Instant instant() {
    Instant at = stopped.get();
    return at == null ? Instant.now().plus(offset.get()) : at;
  }

  public void forward(Duration by) {
    offset.updateAndGet(before -> before.plus(by));
  }

  public void stopAt(Instant at) {
    stopped.set(at);
  }

  public void reset() {
    offset.set(Duration.ZERO);
    stopped.set(null);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
