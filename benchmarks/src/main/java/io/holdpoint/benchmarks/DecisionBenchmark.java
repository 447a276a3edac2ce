package io.holdpoint.benchmarks;

import io.holdpoint.benchmarks.Rules.Question;
import io.holdpoint.policy.CompiledPolicy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision, in turn of an action that is released and one that is held. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBenchmark {

  /** An engine that is asked in turn. */
  public abstract static class Asked {
    private final List<Question> questions = Rules.questions();
    private Predicate<Question> engine = question -> false;
    private int next;

    void use(Predicate<Question> ready) {
      engine = ready;
    }

    boolean ask() {
      next = 1 - next;
      return engine.test(questions.get(next));
    }
  }

  @State(Scope.Thread)
  public static class Holdpoint extends Asked {
    @Param({"10", "1000", "10000"})
    public int rules;

    @Setup
    public void setUp() {
      use(Engine.holdpoint(Rules.of(rules)));
    }
  }

  @State(Scope.Thread)
  public static class Cedar extends Asked {
    @Param("1000")
    public int rules;

    @Setup
    public void setUp() {
      use(Engine.cedar(Rules.of(rules)));
    }
  }

  @State(Scope.Thread)
  public static class Casbin extends Asked {
    @Param("1000")
    public int rules;

    @Setup
    public void setUp() {
      use(Engine.casbin(Rules.of(rules)));
    }
  }

  /** A document to be compiled, as when it is saved. */
  @State(Scope.Thread)
  public static class Document {
    @Param({"10", "1000", "10000"})
    public int rules;

    private String yaml = "";

    @Setup
    public void setUp() {
      yaml = Engine.yaml(Rules.of(rules));
    }
  }

  @Benchmark
  public static boolean holdpoint(Holdpoint engine) {
    return engine.ask();
  }

  @Benchmark
  public static boolean cedar(Cedar engine) {
    return engine.ask();
  }

  @Benchmark
  public static boolean casbin(Casbin engine) {
    return engine.ask();
  }

  @Benchmark
  public static CompiledPolicy save(Document document) {
    return Engine.compile(document.yaml);
  }
}
