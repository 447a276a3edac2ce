package io.holdpoint.workflow;

import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.request.Outbox;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine's parts together by the settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EngineSettings.Raw.class)
class WorkflowConfiguration {

  @Bean
  EngineSettings engineSettings(EngineSettings.Raw raw) {
    return EngineSettings.of(raw);
  }

  @Bean
  @ConditionalOnProperty(name = "holdpoint.engine.mode", havingValue = "embedded")
  EngineSupervisor engineSupervisor(
      EngineSettings settings,
      @Value("${holdpoint.data-dir}") Path dataDir,
      ObjectProvider<EngineTuning> tuning) {
    Path home = settings.home();
    if (home == null) {
      throw new IllegalStateException("an embedded engine has a home");
    }
    return new EngineSupervisor(
        home,
        dataDir,
        settings.maxHeapMegabytes(),
        tuning.getIfAvailable(() -> EngineTuning.USUAL));
  }

  @Bean
  EngineConnection engineConnection(
      EngineSettings settings,
      ObjectProvider<EngineSupervisor> supervisor,
      EngineEpochs epochs,
      ApprovalWorkers workers,
      OwnModels own) {
    Supplier<Optional<URI>> where =
        switch (settings.mode()) {
          case EMBEDDED -> supervisor.getObject()::address;
          case REMOTE -> () -> Optional.ofNullable(settings.address());
          case OFF -> Optional::empty;
        };
    return new EngineConnection(where, new EngineClientFactory(settings), epochs, workers, own);
  }

  @Bean
  Reconciler.Pace reconcilerPace() {
    return Reconciler.Pace.USUAL;
  }

  @Bean
  EngineStatus engineDesk(
      EngineSettings settings,
      EngineConnection connection,
      ObjectProvider<EngineSupervisor> supervisor,
      Outbox outbox,
      OwnModels own,
      Clock clock) {
    return new EngineStatus(
        settings, connection, Optional.ofNullable(supervisor.getIfAvailable()), outbox, own, clock);
  }

  @Bean
  EngineHealth engineHealthIndicator(EngineDesk desk) {
    return new EngineHealth(desk);
  }

  @Bean
  WorkflowLifecycle workflowLifecycle(
      EngineSettings settings,
      ObjectProvider<EngineSupervisor> supervisor,
      EngineConnection connection,
      OutboxRelay relay,
      Reconciler reconciler) {
    return new WorkflowLifecycle(
        settings, Optional.ofNullable(supervisor.getIfAvailable()), connection, relay, reconciler);
  }
}
