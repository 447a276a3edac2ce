package io.holdpoint.testing;

import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The ledger's time with an offset that a test moves: {@code time.forward(Duration.ofHours(1))}.
 * Imported with {@link ShiftableTime}; move the engine's clock with it.
 */
public class ShiftableLedgerTime implements LedgerTime {

  private final LedgerTime real;
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  ShiftableLedgerTime(LedgerTime real) {
    this.real = real;
  }

  @Override
  public Instant now() {
    return real.now().plus(offset.get());
  }

  public void forward(Duration by) {
    offset.updateAndGet(before -> before.plus(by));
  }

  public void reset() {
    offset.set(Duration.ZERO);
  }
}
