package io.holdpoint.workflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine whose clock a test moves. */
interface TestEngine {

  Map<String, String> CLOCK_SETTINGS =
      Map.of("ZEEBE_CLOCK_CONTROLLED", "true", "MANAGEMENT_ENDPOINT_CLOCK_ENABLED", "true");

  URI address();

  void forward(Duration by);

  void end();

  /** The unpacked distribution of a version; the build puts it there. */
  static Path home(String version) {
    return Path.of("target", "engine", version, "camunda-zeebe-" + version).toAbsolutePath();
  }

  /** A broker with its own process, to be reached as if it were somewhere else. */
  static TestEngine broker(String version) {
    return broker(version, Map.of());
  }

  /** The same, with the certificate shown to who calls. */
  static TestEngine brokerOverTls(String version, LoopbackCertificate certificate) {
    return broker(
        version,
        Map.of(
            "ZEEBE_BROKER_GATEWAY_SECURITY_ENABLED",
            "true",
            "ZEEBE_BROKER_GATEWAY_SECURITY_CERTIFICATECHAINPATH",
            certificate.chain().toString(),
            "ZEEBE_BROKER_GATEWAY_SECURITY_PRIVATEKEYPATH",
            certificate.key().toString()));
  }

  private static TestEngine broker(String version, Map<String, String> tls) {
    try {
      Map<String, String> settings = new HashMap<>(CLOCK_SETTINGS);
      settings.putAll(tls);
      Path directory = Files.createTempDirectory("holdpoint-engine");
      EngineProcess process =
          EngineProcess.start(
              home(version),
              directory,
              directory.resolve("engine.log"),
              256,
              EnginePorts.free(),
              settings);
      return new Broker(process, directory, tls.isEmpty() ? "http" : "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestEngine inMemory() {
    try {
      Path module = Path.of("src", "test", "in-memory-engine");
      String classPath = Files.readString(module.resolve("target").resolve("class-path.txt"));
      int port = EnginePorts.free().gateway();
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx384m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  classPath.strip(),
                  module.resolve("InMemoryEngine.java").toString(),
                  Integer.toString(port))
              .redirectError(ProcessBuilder.Redirect.to(log()))
              .start();
      InMemory engine = new InMemory(process, port);
      engine.await("ready");
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static java.io.File log() throws IOException {
    return Files.createTempFile("in-memory-engine", ".log").toFile();
  }

  /** Moves the clock of a broker that was started with {@link #CLOCK_SETTINGS}. */
  static void forward(URI management, Duration by) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(management.resolve("/actuator/clock/add"))
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"offsetMilli\": " + by.toMillis() + "}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException("the clock did not move: " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A broker of its own. */
  record Broker(EngineProcess process, Path directory, String scheme) implements TestEngine {

    @Override
    public URI address() {
      return URI.create(scheme + "://127.0.0.1:" + process.ports().gateway());
    }

    @Override
    public void forward(Duration by) {
      TestEngine.forward(process.ports().managementAddress(), by);
    }

    @Override
    public void end() {
      try {
        process.kill();
        org.springframework.util.FileSystemUtils.deleteRecursively(directory);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The engine without a disk, in a JVM of its own. */
  final class InMemory implements TestEngine {

    private final Process process;
    private final int port;
    private final BufferedReader answers;
    private final Writer orders;

    InMemory(Process process, int port) {
      this.process = process;
      this.port = port;
      this.answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    void await(String expected) throws IOException {
      List<String> seen = new java.util.ArrayList<>();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.equals(expected)) {
          return;
        }
        seen.add(line);
      }
      throw new IOException("the in-memory engine has ended: " + seen);
    }

    @Override
    public URI address() {
      return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public synchronized void forward(Duration by) {
      try {
        orders.write("forward " + by.toMillis() + "\n");
        orders.flush();
        await("done");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void end() {
      process.destroyForcibly();
    }
  }
}
