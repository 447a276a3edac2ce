package io.holdpoint.standin;

import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Those who click and submit. What they do reaches the application as Slack would bring it: through
 * a socket when one is open, by signed HTTP otherwise.
 */
public final class People implements AutoCloseable {

  /** Slack shows the user an error after this. */
  public static final Duration PATIENCE = Duration.ofSeconds(3);

  private final StandInSlack slack;
  private final Workspace workspace;
  private final WebSockets sockets;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, BlockingQueue<String>> acks = new ConcurrentHashMap<>();
  private final List<Runnable> heldBack = new ArrayList<>();
  private volatile URI interactivity = URI.create("http://127.0.0.1:1/slack/interactions");
  private volatile int repeats;
  private volatile boolean holding;
  private volatile boolean byHttp;
  private volatile Duration patience = PATIENCE;

  /**
   * What came back.
   *
   * @param status of HTTP, or 200 for an acknowledged envelope and 0 for none in time
   */
  public record Reply(int status, String body, Duration took) {}

  People(StandInSlack slack, Workspace workspace) throws IOException {
    this.slack = slack;
    this.workspace = workspace;
    this.sockets =
        new WebSockets(
            connection -> connection.send("{\"type\":\"hello\",\"num_connections\":1}"),
            (connection, text) -> acknowledged(text));
  }

  String socketAddress() {
    return sockets.address();
  }

  /** How many sockets the application has open. */
  public int openSockets() {
    return sockets.connections().size();
  }

  /** As a network does: without a word. */
  public void dropSockets() {
    sockets.connections().forEach(WebSockets.Connection::drop);
  }

  /** As Slack does now and then: it asks for another connection first. */
  public void refreshSockets() {
    sockets
        .connections()
        .forEach(c -> c.send("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}"));
  }

  /** By signed HTTP although a socket is open. */
  public void byHttp(boolean always) {
    byHttp = always;
  }

  /** Waits this long instead of {@link #PATIENCE}. */
  void patience(Duration longer) {
    patience = longer;
  }

  /** Where signed HTTP goes. */
  public void interactivityUrl(String url) {
    interactivity = URI.create(url);
  }

  /** Everything comes this many times more. */
  public void repeat(int more) {
    repeats = more;
  }

  /** Keeps what is clicked until {@link #release}. */
  public void holdBack() {
    holding = true;
  }

  /** Brings what was held back, the last first. */
  public void release() {
    holding = false;
    List<Runnable> waiting;
    synchronized (heldBack) {
      waiting = List.copyOf(heldBack.reversed());
      heldBack.clear();
    }
    waiting.forEach(Runnable::run);
  }

  /** Clicks a button that is there. */
  public Reply click(User user, Message message, String actionId) {
    var button = message.buttons().get(actionId);
    if (button == null) {
      throw new IllegalStateException(
          "no button " + actionId + " in " + message.buttons().keySet());
    }
    return click(user, message, actionId, Json.string(button.get("value")));
  }

  /** Clicks a button with a value that may not be there (any more). */
  public Reply click(User user, Message message, String actionId, String value) {
    return bring(clicked(user, message, actionId, value));
  }

  /** What Slack would send of a click. */
  public Map<String, Object> clicked(User user, Message message, String actionId, String value) {
    var payload = of("block_actions", user);
    payload.put(
        "container",
        Map.of(
            "type",
            "message",
            "message_ts",
            message.ts(),
            "channel_id",
            message.channel(),
            "is_ephemeral",
            false));
    payload.put("trigger_id", workspace.trigger(user.id()));
    payload.put("channel", Map.of("id", message.channel(), "name", "approvals"));
    payload.put(
        "message",
        Map.of(
            "type",
            "message",
            "ts",
            message.ts(),
            "text",
            message.text(),
            "blocks",
            message.blocks()));
    payload.put("response_url", "http://127.0.0.1:1/response");
    payload.put(
        "actions",
        List.of(
            Map.of(
                "type",
                "button",
                "action_id",
                actionId,
                "block_id",
                "b",
                "text",
                Map.of("type", "plain_text", "text", actionId),
                "value",
                value,
                "action_ts",
                "1.1")));
    return payload;
  }

  /**
   * Submits a modal, as far as Slack lets one: a field that is not optional must be filled.
   *
   * @param values by action id
   */
  public Reply submit(View view, Map<String, String> values) {
    return bring(submitted(view, values));
  }

