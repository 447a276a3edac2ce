package io.holdpoint.workflow;

import io.holdpoint.testing.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Zeebe 8.5.8 as our own child process. */
class WorkflowOnEmbeddedEngineTest extends WorkflowContract {

  @TempDir static Path dataDir;

  @Autowired EngineSupervisor supervisor;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
    properties.add("holdpoint.data-dir", dataDir::toString);
    properties.add("holdpoint.engine.mode", () -> "embedded");
    properties.add("holdpoint.engine.home", () -> TestEngine.home("8.5.8").toString());
  }

  @Override
  void forwardEngine(Duration by) {
    TestEngine.forward(supervisor.running().orElseThrow().ports().managementAddress(), by);
  }

  @Override
  String expectedVersion() {
    return "8.5.8";
  }
}
