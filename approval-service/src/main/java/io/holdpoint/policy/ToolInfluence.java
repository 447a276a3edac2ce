package io.holdpoint.policy;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import io.holdpoint.policy.ToolCatalogue.Tool;
import java.util.List;
import java.util.Optional;

/**
 * Whether a condition can come out differently because something else is known of a tool: each
 * comparison is judged under both, and {@code !} turns what follows from it around. Where it says
 * neither, neither can happen; where it says that it may, it need not.
 */
final class ToolInfluence {

  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(CelOptions.current().build())
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .build();

  /**
   * From what is known of a tool to what will be.
   *
   * @param systemUnknown whether the tool's system may change in a way that is not known
   */
  record Transition(Tool from, Tool to, boolean systemUnknown) {}

  private final Transition transition;
  private final boolean own;
  private boolean mayTurnOn;
  private boolean mayTurnOff;

  private ToolInfluence(Transition transition, boolean own) {
    this.transition = transition;
    this.own = own;
  }

  /** The syntax tree of a condition that compiles; empty where it speaks of no tool. */
  static Optional<CelExpr> parse(String condition) {
    boolean speaks =
        List.of("tool", "worst", "reversibility", "dataTouched", "systems").stream()
            .anyMatch(condition::contains);
    return speaks ? Optional.of(tree(condition)) : Optional.empty();
  }

  /** The syntax tree of a condition that compiles. */
  static CelExpr tree(String condition) {
    CelValidationResult parsed = PARSER.parse(condition);
    try {
      return parsed.getAst().getExpr();
    } catch (CelValidationException e) {
      throw new IllegalArgumentException("a condition that compiled does not parse", e);
    }
  }

  /**
   * @param own whether the condition may be asked about this very tool; what it did in the past may
   *     be seen in any case
   */
  static ToolInfluence of(CelExpr condition, Transition transition, boolean own) {
    ToolInfluence influence = new ToolInfluence(transition, own);
    influence.walk(condition, true);
    return influence;
  }

  boolean mayTurnOn() {
    return mayTurnOn;
  }

  boolean mayTurnOff() {
    return mayTurnOff;
  }

  private void walk(CelExpr expr, boolean positive) {
    if (expr.getKind() != Kind.CALL) {
      unknownIfTouched(expr);
      return;
    }
    List<CelExpr> args = expr.call().args();
    switch (expr.call().function()) {
      case "!_" -> walk(args.getFirst(), !positive);
      case "_&&_", "_||_" -> args.forEach(arg -> walk(arg, positive));
      case "_?_:_" -> {
        unknownIfTouched(args.get(0));
        walk(args.get(1), positive);
        walk(args.get(2), positive);
      }
      case "_==_" -> compare(args.get(0), args.get(1), positive, expr);
      case "_!=_" -> compare(args.get(0), args.get(1), !positive, expr);
      case "@in" -> contains(args.get(0), args.get(1), positive, expr);
      default -> unknownIfTouched(expr);
    }
  }

  private void compare(CelExpr left, CelExpr right, boolean positive, CelExpr whole) {
    Optional<String> path = path(left).or(() -> path(right));
    Optional<String> text = text(left).or(() -> text(right));
    if (path.isEmpty() || text.isEmpty() || !isKnown(path.get())) {
      unknownIfTouched(whole);
    } else {
      note(
          value(transition.from(), path.get()).equals(text.get()),
          value(transition.to(), path.get()).equals(text.get()),
          positive);
    }
  }

  private void contains(CelExpr element, CelExpr list, boolean positive, CelExpr whole) {
    Optional<String> text = text(element);
    Optional<String> path = path(list);
    if (text.isPresent() && path.isPresent() && isOfLabels(path.get())) {
      note(
          transition.from().labels().contains(text.get()),
          transition.to().labels().contains(text.get()),
          positive);
      return;
    }
    Optional<String> field = path(element);
    boolean listed =
        list.getKind() == Kind.LIST
            && list.list().elements().stream().allMatch(each -> text(each).isPresent());
    if (field.isPresent() && isKnown(field.get()) && listed) {
      List<String> texts =
          list.list().elements().stream().map(each -> text(each).orElseThrow()).toList();
      note(
          texts.contains(value(transition.from(), field.get())),
          texts.contains(value(transition.to(), field.get())),
          positive);
    } else {
      unknownIfTouched(whole);
    }
  }

  private void note(boolean before, boolean after, boolean positive) {
    mayTurnOn |= before != after && after == positive;
    mayTurnOff |= before != after && after != positive;
  }

  private void unknownIfTouched(CelExpr expr) {
    if (ConditionTree.within(expr).anyMatch(this::isTouched)) {
      mayTurnOn = true;
      mayTurnOff = true;
    }
  }

  private boolean isTouched(CelExpr expr) {
    if (expr.getKind() == Kind.IDENT) {
      return false; // of a variable as a whole nothing can be asked
    }
    Optional<String> path = path(expr);
    if (path.isEmpty()) {
      return false;
    }
    if (isOfLabels(path.get())) {
      return !transition.from().labels().equals(transition.to().labels());
    }
    if (isOfClass(path.get())) {
      return transition.from().reversibility() != transition.to().reversibility();
    }
    boolean ofSystem = (own && path.get().equals("tool.system")) || path.get().endsWith(".systems");
    return ofSystem
        && (transition.systemUnknown()
            || !transition.from().system().equals(transition.to().system()));
  }

  private boolean isOfLabels(String path) {
    return (own && path.equals("tool.labels"))
        || (path.endsWith(".dataTouched") && !path.startsWith("request."));
  }

  private boolean isOfClass(String path) {
    return (own && path.equals("tool.reversibility"))
        || path.equals("chain.reversibility")
        || path.endsWith(".worst");
  }

  /** Whether a field's value is known before and after. */
  private boolean isKnown(String path) {
    return isOfClass(path) || (own && path.equals("tool.system") && !transition.systemUnknown());
  }

  private static String value(Tool tool, String path) {
    return path.equals("tool.system") ? tool.system() : tool.reversibility().wire();
  }

  private static Optional<String> path(CelExpr expr) {
    return expr.getKind() == Kind.SELECT ? ConditionTree.path(expr) : Optional.empty();
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
