package io.holdpoint.standin;

import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import java.io.IOException;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From a person's click to the waiting agent's answer, one request after the other: the agent posts what is held and
 * waits for it, a person approves, and the clock runs from the sending of the decision until the agent has its answer.
 */
public final class ClickTimes {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String[] agents;

  /** @param agents their keys, with commas in between */
  private ClickTimes(String base, String agents) {
    this.base = base;
    this.agents = agents.split(",");
  }

  /** Posts the decision. */
  private interface Decides {
    void decide(String request, String digest, Runnable sending) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 5 || !args[4].matches("[1-9][0-9]{0,4}")) {
      System.err.println(
          """
          Usage: tools/click-times api <base URL> <agent keys> <name:password of a reviewer> <n>
                 tools/click-times slack <base URL> <agent keys> <member of the stand-in, such as U0RITA> <n>

          With slack it is the stand-in, on port 9797: start Holdpoint towards it (it prints with what), with
          HOLDPOINT_SLACK_CHANNEL=%s, and link the member. The tool is billing.invoices.note, which the starter
          policy holds for one reviewer, unless CLICK_TOOL names another. Take an agent that is used for nothing else:
          rules look at an agent's past. Several keys, with commas in between, take turns: more than three requests of
          one agent within half a minute are gathered before Slack hears of them, which takes two seconds each time."""
              .formatted(StandInSlack.CHANNEL));
      System.exit(2);
    }
    int n = Integer.parseInt(args[4]);
    var times = new ClickTimes(args[1].replaceFirst("/+$", ""), args[2]);
    if (args[0].equals("api")) {
      times.measure(n, times.byApi(args[3]));
      return;
    }
    try (var slack = new StandInSlack(9797)) {
      User user = slack.workspace().user(Workspace.TEAM, args[3], "rita", "rita@example.org");
      System.out.println("waiting for Holdpoint at " + slack.apiUrl());
      while (slack.people().openSockets() == 0) {
        Thread.sleep(100);
      }
      times.measure(n, times.bySlack(slack, user));
      System.out.println("what Slack would have refused: " + slack.faults());
    }
  }

  private Decides byApi(String person) {
    String basic = "Basic " + Base64.getEncoder().encodeToString(person.getBytes(StandardCharsets.UTF_8));
    return (request, digest, sending) -> {
      var review =
          call("/v1/requests/" + request + "/reviews", basic)
              .POST(
                  BodyPublishers.ofString(
                      "{\"decision\":\"approve\",\"reason\":\"measured\",\"digest\":\"" + digest + "\"}"))
              .build();
      sending.run();
      expect(200, http.send(review, BodyHandlers.ofString()));
    };
  }

  private Decides bySlack(StandInSlack slack, User user) {
    return (request, digest, sending) -> {
      Message message = await(() -> posted(slack, request));
      int before = slack.workspace().views().size();
      slack.people().click(user, message, "hp_approve");
      View form =
          await(
              () ->
                  slack.workspace().views().size() > before
                      ? Optional.of(slack.workspace().views().getLast())
                      : Optional.empty());
      sending.run();
      slack.people().submit(form, Map.of("hp_reason_text", "measured"));
    };
  }

  private static Optional<Message> posted(StandInSlack slack, String request) {
    List<Message> posts = slack.workspace().posts();
    for (int i = posts.size() - 1; i >= 0; i--) {
      if (Json.write(posts.get(i).blocks()).contains(request) && posts.get(i).buttons().containsKey("hp_approve")) {
        return Optional.of(posts.get(i));
      }
    }
    return Optional.empty();
  }

  private void measure(int n, Decides decides) throws Exception {
    String tool = Objects.requireNonNullElse(System.getenv("CLICK_TOOL"), "billing.invoices.note");
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String agent = "Bearer " + agents[i % agents.length];
      var held =
          http.send(
              call("/v1/requests", agent)
                  .POST(
                      BodyPublishers.ofString(
                          // Always the same target: rules look at how many an agent goes to.
                          "{\"action\":{\"tool\":\"" + tool + "\",\"arguments\":{\"invoice\":\"I-1\"}},\"reason\":\"measured\"}"))
                  .build(),
              BodyHandlers.ofString());
      expect(202, held);
      String id = part("\"id\":\"([^\"]+)\"", held.body());
      String digest = part("\"digest\":\"([^\"]+)\"", held.body());
      var answer =
          http.sendAsync(
                  call("/v1/requests/" + id, agent).header("Prefer", "wait=60").GET().build(), BodyHandlers.ofString())
              .thenApply(reply -> Map.entry(System.nanoTime(), reply.body()));
      // The agent waits before anybody clicks: people are slower than that.
      Thread.sleep(20);
      var sent = new CompletableFuture<Long>();
      decides.decide(id, digest, () -> sent.complete(System.nanoTime()));
      var woken = answer.get(60, java.util.concurrent.TimeUnit.SECONDS);
      if (!woken.getValue().contains("\"status\":\"approved\"")) {
        throw new IllegalStateException("not approved: " + woken.getValue());
      }
      nanos.add(woken.getKey() - sent.join());
    }
    nanos.sort(Long::compare);
    System.out.printf(
        Locale.ROOT,
        "click to answer, %d times: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        n,
        nanos.get(n / 2) / 1e6,
        nanos.get(n * 9 / 10) / 1e6,
        nanos.get(n * 99 / 100) / 1e6,
        nanos.getLast() / 1e6);
  }

  private HttpRequest.Builder call(String path, String authorization) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(70))
        .header("Authorization", authorization)
        .header("Content-Type", "application/json");
  }

  private static void expect(int status, HttpResponse<String> reply) throws IOException {
    if (reply.statusCode() != status) {
      throw new IOException("expected " + status + ", got " + reply.statusCode() + ": " + reply.body());
    }
  }

  private static String part(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return found.group(1);
  }

  private interface Looks<T> {
    Optional<T> look();
  }

  private static <T> T await(Looks<T> looks) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      Optional<T> found = looks.look();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(2);
    }
    throw new IllegalStateException("did not come within " + PATIENCE);
  }
}
