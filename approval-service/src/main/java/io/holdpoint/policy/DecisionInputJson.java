package io.holdpoint.policy;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Target;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form of a decision's input. Stable: equal inputs give equal text, and what is read
 * back equals what was written, {@code 1} and {@code 1.0} kept apart. A later form will have
 * another {@code v}; this one stays readable.
 */
public final class DecisionInputJson {

  private static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private DecisionInputJson() {}

  /**
   * @return one line of JSON
   * @throws IllegalArgumentException a value in it is none of JSON
   */
  public static String write(DecisionInput input) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("v", VERSION);
    all.put("agent", agent(input.agent()));
    all.put("tool", input.tool());
    all.put("arguments", sorted(input.arguments()));
    all.put(
        "target",
        ordered(
            "system", input.target().system(),
            "resource", input.target().resource(),
            "environment", input.target().environment()));
    Map<String, @Nullable Object> request =
        ordered(
            "reason", input.request().reason(),
            "dataTouched", sorted(input.request().dataTouched()),
            "attributes", sorted(input.request().attributes()));
    if (!input.request().onBehalfOf().isEmpty()) {
      request.put("onBehalfOf", input.request().onBehalfOf());
    }
    all.put("request", request);
    Map<String, @Nullable Object> task = ordered("id", input.task().id());
    HistoryJson.write(task, input.task().past());
    input.task().opened().ifPresent(terms -> task.put("opened", TaskTermsJson.write(terms)));
    all.put("task", task);
    Map<String, @Nullable Object> chain = ordered("depth", input.chain().depth());
    HistoryJson.write(chain, input.chain().past());
    if (input.chain().depth() > 0 && input.chain().earlier().equals(input.chain().past())) {
      chain.put("earlier", "all");
    } else {
      HistoryJson.write(chain, "earlier", input.chain().earlier());
    }
    all.put("chain", chain);
    all.put("now", input.now().toString());
    return JSON.writeValueAsString(all);
  }

  private static Map<String, @Nullable Object> agent(AgentFacts agent) {
    Map<String, @Nullable Object> fields =
        ordered(
            "id", agent.id().value(),
            "owner", agent.owner().value(),
            "labels", sorted(agent.labels()),
            "environments", sorted(agent.environments()),
            "createdAt", agent.createdAt().toString(),
            "requests", agent.requests(),
            "knowsTarget", agent.knowsTarget());
    HistoryJson.write(fields, "hour", agent.hour());
    HistoryJson.write(fields, "day", agent.day());
    HistoryJson.write(fields, "week", agent.week());
    return fields;
  }

  /** The arguments in a form of which there is one for each value. */
  static String canonical(Map<String, Object> arguments) {
    return JSON.writeValueAsString(sorted(arguments));
  }

  /**
   * @throws IllegalArgumentException the text was not written by {@link #write}
   */
  public static DecisionInput read(String json) {
    try {
      Map<?, ?> all = JSON.readValue(json, Map.class);
      if (!Long.valueOf(VERSION).equals(all.get("v"))) {
        throw new IllegalArgumentException(
            "decision input: v is " + all.get("v") + " (expected " + VERSION + ")");
      }
      Map<?, ?> agent = map(all, "agent");
      Map<?, ?> target = map(all, "target");
      Map<?, ?> request = map(all, "request");
      Map<?, ?> task = map(all, "task");
      Map<?, ?> chain = map(all, "chain");
      return new DecisionInput(
          agentFacts(agent),
          text(all, "tool"),
          values(all, "arguments"),
          new Target(text(target, "system"), text(target, "resource"), text(target, "environment")),
          new RequestFacts(
              text(request, "reason"),
              texts(request, "dataTouched"),
              values(request, "attributes"),
              request.get("onBehalfOf") instanceof String somebody ? somebody : ""),
          new TaskFacts(
              text(task, "id"), HistoryJson.read(task), TaskTermsJson.read(task.get("opened"))),
          chainFacts(chain),
          Instant.parse(text(all, "now")));
    } catch (JacksonException
        | ClassCastException
        | DateTimeException
        | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a stored decision input", e);
    }
  }

  private static ChainFacts chainFacts(Map<?, ?> chain) {
    History past = HistoryJson.read(chain);
    return new ChainFacts(
        number(chain, "depth"),
        past,
        "all".equals(chain.get("earlier")) ? past : HistoryJson.read(chain, "earlier"));
  }

  /** An input that was stored before there were histories has none of their fields. */
  private static AgentFacts agentFacts(Map<?, ?> agent) {
    return new AgentFacts(
        new AgentId(text(agent, "id")),
        new PersonId(text(agent, "owner")),
        texts(agent, "labels"),
        texts(agent, "environments"),
        agent.get("createdAt") instanceof String at ? Instant.parse(at) : Instant.EPOCH,
        agent.get("requests") instanceof Long requests ? requests : 0,
        Boolean.TRUE.equals(agent.get("knowsTarget")),
        HistoryJson.read(agent, "hour"),
        HistoryJson.read(agent, "day"),
        HistoryJson.read(agent, "week"));
  }

  private static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      ordered.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return ordered;
  }

  private static List<String> sorted(Set<String> texts) {
    return texts.stream().sorted().toList();
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, each) -> sorted.put((String) key, sorted(each)));
        yield sorted;
      }
      case List<?> list -> sortedEach(list);
      case Double number when !Double.isFinite(number) ->
          throw new IllegalArgumentException("not a JSON number: " + number);
      case Double number -> number;
      case Long number -> number;
      case String text -> text;
      case Boolean bool -> bool;
      default ->
          throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
    };
  }

  private static List<@Nullable Object> sortedEach(List<?> list) {
    List<@Nullable Object> sorted = new ArrayList<>(list.size());
    list.forEach(each -> sorted.add(sorted(each)));
    return sorted;
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return (Map<?, ?>) present(parent, key);
  }

  private static String text(Map<?, ?> parent, String key) {
    return (String) present(parent, key);
  }

  private static long number(Map<?, ?> parent, String key) {
    return (Long) present(parent, key);
  }

  private static Set<String> texts(Map<?, ?> parent, String key) {
    Set<String> texts = new LinkedHashSet<>();
    ((List<?>) present(parent, key)).forEach(each -> texts.add((String) each));
    return texts;
  }

  private static Map<String, Object> values(Map<?, ?> parent, String key) {
    Map<String, Object> values = new LinkedHashMap<>();
    map(parent, key).forEach((name, each) -> values.put((String) name, each));
    return values;
  }

  private static Object present(Map<?, ?> parent, String key) {
    Object value = parent.get(key);
    if (value == null) {
      throw new IllegalArgumentException("decision input: " + key + " is missing");
    }
    return value;
  }
}
