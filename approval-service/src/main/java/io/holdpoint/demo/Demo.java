package io.holdpoint.demo;

import io.holdpoint.demo.Script.Player;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.ReviewDesk;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Starts the scripted agents once the service is ready, and stops them before it stops. */
@Component
@ConditionalOnProperty("holdpoint.demo.enabled")
class Demo {

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  private final AgentDesk agents;
  private final ReviewDesk reviews;
  private final Environment environment;
  private final JsonMapper json;
  private final Script script = Script.read();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable ExecutorService lanes;
  private @Nullable HttpClient http;

  Demo(AgentDesk agents, ReviewDesk reviews, Environment environment, JsonMapper json) {
    this.agents = agents;
    this.reviews = reviews;
    this.environment = environment;
    this.json = json;
  }

  @EventListener
  void start(ApplicationReadyEvent ready) {
    var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    http = client;
    lanes = threads;
    var credentials = new Credentials(agents);
    var seeds = new SecureRandom();
    for (Player player : script.players()) {
      try {
        var calls = new AgentCalls(client, base(), credentials.issue(player), json);
        List<List<String>> leftOpen = deal(stillOpen(player), player.lanes());
        for (int lane = 0; lane < player.lanes(); lane++) {
          var random = new SplittableRandom(seeds.nextLong());
          threads.execute(new Lane(player, lane, calls, leftOpen.get(lane), random, stopped));
        }
      } catch (RuntimeException e) {
        // A player that somebody disabled or renamed must not keep the service from starting.
        LOG.warn("The demo goes on without {}", player.agent(), e);
      }
    }
    LOG.info(
        "The demo's {} agents are at work; at most {} of their requests are open at a time",
        script.players().size(),
        script.mostOpen());
  }

  @EventListener
  void stop(ContextClosedEvent closed) {
    stopped.countDown();
    if (http != null) {
      http.shutdownNow();
    }
    if (lanes != null) {
      lanes.shutdownNow();
    }
  }

  /** What an earlier run left open; its agent goes on waiting for it. */
  private List<String> stillOpen(Player player) {
    var filter =
        new RequestFilter(
            Set.of(RequestStatus.PENDING),
            Optional.empty(),
            Optional.of(player.agent().value()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RequestFilter.MAX_LIMIT);
    return reviews.history(Credentials.OWNER, filter).items().stream()
        .map(request -> request.id().toString())
        .toList();
  }

  private static List<List<String>> deal(List<String> ids, int hands) {
    List<List<String>> dealt = new ArrayList<>();
    for (int hand = 0; hand < hands; hand++) {
      dealt.add(new ArrayList<>());
    }
    for (int i = 0; i < ids.size(); i++) {
      dealt.get(i % hands).add(ids.get(i));
    }
    return dealt;
  }

  /** Where the service listens, as seen from itself. */
  private URI base() {
    var address = environment.getProperty("server.address", InetAddress.class);
    String host =
        address == null || address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    if (host.contains(":")) {
      host = "[" + host + "]";
    }
    return URI.create(
        "http://" + host + ":" + environment.getRequiredProperty("local.server.port"));
  }
}
