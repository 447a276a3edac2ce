package io.holdpoint.workflow;

import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.model.process.Processes;
import io.holdpoint.request.Outbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the engine is, for people. */
class EngineStatus implements EngineDesk {

  private final EngineSettings settings;
  private final EngineConnection connection;
  private final Optional<EngineSupervisor> supervisor;
  private final Outbox outbox;
  private final OwnModels own;
  private final Clock clock;

  EngineStatus(
      EngineSettings settings,
      EngineConnection connection,
      Optional<EngineSupervisor> supervisor,
      Outbox outbox,
      OwnModels own,
      Clock clock) {
    this.settings = settings;
    this.connection = connection;
    this.supervisor = supervisor;
    this.outbox = outbox;
    this.own = own;
    this.clock = clock;
  }

  @Override
  public EngineState state() {
    Optional<LocalDate> until = connection.version().flatMap(EngineVersions::maintainedUntil);
    return new EngineState(
        settings.mode().wire(),
        connection.up(),
        connection.version(),
        until.map(day -> !LocalDate.now(clock).isAfter(day)),
        outbox.waiting(),
        detail(until));
  }

  private String detail(Optional<LocalDate> until) {
    List<String> parts = new ArrayList<>();
    if (settings.mode() == EngineSettings.Mode.OFF) {
      parts.add("switched off: held requests are decided, but nobody is told or reminded");
    } else if (!connection.up()) {
      parts.add(connection.detail());
      supervisor.map(EngineSupervisor::detail).ifPresent(parts::add);
    }
    until.ifPresent(
        day ->
            parts.add(
                LocalDate.now(clock).isAfter(day)
                    ? "its maker's maintenance ended on " + day
                    : "maintained by its maker until " + day));
    return String.join("; ", parts);
  }

  @Override
  public Optional<String> model(String process) {
    if (!Processes.DELIVERED.contains(process)) {
      return own.model(process);
    }
    try (InputStream in = EngineStatus.class.getResourceAsStream("/bpmn/" + process + ".bpmn")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
