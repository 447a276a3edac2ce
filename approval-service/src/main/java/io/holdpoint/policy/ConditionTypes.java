package io.holdpoint.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What conditions may speak of, and of what type it is. The variables are declared as structures,
 * so that a misspelt field is found when the policy is compiled; at run time they are plain maps.
 */
final class ConditionTypes implements CelTypeProvider {

  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType TEXTS = ListType.create(SimpleType.STRING);
  private static final CelType ANYTHING = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private static final CelType NUMBER = SimpleType.INT;

  /** What every history has; {@link HistoryFunctions} has its functions. */
  private static final ImmutableMap<String, CelType> HISTORY =
      ImmutableMap.of(
          "requests", NUMBER,
          "denied", NUMBER,
          "dataTouched", TEXTS,
          "tools", TEXTS,
          "systems", TEXTS,
          "targets", NUMBER,
          "worst", TEXT);

  /** The agent's windows of time, fields of {@code agent}. */
  private static final List<String> WINDOWS = List.of("hour", "day", "week");

  private static final StructType WINDOW = structure("window", HISTORY);

  /** What an opened task may use up: a field of {@code task}. */
  private static final ImmutableMap<String, CelType> BUDGET =
      ImmutableMap.of(
          "actions", NUMBER,
          "targets", NUMBER,
          "seconds", NUMBER,
          "sums", MapType.create(SimpleType.STRING, SimpleType.DOUBLE));

  private static final StructType BUDGETED = structure("budget", BUDGET);

  /** Each variable with its fields, in the order of docs/policy.md. */
  static final ImmutableMap<String, ImmutableMap<String, CelType>> FIELDS = fields();

  /** The paths below which keys may be missing. */
  static final List<String> OPEN =
      List.of("action.arguments", "request.attributes", "task.budget.sums");

  static final String NOW = "now";

  private final ImmutableMap<String, CelType> types;

  ConditionTypes() {
    ImmutableMap.Builder<String, CelType> all = ImmutableMap.builder();
    FIELDS.forEach((variable, fields) -> all.put(variable, structure(variable, fields)));
    this.types = all.buildOrThrow();
  }

  private static StructType structure(String variable, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        typeName(variable), fields.keySet(), name -> Optional.ofNullable(fields.get(name)));
  }

  private static ImmutableMap<String, ImmutableMap<String, CelType>> fields() {
    ImmutableMap.Builder<String, ImmutableMap<String, CelType>> all = ImmutableMap.builder();
    ImmutableMap.Builder<String, CelType> agent = ImmutableMap.builder();
    agent.put("id", TEXT).put("owner", TEXT).put("labels", TEXTS).put("environments", TEXTS);
    agent.put("createdAt", SimpleType.TIMESTAMP).put("requests", NUMBER);
    agent.put("knowsTarget", SimpleType.BOOL);
    WINDOWS.forEach(window -> agent.put(window, WINDOW));
    all.put("agent", agent.buildOrThrow());
    all.put("action", ImmutableMap.of("tool", TEXT, "arguments", ANYTHING));
    all.put(
        "tool",
        ImmutableMap.of("name", TEXT, "system", TEXT, "reversibility", TEXT, "labels", TEXTS));
    all.put("target", ImmutableMap.of("system", TEXT, "resource", TEXT, "environment", TEXT));
    all.put(
        "request",
        ImmutableMap.of(
            "reason", TEXT, "dataTouched", TEXTS, "attributes", ANYTHING, "onBehalfOf", TEXT));
    ImmutableMap.Builder<String, CelType> task = ImmutableMap.builder();
    task.put("id", TEXT).put("opened", SimpleType.BOOL).put("purpose", TEXT).put("owner", TEXT);
    task.put("allowedTools", TEXTS).put("budget", BUDGETED);
    all.put("task", history(task.buildOrThrow()));
    all.put("chain", history(ImmutableMap.of("depth", NUMBER, "reversibility", TEXT)));
    return all.buildOrThrow();
  }

  private static ImmutableMap<String, CelType> history(ImmutableMap<String, CelType> more) {
    return ImmutableMap.<String, CelType>builder().putAll(more).putAll(HISTORY).buildOrThrow();
  }

  /** The fields of a variable or of a field that has some itself, by its last name. */
  static Optional<ImmutableMap<String, CelType>> fieldsOf(String name) {
    if (name.equals("budget")) {
      return Optional.of(BUDGET);
    }
    return WINDOWS.contains(name) ? Optional.of(HISTORY) : Optional.ofNullable(FIELDS.get(name));
  }

  /** The types that are histories. */
  List<CelType> histories() {
    return List.of(type("task"), type("chain"), WINDOW);
  }

  private CelType type(String variable) {
    return Objects.requireNonNull(types.get(variable));
  }

  /** The name under which type errors speak of a variable's structure: {@code Target}. */
  private static String typeName(String variable) {
    return "holdpoint." + Character.toUpperCase(variable.charAt(0)) + variable.substring(1);
  }

  /** The declared variables with their types. */
  Map<String, CelType> variables() {
    Map<String, CelType> variables = new LinkedHashMap<>(types);
    variables.put(NOW, SimpleType.TIMESTAMP);
    return variables;
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.<CelType>builder().addAll(types.values()).add(WINDOW, BUDGETED).build();
  }

  @Override
  public Optional<CelType> findType(String typeName) {
    return types().stream().filter(type -> type.name().equals(typeName)).findFirst();
  }
}
