package io.holdpoint.workflow;

import java.util.Optional;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Starts the engine's parts with the service, without waiting for any, and ends them with it. */
class WorkflowLifecycle implements SmartLifecycle {

  private final EngineSettings settings;
  private final Optional<EngineSupervisor> supervisor;
  private final EngineConnection connection;
  private final OutboxRelay relay;
  private final Reconciler reconciler;
  private volatile boolean running;

  WorkflowLifecycle(
      EngineSettings settings,
      Optional<EngineSupervisor> supervisor,
      EngineConnection connection,
      OutboxRelay relay,
      Reconciler reconciler) {
    this.settings = settings;
    this.supervisor = supervisor;
    this.connection = connection;
    this.relay = relay;
    this.reconciler = reconciler;
  }

  @Override
  public void start() {
    running = true;
    if (settings.mode() == EngineSettings.Mode.OFF) {
      return;
    }
    supervisor.ifPresent(EngineSupervisor::start);
    connection.start();
    relay.start(connection);
    reconciler.start(connection);
  }

  /** Before anything is stopped: a Ctrl-C has reached the engine too, and it shall stay down. */
  @EventListener
  void closing(ContextClosedEvent event) {
    supervisor.ifPresent(EngineSupervisor::announceStop);
  }

  @Override
  public void stop() {
    running = false;
    if (settings.mode() == EngineSettings.Mode.OFF) {
      return;
    }
    reconciler.stop();
    relay.stop();
    connection.stop();
    supervisor.ifPresent(EngineSupervisor::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
