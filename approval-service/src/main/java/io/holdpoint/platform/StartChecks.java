package io.holdpoint.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What must be right before anything is opened or logged: a data directory that can be written,
 * and, in production, {@link ProductionRules}.
 */
class StartChecks implements EnvironmentPostProcessor, Ordered {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    List<String> faults = ProductionRules.faults(environment);
    if (!faults.isEmpty()) {
      throw new StartRefusedException(faults);
    }
    String dataDir = environment.getProperty("holdpoint.data-dir");
    if (dataDir != null && !dataDir.isBlank()) {
      checkWritable(Path.of(dataDir));
    }
  }

  static void checkWritable(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".writable", ""));
    } catch (IOException e) {
      throw new StartRefusedException(
          "data directory "
              + directory.toAbsolutePath()
              + " is not writable; make it so, or name another in HOLDPOINT_DATA_DIR",
          e);
    }
  }

  /** After the files of settings are read, before the log is opened. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
