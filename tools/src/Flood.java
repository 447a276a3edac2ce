import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one agent that floods does to another: measures how long the other's calls take, first alone and then while the
 * one calls as fast as it can, and says how the two compare.
 */
public final class Flood {

  private static final String BODY = "{\"action\":{\"tool\":\"flood.get\"}}";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(20)).build();
  private final URI requests;

  private Flood(URI base) {
    this.requests = base.resolve("/v1/requests");
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 3 || args.length > 5) {
      System.err.println(
          """
          Usage: tools/flood <base URL> <flooding agent's key> <another agent's key> [seconds] [calls at once]
          Both post a read that the starter policy releases; the other one call after the other, for so long (10) without
          and with the flood (64 calls at once).""");
      System.exit(2);
    }
    int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 10;
    int atOnce = args.length > 4 ? Integer.parseInt(args[4]) : 64;
    new Flood(URI.create(args[0])).run(args[1], args[2], seconds, atOnce);
  }

  private void run(String flooding, String other, int seconds, int atOnce) throws Exception {
    calls(other, 3, new Measure(), new ConcurrentHashMap<>());
    var alone = new Measure();
    var answers = new ConcurrentHashMap<Integer, LongAdder>();
    calls(other, seconds, alone, answers);
    say("alone: %s; %d calls, by status %s", alone, alone.count(), sorted(answers));

    var stop = new AtomicBoolean();
    var flood = new ConcurrentHashMap<Integer, LongAdder>();
    var beside = new Measure();
    answers.clear();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < atOnce; i++) {
        threads.execute(() -> {
          while (!stop.get()) {
            count(flood, post(flooding));
          }
        });
      }
      TimeUnit.SECONDS.sleep(2);
      calls(other, seconds, beside, answers);
      stop.set(true);
    }
    say("beside the flood: %s; %d calls, by status %s", beside, beside.count(), sorted(answers));
    say("the flood: %d calls at once, by status %s", atOnce, sorted(flood));
    say("ratio of the medians: %.1f", beside.median() / alone.median());
  }

  private void calls(String key, int seconds, Measure into, Map<Integer, LongAdder> answers) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      long from = System.nanoTime();
      count(answers, post(key));
      into.add(System.nanoTime() - from);
    }
  }

  private int post(String key) {
    try {
      return http.send(
              HttpRequest.newBuilder(requests)
                  .timeout(Duration.ofSeconds(60))
                  .header("Authorization", "Bearer " + key)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(BODY))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (java.io.IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static void count(Map<Integer, LongAdder> answers, int status) {
    answers.computeIfAbsent(status, s -> new LongAdder()).increment();
  }

  private static Map<Integer, LongAdder> sorted(Map<Integer, LongAdder> answers) {
    return new TreeMap<>(answers);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
