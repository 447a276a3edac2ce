package io.holdpoint.testing;

import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's time with an offset that a test moves: {@code time.forward(Duration.ofHours(1))}.
 * Imported with {@link ShiftableTime}; move the engine's clock with it.
 */
public class ShiftableLedgerTime implements LedgerTime {

  private final LedgerTime real;
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
  private volatile @Nullable Instant stopped;

  ShiftableLedgerTime(LedgerTime real) {
    this.real = real;
  }

  @Override
  public Instant now() {
    Instant stands = stopped;
    return stands == null ? real.now().plus(offset.get()) : stands;
  }

  public void forward(Duration by) {
    offset.updateAndGet(before -> before.plus(by));
  }

  /** Stands still at this moment until it is reset. */
  public void stopAt(Instant moment) {
    stopped = moment;
  }

  public void reset() {
    stopped = null;
    offset.set(Duration.ZERO);
  }
}
