import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Posts recorded tool calls to a running Holdpoint and counts what its policy says of them. Each task's calls are
 * posted in order, each naming the one before as its parent; held requests are not waited for.
 */
public final class Replay {

  private record Call(String task, int seq, String tool, String arguments) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
  private final URI requests;
  private final String key;
  private final Map<String, LongAdder> tally = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> byTool = new ConcurrentSkipListMap<>();
  private final LongAdder refused = new LongAdder();
  private Measure times = new Measure();

  private Replay(URI base, String key) {
    this.requests = base.resolve("/v1/requests");
    this.key = key;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 3 || args.length > 5) {
      System.err.println(
          """
          Usage: tools/replay <base URL> <agent key> <file> [tasks at once, 4] [rounds, 1]

          The file has one JSON object a line: {"task": "...", "seq": 0, "tool": "...", "arguments": {...}}""");
      System.exit(2);
    }
    int atOnce = args.length > 3 ? number("tasks at once", args[3]) : 4;
    int rounds = args.length > 4 ? number("rounds", args[4]) : 1;
    var replay = new Replay(URI.create(args[0]), args[1]);
    System.exit(replay.run(read(Path.of(args[2])), atOnce, rounds) ? 0 : 1);
  }

  private static int number(String what, String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      System.err.println(what + ": expected 1 to 9999, was " + text);
      System.exit(2);
    }
    return Integer.parseInt(text);
  }

  private static Map<String, List<Call>> read(Path file) throws IOException {
    Map<String, List<Call>> tasks = new LinkedHashMap<>();
    int line = 0;
    for (String text : Files.readAllLines(file)) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      try {
        Map<String, String> fields = Json.fields(text);
        var call =
            new Call(
                Json.unquote(need(fields, "task")),
                Integer.parseInt(need(fields, "seq")),
                need(fields, "tool"),
                need(fields, "arguments"));
        tasks.computeIfAbsent(call.task(), task -> new ArrayList<>()).add(call);
      } catch (IllegalArgumentException e) {
        System.err.println(file + ", line " + line + ": " + e.getMessage());
        System.exit(2);
      }
    }
    tasks.values().forEach(calls -> calls.sort(Comparator.comparingInt(Call::seq)));
    return tasks;
  }

  private static String need(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    return value;
  }

  private boolean run(Map<String, List<Call>> tasks, int atOnce, int rounds) throws Exception {
    int calls = tasks.values().stream().mapToInt(List::size).sum();
    System.out.printf("%d calls in %d tasks, %d tasks at once%n", calls, tasks.size(), atOnce);
    String run = Long.toString(System.nanoTime(), 36);
    for (int round = 1; round <= rounds; round++) {
      String suffix = "-" + run + "-" + round;
      times = new Measure();
      long began = System.nanoTime();
      try (var workers = Executors.newFixedThreadPool(atOnce)) {
        List<Future<?>> all = new ArrayList<>();
        for (List<Call> task : tasks.values()) {
          all.add(workers.submit(() -> replay(task, suffix)));
        }
        for (Future<?> one : all) {
          one.get();
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          Locale.ROOT, "round %d: %d answers in %.2f s, %.0f a second, %s%n",
          round, times.count(), seconds, times.count() / seconds, times);
    }
    System.out.println("by tier and status:");
    tally.forEach((what, count) -> System.out.printf("  %6d  %s%n", count.sum(), what));
    System.out.println("by tool:");
    byTool.forEach((what, count) -> System.out.printf("  %6d  %s%n", count.sum(), what));
    System.out.printf("refused by the API: %d%n", refused.sum());
    return refused.sum() == 0;
  }

  private Void replay(List<Call> task, String suffix) throws IOException, InterruptedException {
    String parent = null;
    for (Call call : task) {
      String body =
          "{\"action\":{\"tool\":" + call.tool() + ",\"arguments\":" + call.arguments() + "},\"task\":"
              + Json.quote(call.task() + suffix) + ",\"reason\":\"replayed\""
              + (parent == null ? "" : ",\"context\":{\"parent\":\"" + parent + "\"}") + "}";
      var post =
          HttpRequest.newBuilder(requests)
              .timeout(Duration.ofSeconds(60))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      long began = System.nanoTime();
      var response = http.send(post, BodyHandlers.ofString());
      long took = System.nanoTime() - began;
      if (response.statusCode() >= 300) {
        refused.increment();
        System.err.println("HTTP " + response.statusCode() + " for " + call.tool() + ": " + response.body());
        continue;
      }
      times.add(took);
      Map<String, String> answer = Json.fields(response.body());
      String verdict = Json.unquote(answer.get("tier")) + ", " + Json.unquote(answer.get("status"));
      tally.computeIfAbsent(verdict, v -> new LongAdder()).increment();
      byTool.computeIfAbsent(Json.unquote(call.tool()) + ": " + verdict, v -> new LongAdder()).increment();
      parent = Json.unquote(answer.get("id"));
    }
    return null;
  }
}
