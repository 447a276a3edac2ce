package io.holdpoint.simulation;

import io.holdpoint.model.Outcome;
import io.holdpoint.model.Target;
import io.holdpoint.model.desk.SimulationDesk.BrokenLine;
import io.holdpoint.model.desk.SimulationDesk.ChangeGroup;
import io.holdpoint.model.desk.SimulationDesk.Cost;
import io.holdpoint.model.desk.SimulationDesk.Example;
import io.holdpoint.model.desk.SimulationDesk.Simulation;
import io.holdpoint.model.desk.SimulationDesk.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What would change, as the API answers it; see openapi/simulation.yaml. */
record SimulationAnswer(
    int actions,
    @Nullable Instant from,
    @Nullable Instant to,
    int newlyReleased,
    int newlyHeld,
    int newlyDenied,
    List<Change> changed,
    List<Action> releasesDenied,
    List<Count> byTier,
    List<Count> byTool,
    List<Count> byAgent,
    Costs cost,
    List<String> failures,
    int brokenLines,
    List<BrokenLine> broken,
    long tookMillis) {

  record Change(String outcome, String cause, int count, List<Action> examples) {}

  record Action(
      @Nullable String request,
      @Nullable Integer line,
      String agent,
      String tool,
      Target target,
      String tierBefore,
      String tierAfter,
      String ruleBefore,
      String ruleAfter,
      @Nullable String deniedBy) {}

  record Count(String name, Map<String, Integer> before, Map<String, Integer> after) {}

  record Costs(Holds before, Holds after) {}

  record Holds(int holds, @Nullable Double holdsPerDay, @Nullable Long medianWaitSeconds) {}

  static SimulationAnswer of(Simulation found, int brokenLines, List<BrokenLine> broken) {
    return new SimulationAnswer(
        found.actions(),
        found.from().orElse(null),
        found.to().orElse(null),
        found.newlyReleased(),
        found.newlyHeld(),
        found.newlyDenied(),
        found.changed().stream().map(SimulationAnswer::change).toList(),
        found.releasesDenied().stream().map(SimulationAnswer::action).toList(),
        counts(found.byTier()),
        counts(found.byTool()),
        counts(found.byAgent()),
        new Costs(holds(found.before()), holds(found.after())),
        found.failures(),
        brokenLines,
        broken,
        found.took().toMillis());
  }

  private static Change change(ChangeGroup group) {
    return new Change(
        group.kind().wire(),
        group.cause(),
        group.count(),
        group.examples().stream().map(SimulationAnswer::action).toList());
  }

  private static Action action(Example example) {
    return new Action(
        example.request().map(Object::toString).orElse(null),
        example.line() == 0 ? null : example.line(),
        example.agent().value(),
        example.tool(),
        example.target(),
        example.tierBefore(),
        example.tierAfter(),
        example.ruleBefore(),
        example.ruleAfter(),
        example.deniedBy().orElse(null));
  }

  private static List<Count> counts(List<Tally> tallies) {
    return tallies.stream()
        .map(tally -> new Count(tally.name(), wire(tally.before()), wire(tally.after())))
        .toList();
  }

  private static Map<String, Integer> wire(Map<Outcome, Integer> counts) {
    Map<String, Integer> wire = new TreeMap<>();
    counts.forEach((outcome, count) -> wire.put(outcome.wire(), count));
    return wire;
  }

  private static Holds holds(Cost cost) {
    return new Holds(
        cost.holds(),
        cost.holdsPerDay().orElse(null),
        cost.medianWait().map(Duration::toSeconds).orElse(null));
  }
}
