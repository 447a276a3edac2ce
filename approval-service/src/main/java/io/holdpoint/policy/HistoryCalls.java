package io.holdpoint.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/**
 * Checks what histories are asked for, in a condition whose types are right: patterns and argument
 * names have to stand in the condition itself, so that what they cost and whether they can match is
 * known when the policy is saved.
 */
final class HistoryCalls {

  /** What a pattern may also be: the tool and system of the action itself. */
  private static final Set<String> OF_THE_ACTION =
      Set.of("action.tool", "tool.name", "tool.system", "target.system");

  private HistoryCalls() {}

  /** Tells each fault with the expression where it stands. */
  static void check(CelExpr root, ObjLongConsumer<String> faults) {
    Deque<CelExpr> todo = new ArrayDeque<>();
    todo.push(root);
    while (!todo.isEmpty()) {
      CelExpr expr = todo.pop();
      if (expr.getKind() == Kind.CALL
          && expr.call().target().isPresent()
          && HistoryFunctions.NAMES.contains(expr.call().function())) {
        check(expr.call().function(), expr.call().args(), faults);
      }
      ConditionTree.children(expr).forEach(todo::push);
    }
  }

  private static void check(String function, List<CelExpr> args, ObjLongConsumer<String> faults) {
    for (int i = 0; i < args.size(); i++) {
      CelExpr arg = args.get(i);
      boolean argument = function.equals("sum") && i == 1;
      Optional<String> text = text(arg);
      if (text.isPresent()) {
        fault(text.get(), argument).ifPresent(fault -> faults.accept(fault, arg.id()));
      } else if (argument) {
        faults.accept(
            "sum: the argument's name has to stand here as a text such as \"amount\" or"
                + " \"payment.amount\"",
            arg.id());
      } else if (ConditionTree.path(arg).filter(OF_THE_ACTION::contains).isEmpty()) {
        faults.accept(
            function
                + ": expected a pattern as a text such as \"payments.*\", or one of "
                + String.join(", ", OF_THE_ACTION.stream().sorted().toList()),
            arg.id());
      }
    }
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private static Optional<String> fault(String text, boolean argument) {
    if (text.isEmpty()) {
      return Optional.of(
          argument
              ? "sum: the name of an argument is empty (expected such as \"amount\")"
              : "a pattern is empty (expected such as \"payments.*\", or \"*\" for all)");
    }
    if (text.length() > PolicyLimits.PATTERN) {
      return Optional.of(
          text.length() + " characters (expected at most " + PolicyLimits.PATTERN + ")");
    }
    return Optional.empty();
  }
}
