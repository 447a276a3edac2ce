package io.holdpoint.audit;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** H2's trigger on the tables of the record: nothing is changed, and deleted by retention only. */
public final class RefusesChange implements Trigger {

  private static final ThreadLocal<Boolean> PRUNING = ThreadLocal.withInitial(() -> false);

  /** Does something on this thread that may delete. */
  static void pruning(Runnable work) {
    PRUNING.set(true);
    try {
      work.run();
    } finally {
      PRUNING.remove();
    }
  }

  @Override
  public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after)
      throws SQLException {
    if (after != null || !PRUNING.get()) {
      throw new SQLException("the record is append-only", "45000");
    }
  }
}