  /** What Slack would send of a submission. */
  public Map<String, Object> submitted(View view, Map<String, String> values) {
    var state = new LinkedHashMap<String, Object>();
    for (Object each : Json.list(view.payload().get("blocks"))) {
      var block = Json.object(each);
      if ("input".equals(block.get("type"))) {
        var element = Json.object(block.get("element"));
        String action = Json.string(element.get("action_id"));
        String value = values.get(action);
        boolean optional = Boolean.TRUE.equals(block.get("optional"));
        if (!optional && (value == null || value.isEmpty())) {
          throw new IllegalStateException("Slack: please complete this required field: " + action);
        }
        if (value != null
            && element.get("max_length") instanceof Long most
            && value.length() > most) {
          throw new IllegalStateException("Slack: at most " + most + " characters");
        }
        var field = new LinkedHashMap<String, Object>();
        field.put("type", "plain_text_input");
        field.put("value", value);
        state.put(Json.string(block.get("block_id")), Map.of(action, field));
      }
    }
    User user =
        workspace.users().stream()
            .filter(u -> u.id().equals(view.user()))
            .findFirst()
            .orElseThrow();
    var payload = of("view_submission", user);
    payload.put("trigger_id", workspace.trigger(user.id()));
    var sent = new LinkedHashMap<>(view.payload());
    sent.put("id", view.id());
    sent.put("hash", view.hash());
    sent.put("root_view_id", view.id());
    sent.put("team_id", user.team());
    sent.put("state", Map.of("values", state));
    payload.put("view", sent);
    payload.put("response_urls", List.of());
    return payload;
  }

  private static Map<String, Object> of(String type, User user) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("type", type);
    payload.put("team", Map.of("id", Workspace.TEAM, "domain", "stand-in"));
    payload.put(
        "user",
        Map.of(
            "id", user.id(), "username", user.name(), "name", user.name(), "team_id", user.team()));
    payload.put("api_app_id", "A0HOLDPT");
    payload.put("token", "legacy");
    return payload;
  }

  /** Brings a payload in whichever way is open. */
  public Reply bring(Map<String, Object> payload) {
    if (holding) {
      synchronized (heldBack) {
        heldBack.add(() -> bring(payload));
      }
      return new Reply(0, "", Duration.ZERO);
    }
    Reply reply = once(payload, 0);
    for (int i = 1; i <= repeats; i++) {
      reply = once(payload, i);
    }
    if (reply.status() == 200) {
      obey(payload, reply.body());
    }
    return reply;
  }

  private Reply once(Map<String, Object> payload, int attempt) {
    return byHttp || sockets.connections().isEmpty() ? post(payload) : envelope(payload, attempt);
  }

  private Reply post(Map<String, Object> payload) {
    String body = "payload=" + URLEncoder.encode(Json.write(payload), StandardCharsets.UTF_8);
    String now = String.valueOf(Instant.now().getEpochSecond());
    return post(body, now, Signature.of(StandInSlack.SIGNING_SECRET, now, body));
  }

  /** Posts anything, signed in any way. */
  public Reply post(String body, String timestamp, String signature) {
    long from = System.nanoTime();
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(interactivity)
                  .timeout(patience.plusSeconds(7))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .header("X-Slack-Request-Timestamp", timestamp)
                  .header("X-Slack-Signature", signature)
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      return judged(response.statusCode(), response.body(), from);
    } catch (IOException e) {
      return judged(0, String.valueOf(e), from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Reply envelope(Map<String, Object> payload, int attempt) {
    long from = System.nanoTime();
    String id = "envelope-" + workspace.number();
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put("envelope_id", id);
    envelope.put("type", "interactive");
    envelope.put("accepts_response_payload", true);
    if (attempt > 0) {
      envelope.put("retry_attempt", attempt);
      envelope.put("retry_reason", "timeout");
    }
    envelope.put("payload", payload);
    var answers = new LinkedBlockingQueue<String>();
    acks.put(id, answers);
    sockets.connections().getLast().send(Json.write(envelope));
    try {
      String answer = answers.poll(patience.toMillis() + 2_000, TimeUnit.MILLISECONDS);
      if (answer == null) {
        return judged(0, "no acknowledgement", from);
      }
      Object response = Json.object(Json.read(answer)).get("payload");
      return judged(200, response == null ? "" : Json.write(response), from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      acks.remove(id);
    }
  }

  private Reply judged(int status, String body, long from) {
    var took = Duration.ofNanos(System.nanoTime() - from);
    if (took.compareTo(patience) > 0) {
      slack.fault("acknowledged after " + took.toMillis() + " ms");
    }
    return new Reply(status, body, took);
  }

  private void acknowledged(String text) {
    String id = Json.string(Json.object(Json.read(text)).get("envelope_id"));
    var waiting = acks.get(id);
    if (waiting != null) {
      waiting.add(text);
    }
  }

  /** What an answer to a submission asks for. */
  private void obey(Map<String, Object> payload, String body) {
    if (!"view_submission".equals(payload.get("type"))) {
      return;
    }
    var view =
        workspace.view(Json.string(Json.object(payload.get("view")).get("id"))).orElseThrow();
    if (!view.hash().equals(Json.object(payload.get("view")).get("hash"))) {
      return;
    }
    if (body.isEmpty()) {
      view.close();
      return;
    }
    var answer = Json.object(Json.read(body));
    switch (Json.string(answer.get("response_action"))) {
      case "clear" -> view.close();
      case "update" -> {
        var next = Json.object(answer.get("view"));
        BlockKit.faultsOfView(next).forEach(fault -> slack.fault("response_action: " + fault));
        // Where a call has updated it since, that knows more.
        view.update(next, Json.object(payload.get("view")).get("hash"));
      }
      case "errors" -> {}
      default -> slack.fault("response_action: " + body);
    }
  }

  @Override
  public void close() {
    sockets.close();
  }
}
