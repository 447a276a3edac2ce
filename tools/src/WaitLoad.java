import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many agents waiting at the same time: posts n requests that are held, waits for each with a long poll of its own,
 * decides them all, and counts who was woken and how fast.
 */
public final class WaitLoad {

  private static final int AT_ONCE = 32;
  private static final int MOST_TRIES = 20;
  private static final String NO_REVIEWER = "-";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(20)).build();
  private final URI base;
  private final String agent;
  private final String reviewer;
  private final int n;
  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final Map<String, Long> decidedAt = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final Measure latencies = new Measure();
  private final LongAdder polledAgain = new LongAdder();
  private final LongAdder askedAgain = new LongAdder();
  private final LongAdder wokenUndecided = new LongAdder();
  private final AtomicInteger faults = new AtomicInteger();
  private final CountDownLatch woken;

  private WaitLoad(URI base, String agent, String reviewer, int n) {
    this.base = base;
    this.agent = "Bearer " + agent;
    this.reviewer =
        reviewer.equals(NO_REVIEWER)
            ? NO_REVIEWER
            : "Basic " + Base64.getEncoder().encodeToString(reviewer.getBytes(StandardCharsets.UTF_8));
    this.n = n;
    this.woken = new CountDownLatch(n);
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 4 || !args[3].matches("[1-9][0-9]{0,4}")) {
      System.err.println(
          """
          Usage: tools/wait-load <base URL> <agent key> <name:password of a reviewer, or -> <n>

          With a reviewer half of the requests are approved and half denied; with - the agent cancels them all.
          n is 1 to 99999; each takes a connection, so the limit of open files of both sides must be above it.""");
      System.exit(2);
    }
    var load = new WaitLoad(URI.create(args[0]), args[1], args[2], Integer.parseInt(args[3]));
    System.exit(load.run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    var server = ServerMemory.ofPort(base.getPort());
    say("holding %d requests", n);
    List<String> ids = hold();
    if (ids.size() < n) {
      say("only %d of %d were held", ids.size(), n);
      return false;
    }
    long heapBefore = server.known() ? server.liveHeapKb() : -1;
    long residentBefore = server.known() ? server.residentKb() : -1;

    long began = System.nanoTime();
    ids.forEach(this::await);
    say("%d waiters sent in %.1f s", n, (System.nanoTime() - began) / 1e9);
    // No call tells how many wait; give the last ones the time to be taken up.
    TimeUnit.SECONDS.sleep(5);
    if (server.known()) {
      long heap = server.liveHeapKb() - heapBefore;
      long resident = server.residentKb() - residentBefore;
      say("server: %.1f KB of live heap and %.1f KB of resident memory for each waiter", heap / (double) n,
          resident / (double) n);
      say("server: %d MB resident", server.residentKb() / 1024);
    }

    began = System.nanoTime();
    decide(ids);
    boolean all = woken.await(120, TimeUnit.SECONDS);
    say("decided %d in %.1f s", decidedAt.size(), (System.nanoTime() - began) / 1e9);
    // Not from the latch: that is counted down for calls that failed, too.
    long withVerdict = outcomes.values().stream().mapToLong(LongAdder::sum).sum();
    say("woken: %d of %d, by outcome %s", withVerdict, n, outcomes);
    say("from sending the decision to the waiter's answer: %s", latencies);
    say("polled again after a minute: %d; asked again after a 503: %d", polledAgain.sum(), askedAgain.sum());
    say("answered without a decision: %d; failed calls: %d", wokenUndecided.sum(), faults.get());
    return all && faults.get() == 0 && wokenUndecided.sum() == 0;
  }

  private List<String> hold() throws InterruptedException {
    List<String> ids = new ArrayList<>();
    atOnce(
        n,
        i -> {
          var response =
              untilTaken(
                  call("/v1/requests", agent)
                      .header("Content-Type", "application/json")
                      .header("Idempotency-Key", UUID.randomUUID().toString())
                      .POST(BodyPublishers.ofString(
                          // One target: a policy may ask more of what touches many.
                          "{\"action\":{\"tool\":\"load.hold\",\"arguments\":{\"n\":"
                              + i
                              + "},\"target\":{\"resource\":\"load\"}},"
                              + "\"reason\":\"load\",\"expiresIn\":3600}"))
                      .build());
          Map<String, String> answer = Json.fields(response.body());
          if (response.statusCode() != 202) {
            fault("post: HTTP " + response.statusCode() + " " + response.body());
            return;
          }
          String id = Json.unquote(answer.get("id"));
          digests.put(id, Json.unquote(Json.fields(answer.get("action")).get("digest")));
          synchronized (ids) {
            ids.add(id);
          }
        });
    return ids;
  }

  private void await(String id) {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            call("/v1/requests/" + id, agent).header("Prefer", "wait=60").GET().build(), BodyHandlers.ofString());
    answer.whenComplete((response, failure) -> {
      long now = System.nanoTime();
      if (failure == null && response.statusCode() == 503) {
        askedAgain.increment();
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> await(id));
        return;
      }
      if (failure != null || response.statusCode() != 200) {
        fault("wait: " + (failure != null ? failure : "HTTP " + response.statusCode()));
        woken.countDown();
        return;
      }
      String status = Json.unquote(Json.fields(response.body()).get("status"));
      if (status.equals("pending")) {
        polledAgain.increment();
        await(id);
        return;
      }
      Long decided = decidedAt.get(id);
      if (decided == null) {
        wokenUndecided.increment();
      } else {
        latencies.add(now - decided);
      }
      outcomes.computeIfAbsent(status, s -> new LongAdder()).increment();
      woken.countDown();
    });
  }

  private void decide(List<String> ids) throws InterruptedException {
    atOnce(
        ids.size(),
        i -> {
          String id = ids.get(i);
          HttpRequest.Builder decision;
          if (reviewer.equals(NO_REVIEWER)) {
            decision = call("/v1/requests/" + id + "/cancel", agent).POST(BodyPublishers.noBody());
          } else {
            decision =
                call("/v1/requests/" + id + "/reviews", reviewer)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                        "{\"decision\":\"" + (i % 2 == 0 ? "approve" : "deny") + "\",\"reason\":\"load\",\"digest\":"
                            + Json.quote(digests.get(id)) + "}"));
          }
          decidedAt.put(id, System.nanoTime());
          var response = untilTaken(decision.build());
          if (response.statusCode() != 200) {
            fault("decide: HTTP " + response.statusCode() + " " + response.body());
          }
        });
  }

  /** A service that is too busy answers 503 and has done nothing; agents ask again, a little later each time. */
  private HttpResponse<String> untilTaken(HttpRequest request) throws Exception {
    for (int tries = 1; ; tries++) {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 503 || tries == MOST_TRIES) {
        return response;
      }
      askedAgain.increment();
      TimeUnit.MILLISECONDS.sleep(250L * tries);
    }
  }

  private interface Step {
    void take(int i) throws Exception;
  }

  private void atOnce(int count, Step step) throws InterruptedException {
    var places = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int index = i;
        places.acquire();
        threads.execute(() -> {
          try {
            step.take(index);
          } catch (Exception e) {
            fault(e.toString());
          } finally {
            places.release();
          }
        });
      }
    }
  }

  private HttpRequest.Builder call(String path, String credential) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(180))
        .header("Authorization", credential);
  }

  private void fault(String what) {
    if (faults.incrementAndGet() <= 5) {
      System.err.println(what);
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
