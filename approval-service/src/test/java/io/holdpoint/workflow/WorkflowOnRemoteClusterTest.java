package io.holdpoint.workflow;

import io.holdpoint.testing.TestDatabases;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An 8.6.0 broker, reached by its address only. */
class WorkflowOnRemoteClusterTest extends WorkflowContract {

  private static @Nullable TestEngine engine;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    TestEngine started = TestEngine.broker("8.6.0");
    engine = started;
    TestDatabases.h2(properties);
    properties.add("holdpoint.engine.mode", () -> "remote");
    properties.add("holdpoint.engine.address", () -> started.address().toString());
  }

  @AfterAll
  static void end() {
    Objects.requireNonNull(engine).end();
  }

  @Override
  void forwardEngine(Duration by) {
    Objects.requireNonNull(engine).forward(by);
  }

  @Override
  String expectedVersion() {
    return "8.6.0";
  }
}
