package io.holdpoint.policy;

import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled condition. Safe to evaluate from many threads. */
final class Condition {

  /** How an evaluation came out. */
  sealed interface Result {
    record Matched() implements Result {}

    record NotMatched() implements Result {}

    /**
     * It could not be evaluated.
     *
     * @param why without any value that an agent sent
     */
    record Failed(String why) implements Result {}
  }

  private static final Result MATCHED = new Result.Matched();
  private static final Result NOT_MATCHED = new Result.NotMatched();
  private static final Pattern POSITION = Pattern.compile("^evaluation error at [^:]*:(\\d+):");
  private static final Pattern LAST_STEP = Pattern.compile("[\\w.\\[\\]\"']*$");
  private static final Pattern NEXT_STEP = Pattern.compile("^(\\.\\s*\\w+|\\[[^\\[\\]]*])");

  private final String text;
  private final CelExpr tree;
  private final CelRuntime.Program program;

  Condition(String text, CelExpr tree, CelRuntime.Program program) {
    this.text = text;
    this.tree = tree;
    this.program = program;
  }

  String text() {
    return text;
  }

  /** What the condition has before it, path by path. */
  Map<String, String> seen(Facts facts) {
    return SeenValues.of(tree, facts);
  }

  Result evaluate(Facts facts) {
    try {
      return switch (program.eval(facts)) {
        case Boolean matched -> matched ? MATCHED : NOT_MATCHED;
        default -> new Result.Failed("gave neither true nor false");
      };
    } catch (CelEvaluationException e) {
      return new Result.Failed(why(e));
    } catch (RuntimeException | StackOverflowError e) {
      return new Result.Failed("evaluation failed (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** In our words: CEL's own messages quote values of the request. */
  private String why(CelEvaluationException e) {
    String at = place(e);
    CelErrorCode code = e.getErrorCode();
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND -> at + "a key is missing";
      case INDEX_OUT_OF_BOUNDS -> at + "a list has fewer elements";
      case DIVIDE_BY_ZERO -> at + "division by zero";
      case NUMERIC_OVERFLOW -> at + "a number is out of range";
      case OVERLOAD_NOT_FOUND, TYPE_NOT_FOUND, AMBIGUOUS_OVERLOAD ->
          at + "a value is of another type than the condition needs";
      case BAD_FORMAT -> at + "a value cannot be converted";
      case INVALID_ARGUMENT -> at + "a value is not what the function takes";
      case DUPLICATE_ATTRIBUTE -> at + "a key stands twice";
      case ITERATION_BUDGET_EXCEEDED -> at + "more than " + PolicyLimits.ITERATIONS + " iterations";
      case INTERNAL_ERROR -> at + "evaluation failed";
    };
  }

  /** The part of the condition that failed, such as {@code action.arguments.amount: }. */
  private String place(CelEvaluationException e) {
    Matcher position = POSITION.matcher(String.valueOf(e.getMessage()));
    if (!position.find()) {
      return "";
    }
    int[] codePoints = text.codePoints().toArray();
    int at = Integer.parseInt(position.group(1));
    if (at < 0 || at >= codePoints.length) {
      return "";
    }
    String before = new String(codePoints, 0, at);
    String after = new String(codePoints, at, codePoints.length - at);
    Matcher last = LAST_STEP.matcher(before);
    Matcher next = NEXT_STEP.matcher(after);
    String part = (last.find() ? last.group() : "") + (next.find() ? next.group() : "");
    return part.isEmpty() ? "character " + (at + 1) + ": " : part + ": ";
  }
}
