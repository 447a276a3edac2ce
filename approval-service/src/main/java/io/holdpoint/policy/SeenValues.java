package io.holdpoint.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a condition had before it: each path that it names, with its value. */
final class SeenValues {

  private static final int MOST = 50;
  private static final int CHARACTERS = 200;
  private static final String MISSING = "(missing)";

  private SeenValues() {}

  /** In the order in which they stand in the condition. */
  static Map<String, String> of(CelExpr root, Facts facts) {
    Map<String, String> seen = new LinkedHashMap<>();
    Deque<CelExpr> todo = new ArrayDeque<>();
    todo.push(root);
    while (!todo.isEmpty() && seen.size() < MOST) {
      CelExpr expr = todo.pop();
      if (isQuestion(expr)) {
        ask(expr, facts, seen);
        continue;
      }
      Optional<List<Object>> path = path(expr);
      if (path.isPresent()) {
        note(path.get(), facts, seen);
        continue;
      }
      List<CelExpr> children = new ArrayList<>(ConditionTree.children(expr));
      Collections.reverse(children);
      children.forEach(todo::push);
    }
    return seen;
  }

  private static void note(List<Object> path, Facts facts, Map<String, String> seen) {
    // The variables of macros are none of the declared ones.
    facts
        .find((String) path.getFirst())
        .ifPresent(value -> seen.put(shown(path), shown(below(value, path))));
  }

  /** The variable, then names and indices; empty for what is no path of fixed steps. */
  private static Optional<List<Object>> path(CelExpr expr) {
    List<Object> path = new ArrayList<>();
    CelExpr at = expr;
    while (at.getKind() != Kind.IDENT) {
      if (at.getKind() == Kind.SELECT) {
        path.add(at.select().field());
        at = at.select().operand();
      } else if (at.getKind() == Kind.CALL
          && at.call().function().equals("_[_]")
          && constant(at.call().args().get(1)) != null) {
        path.add(constant(at.call().args().get(1)));
        at = at.call().args().get(0);
      } else {
        return Optional.empty();
      }
    }
    path.add(at.ident().name());
    Collections.reverse(path);
    return Optional.of(path);
  }

  private static @Nullable Object constant(CelExpr expr) {
    if (expr.getKind() != Kind.CONSTANT) {
      return null;
    }
    CelConstant constant = expr.constant();
    return switch (constant.getKind()) {
      case STRING_VALUE -> constant.stringValue();
      case INT64_VALUE -> constant.int64Value();
      default -> null;
    };
  }

  private static @Nullable Object below(Object variable, List<Object> path) {
    Object at = variable;
    for (Object step : path.subList(1, path.size())) {
      if (at instanceof Map<?, ?> map && map.containsKey(step)) {
        at = map.get(step);
      } else if (at instanceof List<?> list
          && step instanceof Long index
          && index >= 0
          && index < list.size()) {
        at = list.get(index.intValue());
      } else {
        return null;
      }
    }
    return at;
  }

  private static boolean isQuestion(CelExpr expr) {
    return expr.getKind() == Kind.CALL
        && expr.call().target().isPresent()
        && HistoryFunctions.NAMES.contains(expr.call().function())
        && path(expr.call().target().get()).isPresent();
  }

  /** Such as {@code task.sum("payments.*", "amount")}. */
  private static void ask(CelExpr expr, Facts facts, Map<String, String> seen) {
    List<Object> of = path(expr.call().target().orElseThrow()).orElseThrow();
    List<Object> given = new ArrayList<>();
    List<String> words = new ArrayList<>();
    given.add(facts.find((String) of.getFirst()).map(v -> orMissing(below(v, of))).orElse(MISSING));
    for (CelExpr arg : expr.call().args()) {
      Optional<List<Object>> path = path(arg);
      words.add(path.map(SeenValues::shown).orElseGet(() -> shown(constant(arg))));
      given.add(
          path.flatMap(p -> facts.find((String) p.getFirst()).map(v -> orMissing(below(v, p))))
              .orElseGet(() -> orMissing(constant(arg))));
    }
    if (given.getFirst() instanceof HistoryFacts
        && given.stream().skip(1).allMatch(String.class::isInstance)) {
      seen.put(
          shown(of) + "." + expr.call().function() + "(" + String.join(", ", words) + ")",
          shown(HistoryFunctions.ask(expr.call().function(), given.toArray())));
    }
  }

  private static Object orMissing(@Nullable Object value) {
    return value == null ? MISSING : value;
  }

  private static String shown(List<Object> path) {
    return path.stream()
        .map(step -> step instanceof Long index ? "[" + index + "]" : step.toString())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static String shown(@Nullable Object value) {
    if (value == null) {
      return MISSING;
    }
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.length() <= CHARACTERS ? out.toString() : out.substring(0, CHARACTERS) + "…";
  }

  private static void append(StringBuilder out, @Nullable Object value) {
    if (out.length() > CHARACTERS) {
      return;
    }
    switch (value) {
      case String text ->
          out.append('"').append(text, 0, Math.min(text.length(), CHARACTERS + 1)).append('"');
      case Map<?, ?> map -> {
        out.append('{');
        String gap = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(gap).append(entry.getKey()).append(": ");
          append(out, entry.getValue());
          gap = ", ";
          if (out.length() > CHARACTERS) {
            return;
          }
        }
        out.append('}');
      }
      case List<?> list -> {
        out.append('[');
        String gap = "";
        for (Object each : list) {
          out.append(gap);
          append(out, each);
          gap = ", ";
          if (out.length() > CHARACTERS) {
            return;
          }
        }
        out.append(']');
      }
      case dev.cel.common.values.NullValue nothing -> out.append("null");
      case null, default -> out.append(value);
    }
  }
}
