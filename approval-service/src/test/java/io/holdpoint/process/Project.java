package io.holdpoint.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where things lie in the project, and what a process needs to be started from it. */
final class Project {

  /** The project's folder; tests run in that of their module. */
  static final Path ROOT = root();

  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private Project() {}

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("run")) ? here : here.resolve("..").normalize();
  }

  /** The engine's distribution, as the build unpacked it. */
  static Path engineHome() {
    try (Stream<Path> found =
        Files.find(
            ROOT.resolve("approval-service/target/engine"),
            2,
            (path, attributes) -> path.getFileName().toString().startsWith("camunda-zeebe-8.5"))) {
      return found.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * A jar that runs the service with {@code java -jar}: it holds no classes and points to those of
   * this build, without the tests' own, which a service must not find.
   */
  static Path serviceJar(Path directory) throws IOException {
    List<String> entries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .map(entry -> Path.of(entry).toUri().toString())
            .toList();
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(Attributes.Name.MAIN_CLASS, "io.holdpoint.HoldpointApplication");
    manifest
        .getMainAttributes()
        .put(Attributes.Name.CLASS_PATH, entries.stream().collect(Collectors.joining(" ")));
    Path jar = directory.resolve("service.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        var written = new JarOutputStream(out, manifest)) {
      written.finish();
    }
    return jar;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
