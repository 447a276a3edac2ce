package io.holdpoint.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tries many inputs, each made from the seed and its own number, so that any of them can be had
 * again. The suite tries so many, the same each time; {@code tools/fuzz/run} goes on for as long as
 * it is told.
 */
public final class Fuzz {

  /** Far more than any input takes, also on a machine that does other things. */
  private static final Duration HANGS = Duration.ofMinutes(2);

  private static final int SECONDS = Integer.getInteger("holdpoint.fuzz.seconds", 0);
  private static final long SEED = Long.getLong("holdpoint.fuzz.seed", 4711);
  private static final long FIRST = Long.getLong("holdpoint.fuzz.first", 0);

  private Fuzz() {}

  /** Whether so many inputs are tried; else it goes on for a time, and their number is open. */
  public static boolean isCounted() {
    return SECONDS == 0;
  }

  /** One input: made of this, tried, and judged. */
  @FunctionalInterface
  public interface Trial {
    void run(Random random) throws Exception;
  }

  /**
   * @param few how many inputs the suite tries
   * @throws AssertionError with the input's number: {@code -Dholdpoint.fuzz.seed=…
   *     -Dholdpoint.fuzz.first=…} begins with it
   */
  public static void inputs(String what, int few, Trial trial) {
    var current = new AtomicLong(FIRST);
    var since = new AtomicLong(System.nanoTime());
    var slowest = new AtomicLong();
    var slowestInput = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    var done = new CompletableFuture<Long>();
    Thread.ofPlatform()
        .daemon()
        .name("fuzz")
        .start(
            () -> {
              try {
                long n = FIRST;
                while (SECONDS == 0 ? n < FIRST + few : System.nanoTime() < end) {
                  current.set(n);
                  since.set(System.nanoTime());
                  trial.run(new Random(SEED * 1_000_003 + n));
                  long took = System.nanoTime() - since.get();
                  if (took > slowest.get()) {
                    slowest.set(took);
                    slowestInput.set(n);
                  }
                  n++;
                }
                done.complete(n - FIRST);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    while (true) {
      try {
        long tried = done.get(1, TimeUnit.SECONDS);
        System.out.printf(
            "fuzz, %s: %,d inputs, seed %d, slowest %d ms (input %d)%n",
            what, tried, SEED, TimeUnit.NANOSECONDS.toMillis(slowest.get()), slowestInput.get());
        assertThat(tried).as("inputs").isPositive();
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() - since.get() > HANGS.toNanos()) {
          fail("%s: input %d of seed %d hangs".formatted(what, current.get(), SEED));
        }
      } catch (ExecutionException e) {
        throw new AssertionError(
            "%s: input %d of seed %d: %s"
                .formatted(what, current.get(), SEED, e.getCause().getMessage()),
            e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  public static <T> T oneOf(Random random, java.util.List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  public static <T> T oneOf(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The text with one to five things wrong: pieces cut, doubled, moved, and put in. */
  public static String spoiled(Random random, String text, String... pieces) {
    var spoiled = new StringBuilder(text);
    for (int i = random.nextInt(5); i >= 0; i--) {
      int from = random.nextInt(spoiled.length() + 1);
      int to = from + random.nextInt(Math.min(20, spoiled.length() - from) + 1);
      switch (random.nextInt(5)) {
        case 0 -> spoiled.delete(from, to);
        case 1 -> spoiled.insert(from, oneOf(random, pieces));
        case 2 -> spoiled.replace(from, to, oneOf(random, pieces));
        case 3 -> spoiled.insert(random.nextInt(spoiled.length() + 1), spoiled.substring(from, to));
        default -> {
          if (from < spoiled.length()) {
            spoiled.setCharAt(from, (char) random.nextInt(oneOf(random, 128, 0x3000, 0x10000)));
          }
        }
      }
    }
    return spoiled.toString();
  }
}
