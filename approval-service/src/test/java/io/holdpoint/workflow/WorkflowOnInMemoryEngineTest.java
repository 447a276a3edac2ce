package io.holdpoint.workflow;

import io.holdpoint.testing.TestDatabases;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The engine of 8.8.21, in memory in a JVM of its own, reached by its address. */
class WorkflowOnInMemoryEngineTest extends WorkflowContract {

  private static @Nullable TestEngine engine;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    TestEngine started = TestEngine.inMemory();
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
    return "8.8";
  }
}
