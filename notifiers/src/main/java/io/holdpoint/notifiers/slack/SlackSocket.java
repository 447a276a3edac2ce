package io.holdpoint.notifiers.slack;

import com.slack.api.Slack;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.impl.SocketModeClientJavaWSImpl;
import com.slack.api.socket_mode.queue.impl.ConcurrentLinkedMessageQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Socket Mode: what people do comes through a WebSocket that we open, so that Slack needs no
 * address of ours. Kept open by our own watch; the SDK's gives up for good when Slack once refuses
 * a new address. That Slack is away when the service starts is no reason not to start.
 */
final class SlackSocket implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SlackSocket.class);
  private static final int READERS = 4;

  private final Slack slack;
  private final Optional<String> appToken;
  private final Interactions interactions;
  private final SocketModeRequestParser parser;
  private final Duration watch;
  private @Nullable ScheduledExecutorService watcher;
  private volatile @Nullable SocketModeClient client;
  private volatile boolean told;

  /**
   * @param appToken without one there is no Socket Mode
   * @param watch how often to look whether the connection lives
   */
  SlackSocket(Slack slack, Optional<String> appToken, Interactions interactions, Duration watch) {
    this.slack = slack;
    this.appToken = appToken;
    this.interactions = interactions;
    this.parser = new SocketModeRequestParser(interactions.config());
    this.watch = watch;
  }

  @Override
  public synchronized void start() {
    if (watcher == null && appToken.isPresent()) {
      watcher =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("slack-socket").factory());
      var unused =
          watcher.scheduleWithFixedDelay(this::keep, 0, watch.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void keep() {
    try {
      SocketModeClient now = client;
      if (now != null && now.verifyConnection()) {
        return;
      }
      connect(now);
      if (told) {
        log.info("Slack: connected again");
      }
      told = false;
    } catch (Exception | LinkageError e) {
      if (!told) {
        log.warn("Slack: no connection ({}); it is tried again", e.getClass().getSimpleName());
      }
      told = true;
    }
  }

  private void connect(@Nullable SocketModeClient before) throws Exception {
    String token = appToken.orElseThrow();
    if (before != null) {
      client = null;
      before.close();
    }
    SocketModeClient fresh =
        new SocketModeClientJavaWSImpl(
            slack,
            token,
            slack.issueSocketModeUrl(token),
            READERS,
            new ConcurrentLinkedMessageQueue(),
            false,
            false,
            0);
    fresh.addWebSocketMessageListener(message -> take(fresh, message));
    client = fresh;
    fresh.connect();
  }

  private void take(SocketModeClient from, String message) {
    SocketModeRequest request;
    try {
      request = parser.parse(message);
    } catch (RuntimeException e) {
      log.warn("Slack: something that cannot be read ({})", e.getClass().getSimpleName());
      return;
    }
    if (request != null) {
      try {
        interactions.answering(
            () -> acknowledge(from, request, interactions.take(request.getBoltRequest())));
      } catch (IOException e) {
        log.warn("Slack: something could not be acknowledged", e);
      }
    }
  }

  private static void acknowledge(SocketModeClient to, SocketModeRequest request, Response answer) {
    Map<String, Object> ack = new LinkedHashMap<>();
    ack.put("envelope_id", request.getEnvelope().getEnvelopeId());
    if (answer.getBody() != null && !answer.getBody().isEmpty()) {
      ack.put("payload", com.google.gson.JsonParser.parseString(answer.getBody()));
    }
    to.sendSocketModeResponse(Blocks.json(ack));
  }

  @Override
  public synchronized void stop() {
    if (watcher != null) {
      watcher.shutdownNow();
      watcher = null;
    }
    SocketModeClient now = client;
    client = null;
    if (now != null) {
      try {
        now.close();
      } catch (Exception e) {
        log.debug("Slack: the connection could not be closed", e);
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return watcher != null;
  }
}
