package io.holdpoint.policy;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One decision's input as conditions see it; made once per decision. */
final class Facts implements CelVariableResolver {

  private final Map<String, Optional<Object>> variables = new HashMap<>();

  Facts(DecisionInput input, ToolCatalogue.Tool tool) {
    put(
        "agent",
        Map.of(
            "id", input.agent().id().value(),
            "owner", input.agent().owner().value(),
            "labels", sorted(input.agent().labels()),
            "environments", sorted(input.agent().environments())));
    put("action", Map.of("tool", input.tool(), "arguments", value(input.arguments())));
    put(
        "tool",
        Map.of(
            "name", input.tool(),
            "system", tool.system(),
            "reversibility", tool.reversibility().wire(),
            "labels", sorted(tool.labels())));
    put(
        "target",
        Map.of(
            "system", input.target().system(),
            "resource", input.target().resource(),
            "environment", input.target().environment()));
    put(
        "request",
        Map.of(
            "reason", input.request().reason(),
            "dataTouched", sorted(input.request().dataTouched()),
            "attributes", value(input.request().attributes())));
    put(
        "task",
        Map.of(
            "id", input.task().id(),
            "requests", input.task().requests(),
            "denied", input.task().denied(),
            "dataTouched", sorted(input.task().dataTouched())));
    put(
        "chain",
        Map.of(
            "depth", input.chain().depth(),
            "tools", sorted(input.chain().tools()),
            "dataTouched", sorted(input.chain().dataTouched())));
    put(ConditionTypes.NOW, input.now());
  }

  private void put(String name, Object value) {
    variables.put(name, Optional.of(value));
  }

  @Override
  public Optional<Object> find(String name) {
    return variables.getOrDefault(name, Optional.empty());
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
