package io.holdpoint.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.holdpoint.model.Reversibility;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a condition can be seen to be never true, whatever is asked: a fixed {@code false}, a
 * class of tools that there is none of, a place in an empty list. Of what it cannot see it says
 * nothing.
 */
final class NeverTrue {

  private static final Set<String> CLASSES =
      Arrays.stream(Reversibility.values()).map(Reversibility::wire).collect(Collectors.toSet());

  private NeverTrue() {}

  /** Why the condition is never true; empty where it may be. */
  static Optional<String> why(CelExpr expr) {
    return find(expr, true);
  }

  /** Why an expression never gives this value. */
  private static Optional<String> find(CelExpr expr, boolean value) {
    if (expr.getKind() == Kind.CONSTANT) {
      CelConstant constant = expr.constant();
      return constant.getKind() == CelConstant.Kind.BOOLEAN_VALUE
              && constant.booleanValue() != value
          ? Optional.of("it is always " + !value)
          : Optional.empty();
    }
    if (expr.getKind() != Kind.CALL) {
      return Optional.empty();
    }
    List<CelExpr> args = expr.call().args();
    return switch (expr.call().function()) {
      case "!_" -> find(args.get(0), !value);
      case "_&&_" -> value ? any(args, true) : all(args, false);
      case "_||_" -> value ? all(args, true) : any(args, false);
      case "_?_:_" -> all(args.subList(1, 3), value);
      case "_==_" -> value ? noClass(args.get(0), args.get(1)) : Optional.empty();
      case "_!=_" -> value ? Optional.empty() : noClass(args.get(0), args.get(1));
      case "@in" -> value ? inNothing(args.get(0), args.get(1)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> any(List<CelExpr> exprs, boolean value) {
    return exprs.stream().flatMap(each -> find(each, value).stream()).findFirst();
  }

  private static Optional<String> all(List<CelExpr> exprs, boolean value) {
    List<String> reasons =
        exprs.stream().flatMap(each -> find(each, value).stream()).distinct().toList();
    boolean every = exprs.stream().allMatch(each -> find(each, value).isPresent());
    return every ? Optional.of(String.join("; ", reasons)) : Optional.empty();
  }

  private static Optional<String> noClass(CelExpr left, CelExpr right) {
    Optional<String> path = ofClass(left).or(() -> ofClass(right));
    Optional<String> text = text(left).or(() -> text(right));
    return path.isPresent() && text.isPresent() && !isClass(path.get(), text.get())
        ? Optional.of(path.get() + " is never \"" + text.get() + "\"")
        : Optional.empty();
  }

  private static Optional<String> inNothing(CelExpr element, CelExpr list) {
    if (list.getKind() != Kind.LIST) {
      return Optional.empty();
    }
    List<CelExpr> elements = list.list().elements();
    if (elements.isEmpty()) {
      return Optional.of("nothing is in an empty list");
    }
    Optional<String> path = ofClass(element);
    boolean none =
        path.isPresent()
            && elements.stream()
                .allMatch(
                    each -> text(each).filter(text -> !isClass(path.get(), text)).isPresent());
    return none ? Optional.of(path.get() + " is never any of these") : Optional.empty();
  }

  private static boolean isClass(String path, String text) {
    return CLASSES.contains(text) || (path.endsWith(".worst") && text.isEmpty());
  }

  private static Optional<String> ofClass(CelExpr expr) {
    return expr.getKind() == Kind.SELECT
        ? ConditionTree.path(expr)
            .filter(
                path ->
                    path.equals("tool.reversibility")
                        || path.equals("chain.reversibility")
                        || path.endsWith(".worst"))
            .filter(path -> ConditionTypes.OPEN.stream().noneMatch(path::startsWith))
        : Optional.empty();
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
