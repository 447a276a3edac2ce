package io.holdpoint.workflow.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends this process when standard input ends, which it does when the
 * parent dies in whatever way, {@code kill -9} included. Must not use any class but the JDK's.
 */
public final class EndsWithParent {

  private static final long GRACE_MILLIS = 10_000;

  /**
   * @param args the main class to run, then its arguments
   */
  public static void main(String[] args) throws Throwable {
    Thread watch = new Thread(EndsWithParent::untilInputEnds, "ends-with-parent");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @SuppressWarnings("SystemExitOutsideMain") // ending this process is what this class is for
  private static void untilInputEnds() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever sent; only the end counts
      }
    } catch (IOException e) {
      // as good as the end
    }
    Thread last = new Thread(EndsWithParent::haltAfterGrace, "ends-anyway");
    last.setDaemon(true);
    last.start();
    System.exit(0);
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private EndsWithParent() {}
}
