package io.holdpoint.workflow;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one embedded engine running: starts it, watches it, starts it again when it died or hangs,
 * ends it with us. Nothing waits for it.
 */
final class EngineSupervisor {

  private static final Logger log = LoggerFactory.getLogger(EngineSupervisor.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STOP_WAIT = Duration.ofSeconds(25);

  private final Path home;
  private final Path directory;
  private final Path logFile;
  private final int maxHeapMegabytes;
  private final EngineTuning tuning;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopped = lock.newCondition();
  private @Nullable Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable EngineProcess engine;
  private volatile String detail = "not started";

  EngineSupervisor(Path home, Path dataDir, int maxHeapMegabytes, EngineTuning tuning) {
    this.home = home;
    this.directory = dataDir.resolve("engine").toAbsolutePath();
    this.logFile = dataDir.resolve("logs").resolve("engine.log").toAbsolutePath();
    this.maxHeapMegabytes = maxHeapMegabytes;
    this.tuning = tuning;
  }

  void start() {
    Thread started = new Thread(this::run, "engine-supervisor");
    thread = started;
    started.start();
  }

  /** From now on a dead engine stays dead; does not wait. */
  void announceStop() {
    lock.lock();
    try {
      stopping = true;
      stopped.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the engine and waits for its end. */
  void stop() {
    announceStop();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(STOP_WAIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the engine that runs now listens; it may not listen yet. */
  Optional<URI> address() {
    EngineProcess running = engine;
    return running == null || !running.alive()
        ? Optional.empty()
        : Optional.of(running.ports().gatewayAddress());
  }

  Optional<EngineProcess> running() {
    return Optional.ofNullable(engine);
  }

  /** For people: what the supervisor is doing. */
  String detail() {
    return detail;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!stopping) {
      boolean wasWell = false;
      try (FileChannel channel = openLock();
          FileLock held = tryLock(channel)) {
        if (held == null) {
          detail = "another service keeps its engine in " + directory;
          log.error("The engine is not started: {}", detail);
        } else {
          wasWell = oneLife();
        }
      } catch (IOException e) {
        detail = "could not be started: " + e.getMessage();
        log.error("The engine could not be started", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      pause = wasWell ? FIRST_PAUSE : next(pause);
      sleep(pause);
    }
    detail = "stopped";
  }

  private static Duration next(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private FileChannel openLock() throws IOException {
    Files.createDirectories(directory);
    return FileChannel.open(
        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held within this very JVM
    }
  }

  /** From start to end of one process; true when it had come up. */
  private boolean oneLife() throws IOException, InterruptedException {
    EnginePidFile pidFile = new EnginePidFile(directory.resolve("engine.pid"));
    pidFile.endOrphan();
    detail = "starting";
    EngineProcess started =
        EngineProcess.start(
            home, directory, logFile, maxHeapMegabytes, EnginePorts.free(), tuning.environment());
    try {
      pidFile.write(started.handle());
      engine = started;
      log.info(
          "The engine is starting: process {}, gRPC {}, its log is {}",
          started.handle().pid(),
          started.ports().gatewayAddress(),
          logFile);
      return watch(started);
    } finally {
      engine = null;
      started.stop();
      pidFile.delete();
    }
  }

  private boolean watch(EngineProcess started) throws InterruptedException {
    long began = System.nanoTime();
    boolean wasWell = false;
    int missed = 0;
    while (!stopping) {
      if (started.awaitEnd(Duration.ZERO)) {
        detail = "ended with exit code " + started.exitCode() + ", starting again";
        log.warn("The engine has ended with exit code {}; see {}", started.exitCode(), logFile);
        return wasWell;
      }
      if (started.answers()) {
        wasWell = true;
        missed = 0;
        detail = "running";
      } else {
        missed = wasWell ? missed + 1 : 0;
        boolean neverCame = !wasWell && System.nanoTime() - began > tuning.startWithin().toNanos();
        if (missed >= tuning.misses() || neverCame) {
          detail = "did not answer, starting again";
          log.warn("The engine does not answer and is ended; see {}", logFile);
          started.kill();
          return wasWell;
        }
      }
      sleep(tuning.every());
    }
    return wasWell;
  }

  /** Returns early when we stop. */
  private void sleep(Duration pause) {
    long left = pause.toNanos();
    lock.lock();
    try {
      while (!stopping && left > 0) {
        left = stopped.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    } finally {
      lock.unlock();
    }
  }
}
