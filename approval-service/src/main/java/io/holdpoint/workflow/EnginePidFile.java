package io.holdpoint.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which process is the engine, so that the next start can end the engine of a killed run.
 * A pid alone proves nothing, it may have been given to another process since: start time and
 * command have to match too.
 */
final class EnginePidFile {

  private static final Logger log = LoggerFactory.getLogger(EnginePidFile.class);
  // Start times are read through the kernel's ticks and may differ by a little between two
  // readings.
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Path file;

  EnginePidFile(Path file) {
    this.file = file;
  }

  void write(ProcessHandle engine) throws IOException {
    String started = engine.info().startInstant().map(Instant::toString).orElse("");
    String command = engine.info().command().orElse("");
    Files.write(
        file, List.of(Long.toString(engine.pid()), started, command), StandardCharsets.UTF_8);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Ends the engine that a killed run left behind, if it is still there and is surely the one. */
  void endOrphan() throws IOException, InterruptedException {
    Optional<ProcessHandle> orphan = orphan();
    if (orphan.isPresent()) {
      log.warn("Ending the engine of a run that was killed: process {}", orphan.get().pid());
      end(orphan.get());
    }
    delete();
  }

  private Optional<ProcessHandle> orphan() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.size() < 3) {
      return Optional.empty();
    }
    try {
      Instant started = Instant.parse(lines.get(1));
      return ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(ProcessHandle::isAlive)
          .filter(p -> p.info().command().filter(lines.get(2)::equals).isPresent())
          .filter(p -> p.info().startInstant().filter(at -> near(at, started)).isPresent());
    } catch (RuntimeException e) {
      log.warn("The engine's pid file is unreadable and is left aside: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean near(Instant a, Instant b) {
    return Duration.between(a, b).abs().compareTo(START_TOLERANCE) <= 0;
  }

  private static void end(ProcessHandle process) throws InterruptedException {
    process.destroy();
    if (!gone(process)) {
      process.destroyForcibly();
      gone(process);
    }
  }

  private static boolean gone(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      return !process.isAlive();
    }
  }
}
