package io.holdpoint.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What sealing the record costs a request, and how long a redemption takes over HTTP: the whole
 * service on H2, with and without what seals, in turn. Exits with 1 when the sealing costs more
 * than it may.
 */
public final class RecordCost {

  /** So many times the time without sealing may a request take with it. */
  private static final double MOST_COST = 1.5;

  private static final int ROUNDS = 7;
  private static final int PER_ROUND = 4_000;
  private static final int CALLERS = 8;
  private static final int REDEMPTIONS = 3_000;

  private RecordCost() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("holdpoint-benchmark");
    double ratio;
    try (Service sealing = Service.start(Files.createDirectory(folder.resolve("sealing")), true);
        Service plain = Service.start(Files.createDirectory(folder.resolve("plain")), false)) {
      ratio = requests(sealing, plain);
      redemptions(sealing);
    }
    backlog(folder.resolve("plain"));
    System.out.printf(
        "A request takes %.2f times as long with sealing (to reach: at most %.1f)%n",
        ratio, MOST_COST);
    System.exit(ratio <= MOST_COST ? 0 : 1);
  }

  private static double requests(Service sealing, Service plain) throws InterruptedException {
    ask(sealing);
    ask(plain);
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      with.add(ask(sealing));
      without.add(ask(plain));
    }
    double sealed = median(with);
    double bare = median(without);
    System.out.printf(
        "%d callers at once: %,.0f requests/s with sealing, %,.0f without; %.0f µs a request%n",
        CALLERS, 1e6 / sealed, 1e6 / bare, sealed - bare);
    return sealed / bare;
  }

  /** Microseconds that one request takes when as many as can be are served. */
  private static double ask(Service service) throws InterruptedException {
    long began = System.nanoTime();
    together(
        () -> {
          for (int i = 0; i < PER_ROUND / CALLERS; i++) {
            service.ask();
          }
          return null;
        });
    return (System.nanoTime() - began) / 1e3 / PER_ROUND;
  }

  private static void redemptions(Service service) throws InterruptedException {
    for (int callers : new int[] {1, CALLERS}) {
      var nanos = new ConcurrentLinkedQueue<Long>();
      together(
          callers,
          () -> {
            for (int i = 0; i < REDEMPTIONS / callers; i++) {
              String token = service.ask();
              long began = System.nanoTime();
              service.redeem(token);
              nanos.add(System.nanoTime() - began);
            }
            return null;
          });
      long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
      System.out.printf(
          "redeemed over HTTP, %d at once: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
          callers,
          sorted[sorted.length / 2] / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e6,
          sorted[sorted.length - 1] / 1e6);
    }
  }

  /** How fast a record is sealed that nobody sealed until now. */
  private static void backlog(Path data) throws IOException, InterruptedException {
    try (Service service = Service.start(data, true)) {
      long from = service.sealed();
      long began = System.nanoTime();
      long to = service.recorded();
      while (service.sealed() < to) {
        Thread.sleep(5);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "a backlog of %,d records: %,.0f sealed a second%n", to - from, (to - from) / seconds);
    }
  }

  private static void together(Callable<Void> work) throws InterruptedException {
    together(CALLERS, work);
  }

  private static void together(int callers, Callable<Void> work) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(callers)) {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        all.add(work);
      }
      for (Future<Void> one : threads.invokeAll(all)) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static double median(List<Double> measured) {
    return measured.stream().sorted().toList().get(measured.size() / 2);
  }
}
