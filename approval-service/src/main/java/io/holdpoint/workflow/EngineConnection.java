package io.holdpoint.workflow;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.Topology;
import io.grpc.Status;
import io.holdpoint.model.desk.ProcessDesk.FaultyModelException;
import io.holdpoint.model.process.Processes;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Our line to the engine: looks every second whether it is there, gives it the models and opens the
 * workers whenever it has come (back).
 */
final class EngineConnection {

  private static final Logger log = LoggerFactory.getLogger(EngineConnection.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration VERIFY_EVERY = Duration.ofSeconds(30);

  private final Supplier<Optional<URI>> where;
  private final EngineClientFactory clients;
  private final EngineEpochs epochs;
  private final ApprovalWorkers workers;
  private final OwnModels own;

  /** The versions of one's own that this life of the engine has, by name. */
  private final Map<String, Integer> deployed = new ConcurrentHashMap<>();

  private final AtomicLong verifiedAt = new AtomicLong();
  private @Nullable Thread thread;
  private volatile boolean stopping;
  private @Nullable URI address;
  private volatile @Nullable CamundaClient client;
  private volatile boolean up;
  private volatile @Nullable String version;
  private volatile String detail = "not reached yet";

  EngineConnection(
      Supplier<Optional<URI>> where,
      EngineClientFactory clients,
      EngineEpochs epochs,
      ApprovalWorkers workers,
      OwnModels own) {
    this.where = where;
    this.clients = clients;
    this.epochs = epochs;
    this.workers = workers;
    this.own = own;
  }

  void start() {
    Thread started = new Thread(this::run, "engine-connection");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  void stop() {
    stopping = true;
    up = false;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The client while the engine is there, has the models, and is known to have its data or not. */
  Optional<CamundaClient> client() {
    return up ? Optional.ofNullable(client) : Optional.empty();
  }

  boolean up() {
    return up;
  }

  /** As the engine names it; kept while it is away. */
  Optional<String> version() {
    return Optional.ofNullable(version);
  }

  String detail() {
    return detail;
  }

  private void run() {
    try {
      while (!stopping) {
        look();
        Thread.sleep(EVERY.toMillis());
      }
    } catch (InterruptedException e) {
      // asked to stop; the thread ends below, and closing the client must not be interrupted too
    } finally {
      var unused = Thread.interrupted();
      disconnect();
    }
  }

  private void look() {
    try {
      Optional<URI> now = where.get();
      if (now.isEmpty()) {
        disconnect();
        detail = "the engine is not running";
        return;
      }
      CamundaClient connected = connected(now.get());
      Topology topology =
          connected.newTopologyRequest().requestTimeout(PROBE_TIMEOUT).send().join();
      version = topology.getGatewayVersion();
      if (!hasLeaders(topology)) {
        down("the engine has no leader for some partition yet");
        return;
      }
      if (!up || System.nanoTime() - verifiedAt.get() > VERIFY_EVERY.toNanos()) {
        greet(connected);
      }
    } catch (RuntimeException e) {
      down("the engine does not answer: " + rootMessage(e));
    }
  }

  private CamundaClient connected(URI now) {
    CamundaClient existing = client;
    if (existing != null && now.equals(address)) {
      return existing;
    }
    disconnect();
    CamundaClient fresh = clients.connect(now);
    client = fresh;
    address = now;
    return fresh;
  }

  private void greet(CamundaClient connected) {
    if (!up) {
      deployed.clear();
      deploy(connected);
    }
    deployOwn(connected);
    epochs.verify(connected);
    verifiedAt.set(System.nanoTime());
    if (!up) {
      workers.open(connected);
      up = true;
      detail = "";
      log.info("Connected to the engine, version {}", version);
    }
  }

  /** Deploying what the engine has already changes nothing there. */
  private static void deploy(CamundaClient connected) {
    DeployResourceCommandStep2 command = null;
    for (String process : Processes.DELIVERED) {
      String resource = "bpmn/" + process + ".bpmn";
      command =
          command == null
              ? connected.newDeployResourceCommand().addResourceFromClasspath(resource)
              : command.addResourceFromClasspath(resource);
    }
    if (command != null) {
      command.send().join();
    }
  }

  /** What other instances have deployed, too. One that the engine refuses stops no other. */
  private void deployOwn(CamundaClient connected) {
    for (OwnModels.Stored model : own.newest()) {
      if (deployed.getOrDefault(model.name(), 0) < model.version()) {
        try {
          give(connected, model.name(), model.model());
        } catch (ClientException e) {
          if (isUnreachable(e)) {
            throw e;
          }
          log.warn("The engine refuses the process {}: {}", model.name(), rootMessage(e));
        }
        deployed.put(model.name(), model.version());
      }
    }
  }

  /**
   * Gives the engine a model of one's own, if it is there.
   *
   * @throws FaultyModelException the engine refuses it
   */
  void deploy(String name, String model) {
    client()
        .ifPresent(
            connected -> {
              try {
                give(connected, name, model);
              } catch (ClientException e) {
                if (!isUnreachable(e)) {
                  throw ModelReader.fault(name, rootMessage(e), "what the engine takes");
                }
              }
            });
  }

  private static void give(CamundaClient connected, String name, String model) {
    connected.newDeployResourceCommand().addResourceStringUtf8(model, name + ".bpmn").send().join();
  }

  /** Whether it may be taken another time: everything but a refusal of what stands in it. */
  private static boolean isUnreachable(ClientException e) {
    return !(e instanceof ClientStatusException status
        && status.getStatusCode() == Status.Code.INVALID_ARGUMENT);
  }

  private static boolean hasLeaders(Topology topology) {
    long led =
        topology.getBrokers().stream()
            .flatMap(broker -> broker.getPartitions().stream())
            .filter(partition -> partition.isLeader())
            .map(partition -> partition.getPartitionId())
            .distinct()
            .count();
    return topology.getPartitionsCount() > 0 && led >= topology.getPartitionsCount();
  }

  private void down(String why) {
    if (up) {
      log.warn("Lost the engine: {}", why);
    }
    up = false;
    detail = why;
  }

  private void disconnect() {
    up = false;
    CamundaClient old = client;
    client = null;
    address = null;
    if (old != null) {
      workers.close();
      try {
        old.close();
      } catch (RuntimeException e) {
        log.debug("The client did not close cleanly", e);
      }
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
