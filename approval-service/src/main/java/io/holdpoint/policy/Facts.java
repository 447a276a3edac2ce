package io.holdpoint.policy;

import com.google.common.base.Suppliers;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelVariableResolver;
import io.holdpoint.model.Reversibility;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.DecisionInput.TaskTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One decision's input as conditions see it; made once per decision, each variable when a condition
 * first asks for it: most rules look at two or three. Belongs to one thread.
 */
final class Facts implements CelVariableResolver {

  private final Map<String, Supplier<Optional<Object>>> variables = new HashMap<>();

  Facts(DecisionInput input, ToolCatalogue.Tool tool, ToolCatalogue catalogue) {
    var current =
        new HistoryFacts.Current(
            memoized(() -> Effect.of(input, tool.labels(), tool.reversibility())),
            memoized(name -> catalogue.lookUp(name).system()));
    put("agent", () -> agent(input.agent(), current));
    put("action", () -> Map.of("tool", input.tool(), "arguments", value(input.arguments())));
    put(
        "tool",
        () ->
            Map.of(
                "name", input.tool(),
                "system", tool.system(),
                "reversibility", tool.reversibility().wire(),
                "labels", sorted(tool.labels())));
    put(
        "target",
        () ->
            Map.of(
                "system", input.target().system(),
                "resource", input.target().resource(),
                "environment", input.target().environment()));
    put(
        "request",
        () ->
            Map.of(
                "reason", input.request().reason(),
                "dataTouched", sorted(input.request().dataTouched()),
                "attributes", value(input.request().attributes()),
                "onBehalfOf", input.request().onBehalfOf()));
    put("task", () -> new HistoryFacts(input.task().past(), current, task(input.task())));
    put("chain", () -> chain(input, tool, current));
    put(ConditionTypes.NOW, input::now);
  }

  private static Map<String, Object> agent(AgentFacts agent, HistoryFacts.Current current) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", agent.id().value());
    fields.put("owner", agent.owner().value());
    fields.put("labels", sorted(agent.labels()));
    fields.put("environments", sorted(agent.environments()));
    fields.put("createdAt", agent.createdAt());
    fields.put("requests", agent.requests());
    fields.put("knowsTarget", agent.knowsTarget());
    fields.put("hour", new HistoryFacts(agent.hour(), current, Map.of()));
    fields.put("day", new HistoryFacts(agent.day(), current, Map.of()));
    fields.put("week", new HistoryFacts(agent.week(), current, Map.of()));
    return fields;
  }

  /** Of a label that was never opened every field is there, and empty. */
  private static Map<String, Object> task(TaskFacts task) {
    Map<String, Object> fields = new HashMap<>();
    Optional<TaskTerms> opened = task.opened();
    fields.put("id", task.id());
    fields.put("opened", opened.isPresent());
    fields.put("purpose", opened.map(TaskTerms::purpose).orElse(""));
    fields.put("owner", opened.map(terms -> terms.owner().value()).orElse(""));
    fields.put("allowedTools", opened.map(terms -> sorted(terms.allowedTools())).orElse(List.of()));
    fields.put(
        "budget",
        Map.of(
            "actions", opened.map(TaskTerms::actions).orElse(0L),
            "targets", opened.map(TaskTerms::targets).orElse(0L),
            "seconds", opened.map(TaskTerms::seconds).orElse(0L),
            "sums", opened.map(TaskTerms::sums).orElse(Map.of())));
    return fields;
  }

  /** A chain takes the class of its worst step, and this action is one of them. */
  private static HistoryFacts chain(
      DecisionInput input, ToolCatalogue.Tool tool, HistoryFacts.Current current) {
    var worst = History.gravest(input.chain().past().worst(), Optional.of(tool.reversibility()));
    return new HistoryFacts(
        input.chain().past(),
        current,
        Map.of(
            "depth",
            input.chain().depth(),
            "reversibility",
            worst.orElse(Reversibility.UNCLASSIFIED).wire()));
  }

  private static <T> Supplier<T> memoized(Supplier<T> source) {
    return Suppliers.memoize(source::get);
  }

  private static Function<String, String> memoized(Function<String, String> source) {
    Map<String, String> known = new HashMap<>();
    return name -> known.computeIfAbsent(name, source);
  }

  private void put(String name, Supplier<Object> value) {
    variables.put(name, memoized(() -> Optional.of(value.get())));
  }

  @Override
  public Optional<Object> find(String name) {
    Supplier<Optional<Object>> variable = variables.get(name);
    return variable == null ? Optional.empty() : variable.get();
  }

  private static List<String> sorted(Set<String> texts) {
    return texts.stream().sorted().toList();
  }

  /** CEL has a null of its own; Java's would read as "unknown". */
  private static Object value(@Nullable Object json) {
    return switch (json) {
      case null -> NullValue.NULL_VALUE;
      case Map<?, ?> map -> {
        Map<Object, Object> copy = HashMap.newHashMap(map.size());
        map.forEach((key, each) -> copy.put(key, value(each)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(each -> copy.add(value(each)));
        yield copy;
      }
      default -> json;
    };
  }
}
