package io.holdpoint.benchmarks;

import io.holdpoint.benchmarks.Rules.Question;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Sees that the engines answer alike, measures them in one run, and says whether what was to be
 * reached is reached. Exits with 1 where it is not.
 */
public final class Main {

  private static final double MOST_GROWTH = 1.3;
  private static final double LEAST_LEAD = 10;

  private Main() {}

  public static void main(String[] arguments) throws RunnerException {
    answersAlike();
    Map<String, Double> micros = new TreeMap<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(DecisionBenchmark.class.getSimpleName())
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
                    .build())
            .run()) {
      micros.put(
          result.getPrimaryResult().getLabel() + " " + result.getParams().getParam("rules"),
          result.getPrimaryResult().getScore());
    }
    micros.forEach((what, time) -> System.out.printf("%-18s %,14.2f µs%n", what, time));
    double growth = time(micros, "holdpoint 10000") / time(micros, "holdpoint 10");
    double lead = time(micros, "cedar 1000") / time(micros, "holdpoint 1000");
    double overCasbin = time(micros, "casbin 1000") / time(micros, "holdpoint 1000");
    System.out.printf(
        "10,000 rules cost %.2f times what 10 cost (to reach: at most %.1f)%n",
        growth, MOST_GROWTH);
    System.out.printf(
        "%.0f times faster than Cedar for Java at 1,000 rules (to reach: at least %.0f)%n",
        lead, LEAST_LEAD);
    System.out.printf("%.0f times faster than jCasbin at 1,000 rules%n", overCasbin);
    System.exit(growth <= MOST_GROWTH && lead >= LEAST_LEAD ? 0 : 1);
  }

  private static double time(Map<String, Double> micros, String what) {
    Double time = micros.get(what);
    if (time == null) {
      throw new IllegalStateException("not measured: " + what);
    }
    return time;
  }

  private static void answersAlike() {
    Rules rules = Rules.of(1000);
    Map<String, Predicate<Question>> engines =
        Map.of(
            "holdpoint", Engine.holdpoint(rules),
            "cedar", Engine.cedar(rules),
            "casbin", Engine.casbin(rules));
    for (Question question : rules.probes()) {
      boolean expected = rules.releases(question);
      engines.forEach(
          (name, engine) -> {
            if (engine.test(question) != expected) {
              throw new IllegalStateException(
                  name
                      + " answers "
                      + !expected
                      + " to "
                      + question
                      + " (expected "
                      + expected
                      + ")");
            }
          });
    }
    System.out.println("All engines answer " + rules.probes().size() + " questions alike.");
  }
}
