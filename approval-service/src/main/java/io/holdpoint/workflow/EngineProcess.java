package io.holdpoint.workflow;

import io.holdpoint.workflow.launch.EndsWithParent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One running engine: the distribution's own class path in a JVM of its own, started directly and
 * not by its script, so that the process we hold is the engine.
 */
final class EngineProcess {

  // Moved between the versions, so the distribution's own script is asked.
  private static final Pattern MAIN =
      Pattern.compile("^\\s+(io\\.camunda\\.[\\w.]+Broker)\\s", Pattern.MULTILINE);
  private static final String WATCH_CLASS = EndsWithParent.class.getName();
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Process process;
  private final EnginePorts ports;
  private final HttpClient http;

  private EngineProcess(Process process, EnginePorts ports) {
    this.process = process;
    this.ports = ports;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_TIMEOUT)
            .build();
  }

  /**
   * @param home the unpacked distribution
   * @param directory where the engine keeps its data; made when missing
   * @param log the engine's log file; its directory is made when missing
   * @param extra settings of the engine as environment variables, beyond ours
   */
  static EngineProcess start(
      Path home,
      Path directory,
      Path log,
      int maxHeapMegabytes,
      EnginePorts ports,
      Map<String, String> extra)
      throws IOException {
    Path launcher = directory.resolve("launcher");
    Files.createDirectories(directory.resolve("data"));
    Files.createDirectories(log.toAbsolutePath().getParent());
    copy("/" + WATCH_CLASS.replace('.', '/') + ".class", launcher);
    copy("/engine/log4j2.xml", launcher);

    ProcessBuilder builder = new ProcessBuilder(command(home, launcher, log, maxHeapMegabytes));
    // Not our environment: our own SERVER_PORT, SPRING_… and secrets are none of the engine's
    // business.
    builder.environment().clear();
    builder.environment().putAll(environment(directory, ports));
    builder.environment().putAll(extra);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    // Holds what the JVM itself says; begun anew at each start, the engine's log is elsewhere.
    builder.redirectOutput(log.resolveSibling(log.getFileName() + ".out").toFile());
    return new EngineProcess(builder.start(), ports);
  }

  private static List<String> command(Path home, Path launcher, Path log, int maxHeapMegabytes)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + maxHeapMegabytes + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Xshare:auto");
    command.add("-Dfile.encoding=UTF-8");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Dlog4j2.configurationFile=" + launcher.resolve("log4j2.xml").toUri());
    command.add("-Dholdpoint.engine.log=" + log.toAbsolutePath());
    command.add("-Dbasedir=" + launcher.toAbsolutePath().getParent());
    command.add("-cp");
    command.add(
        String.join(
            java.io.File.pathSeparator,
            launcher.toAbsolutePath().toString(),
            home.resolve("config").toString(),
            home.resolve("lib").resolve("*").toString()));
    command.add(WATCH_CLASS);
    command.add(mainClass(home));
    return command;
  }

  private static String mainClass(Path home) throws IOException {
    Path script = home.resolve("bin").resolve("broker");
    Matcher main = MAIN.matcher(Files.readString(script));
    if (!main.find()) {
      throw new IOException("no main class of a broker in " + script);
    }
    return main.group(1);
  }

  private static Map<String, String> environment(Path directory, EnginePorts ports) {
    Map<String, String> env = new HashMap<>();
    for (String kept : List.of("PATH", "HOME", "TMPDIR", "TZ", "LANG", "SystemRoot")) {
      String value = System.getenv(kept);
      if (value != null) {
        env.put(kept, value);
      }
    }
    env.put("SERVER_ADDRESS", "127.0.0.1");
    env.put("SERVER_PORT", "" + ports.rest());
    env.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    env.put("MANAGEMENT_SERVER_PORT", "" + ports.management());
    env.put("ZEEBE_BROKER_NETWORK_HOST", "127.0.0.1");
    env.put("ZEEBE_BROKER_GATEWAY_NETWORK_HOST", "127.0.0.1");
    env.put("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", "" + ports.gateway());
    env.put("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", "" + ports.command());
    env.put("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", "" + ports.internal());
    env.put("ZEEBE_BROKER_DATA_DIRECTORY", directory.resolve("data").toAbsolutePath().toString());
    env.put("ZEEBE_BROKER_DATA_LOGSEGMENTSIZE", "16MB");
    env.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING", "512MB");
    env.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION", "256MB");
    env.put("ZEEBE_BROKER_CLUSTER_PARTITIONSCOUNT", "1");
    // Two of each were seen to stall under saturation on two cores.
    env.put("ZEEBE_BROKER_THREADS_CPUTHREADCOUNT", "1");
    env.put("ZEEBE_BROKER_THREADS_IOTHREADCOUNT", "1");
    return env;
  }

  private static void copy(String resource, Path root) throws IOException {
    Path to =
        resource.endsWith(".class")
            ? root.resolve(resource.substring(1))
            : root.resolve(Path.of(resource).getFileName().toString());
    Files.createDirectories(to.getParent());
    try (InputStream in = EngineProcess.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("not on the class path: " + resource);
      }
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  EnginePorts ports() {
    return ports;
  }

  boolean alive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Whether it answers at all; a hung engine accepts a connection and never answers. */
  boolean answers() throws InterruptedException {
    URI probe = ports.managementAddress().resolve("/actuator/health");
    try {
      http.send(
          HttpRequest.newBuilder(probe).timeout(PROBE_TIMEOUT).build(),
          HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits for its end. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks it to end, and makes it when it does not. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!awaitEnd(GRACE)) {
      kill();
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
