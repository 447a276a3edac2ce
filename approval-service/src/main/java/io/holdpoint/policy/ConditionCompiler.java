package io.holdpoint.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns the text of conditions into what can be evaluated: typed, bounded, no longer able to fail
 * for a reason that could be known before.
 *
 * <p>It runs on CEL's older interpreter on purpose: the newer one walks all arguments of a request
 * each time that a condition touches one of them.
 */
final class ConditionCompiler {

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(PolicyLimits.CONDITION)
          .maxParseRecursionDepth(PolicyLimits.CONDITION_DEPTH)
          .comprehensionMaxIterations(PolicyLimits.ITERATIONS)
          .build();

  private final CelCompiler compiler;
  private final CelRuntime runtime;
  private final CelValidator literals;

  /**
   * Conditions without faults: a version differs from the one before in a few, and compiling takes
   * about a millisecond each.
   */
  private final Map<String, Known> known = Collections.synchronizedMap(new Recent());

  /**
   * What compiling a text gives wherever it stands.
   *
   * @param unasked keys that may be missing and are not asked for, with their offsets
   */
  private record Known(Condition condition, Map<String, Integer> unasked) {}

  ConditionCompiler() {
    ConditionTypes types = new ConditionTypes();
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(types)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL);
    types.variables().forEach(builder::addVar);
    builder.addFunctionDeclarations(HistoryFunctions.declarations(types.histories()));
    this.compiler = builder.build();
    this.runtime =
        CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardFunctions(BoundedConcatenation.standardFunctions())
            .addFunctionBindings(BoundedConcatenation.bindings())
            .addFunctionBindings(HistoryFunctions.bindings(types.histories()))
            .build();
    this.literals =
        CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
            .addAstValidators(
                RegexLiteralValidator.INSTANCE,
                TimestampLiteralValidator.INSTANCE,
                DurationLiteralValidator.INSTANCE)
            .build();
  }

  private static final class Recent extends LinkedHashMap<String, Known> {
    private static final long serialVersionUID = 1;

    private Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > PolicyLimits.RULES;
    }
  }

  /** The condition, or nothing when faults were added. */
  Optional<Condition> compile(
      String where, ConditionText when, List<Remark> faults, List<Remark> findings) {
    Optional<Known> found = Optional.ofNullable(known.get(when.text()));
    if (found.isEmpty()) {
      found = compiled(where, when, faults);
      found.ifPresent(condition -> known.put(when.text(), condition));
    }
    found.ifPresent(
        condition ->
            condition
                .unasked()
                .forEach(
                    (path, offset) ->
                        findings.add(ConditionRemarks.unasked(where, when, offset, path))));
    return found.map(Known::condition);
  }

  private Optional<Known> compiled(String where, ConditionText when, List<Remark> faults) {
    try {
      return compileChecked(where, when, faults);
    } catch (StackOverflowError e) {
      faults.add(ConditionRemarks.tooDeep(where, when));
      return Optional.empty();
    } catch (CelValidationException | CelEvaluationException e) {
      faults.add(ConditionRemarks.at(where, when, 0, "does not compile: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Known> compileChecked(String where, ConditionText when, List<Remark> faults)
      throws CelValidationException, CelEvaluationException {
    CelValidationResult parsed = compiler.parse(when.text(), "condition");
    if (parsed.hasError()) {
      parsed.getErrors().forEach(issue -> faults.add(ConditionRemarks.of(where, when, issue)));
      return Optional.empty();
    }
    ConditionTree tree = ConditionTree.of(parsed.getAst().getExpr());
    if (tree.depth() > PolicyLimits.CONDITION_DEPTH) {
      faults.add(ConditionRemarks.tooDeep(where, when));
      return Optional.empty();
    }
    if (tree.macros() > PolicyLimits.NESTED_MACROS) {
      faults.add(ConditionRemarks.tooManyMacros(where, when, tree.macros()));
      return Optional.empty();
    }
    CelAbstractSyntaxTree ast = parsed.getAst();
    if (tree.object().isPresent()) {
      faults.add(
          ConditionRemarks.at(
              where,
              when,
              offset(ast, tree.object().get()),
              "makes an object (expected only texts, numbers, lists and maps)"));
      return Optional.empty();
    }
    CelValidationResult checked = compiler.check(ast);
    if (checked.hasError()) {
      checked.getErrors().forEach(issue -> faults.add(ConditionRemarks.of(where, when, issue)));
      return Optional.empty();
    }
    CelValidationResult validated = literals.validate(checked.getAst());
    if (validated.hasError()) {
      validated.getErrors().forEach(issue -> faults.add(ConditionRemarks.of(where, when, issue)));
      return Optional.empty();
    }
    int before = faults.size();
    HistoryCalls.check(
        ast.getExpr(),
        (fault, id) -> faults.add(ConditionRemarks.at(where, when, offset(ast, id), fault)));
    if (faults.size() > before) {
      return Optional.empty();
    }
    Map<String, Integer> unasked = new TreeMap<>();
    tree.unasked().forEach((path, id) -> unasked.put(path, offset(ast, id)));
    return Optional.of(
        new Known(
            new Condition(
                when.text(), parsed.getAst().getExpr(), runtime.createProgram(checked.getAst())),
            unasked));
  }

  private static int offset(CelAbstractSyntaxTree ast, long expression) {
    Integer offset = ast.getSource().getPositionsMap().get(expression);
    return offset == null ? 0 : offset;
  }

  /** The place of an issue as an offset into the condition, in code points. */
  static int offset(String text, CelIssue issue) {
    CelSourceLocation location = issue.getSourceLocation();
    int[] codePoints = text.codePoints().toArray();
    int offset = 0;
    for (int line = 1; line < location.getLine() && offset < codePoints.length; offset++) {
      if (codePoints[offset] == '\n') {
        line++;
      }
    }
    return Math.clamp((long) offset + location.getColumn(), 0, codePoints.length);
  }
}
