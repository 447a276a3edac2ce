package io.holdpoint.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a condition's syntax tree shows without being run: how deep it is, and which keys it uses
 * that may be missing. Walks without recursion, so that no depth can hurt it.
 */
final class ConditionTree {

  private record Visit(CelExpr expr, int depth, int macros) {}

  private int depth;
  private int macros;
  private Optional<Long> object = Optional.empty();
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Long> used = new HashMap<>();

  private ConditionTree() {}

  static ConditionTree of(CelExpr root) {
    ConditionTree tree = new ConditionTree();
    Deque<Visit> todo = new ArrayDeque<>();
    todo.push(new Visit(root, 1, 0));
    while (!todo.isEmpty()) {
      Visit visit = todo.pop();
      int inside = visit.macros() + (visit.expr().getKind() == Kind.COMPREHENSION ? 1 : 0);
      tree.depth = Math.max(tree.depth, visit.depth());
      tree.macros = Math.max(tree.macros, inside);
      if (visit.depth() > 4 * PolicyLimits.CONDITION_DEPTH) {
        continue; // too deep in any case
      }
      tree.note(visit.expr());
      for (CelExpr child : children(visit.expr())) {
        todo.push(new Visit(child, visit.depth() + 1, inside));
      }
    }
    return tree;
  }

  int depth() {
    return depth;
  }

  /** How many iterating macros stand inside one another. */
  int macros() {
    return macros;
  }

  /** The id of an expression that makes an object, such as {@code Target{…}}. */
  Optional<Long> object() {
    return object;
  }

  /** Keys that may be missing and are used without having been asked for, with an expression id. */
  Map<String, Long> unasked() {
    Map<String, Long> unasked = new HashMap<>(used);
    unasked.keySet().removeAll(asked);
    return unasked;
  }

  private void note(CelExpr expr) {
    switch (expr.getKind()) {
      case STRUCT -> object = Optional.of(expr.id());
      case SELECT -> {
        Optional<String> path = path(expr);
        if (path.isPresent() && isOpen(path.get())) {
          if (expr.select().testOnly()) {
            asked.add(path.get());
          } else {
            used.putIfAbsent(path.get(), expr.id());
          }
        }
      }
      case CALL -> noteCall(expr);
      case NOT_SET, CONSTANT, IDENT, LIST, MAP, COMPREHENSION -> {}
    }
  }

  private void noteCall(CelExpr expr) {
    List<CelExpr> args = expr.call().args();
    if (expr.call().function().equals("@in") && args.size() == 2) {
      Optional<String> key = constant(args.get(0));
      Optional<String> map = path(args.get(1));
      if (key.isPresent() && map.isPresent()) {
        asked.add(map.get() + "." + key.get());
      }
    }
    Optional<String> path = path(expr);
    if (path.isPresent() && isOpen(path.get())) {
      used.putIfAbsent(path.get(), expr.id());
    }
  }

  private static boolean isOpen(String path) {
    return ConditionTypes.OPEN.stream().anyMatch(open -> path.startsWith(open + "."));
  }

  /** {@code a.b["c"]} as {@code a.b.c}; an index that is not a fixed text as {@code [?]}. */
  static Optional<String> path(CelExpr expr) {
    StringBuilder path = new StringBuilder();
    CelExpr at = expr;
    while (at.getKind() != Kind.IDENT) {
      if (at.getKind() == Kind.SELECT) {
        path.insert(0, "." + at.select().field());
        at = at.select().operand();
      } else if (at.getKind() == Kind.CALL
          && at.call().function().equals("_[_]")
          && at.call().args().size() == 2) {
        path.insert(0, "." + constant(at.call().args().get(1)).orElse("[?]"));
        at = at.call().args().get(0);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(path.insert(0, at.ident().name()).toString());
  }

  private static Optional<String> constant(CelExpr expr) {
    if (expr.getKind() != Kind.CONSTANT) {
      return Optional.empty();
    }
    CelConstant constant = expr.constant();
    return constant.getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(constant.stringValue())
        : Optional.empty();
  }

  /** An expression and all that stands in it. */
  static Stream<CelExpr> within(CelExpr expr) {
    return Stream.concat(Stream.of(expr), children(expr).stream().flatMap(ConditionTree::within));
  }

  static List<CelExpr> children(CelExpr expr) {
    List<CelExpr> children = new ArrayList<>();
    switch (expr.getKind()) {
      case NOT_SET, CONSTANT, IDENT -> {}
      case SELECT -> children.add(expr.select().operand());
      case CALL -> {
        expr.call().target().ifPresent(children::add);
        children.addAll(expr.call().args());
      }
      case LIST -> children.addAll(expr.list().elements());
      case STRUCT -> expr.struct().entries().forEach(entry -> children.add(entry.value()));
      case MAP ->
          expr.map()
              .entries()
              .forEach(
                  entry -> {
                    children.add(entry.key());
                    children.add(entry.value());
                  });
      case COMPREHENSION -> {
        CelComprehension loop = expr.comprehension();
        children.add(loop.iterRange());
        children.add(loop.accuInit());
        children.add(loop.loopCondition());
        children.add(loop.loopStep());
        children.add(loop.result());
      }
    }
    return children;
  }
}
