package io.holdpoint.policy;

import com.google.common.collect.ImmutableList;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * CEL's {@code +} for texts, bytes and lists, with a bound on what it makes: doubling in nested
 * macros would otherwise fill the memory within a few hundred steps.
 */
final class BoundedConcatenation {

  private static final Set<AddOverload> REPLACED =
      Set.of(AddOverload.ADD_STRING, AddOverload.ADD_BYTES, AddOverload.ADD_LIST);

  private BoundedConcatenation() {}

  /** The standard functions without what {@link #bindings} replaces. */
  static CelStandardFunctions standardFunctions() {
    return CelStandardFunctions.newBuilder()
        .filterFunctions(
            (function, overload) ->
                function != StandardFunction.ADD
                    || !(overload instanceof AddOverload add && REPLACED.contains(add)))
        .build();
  }

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from(
            "add_string",
            String.class,
            String.class,
            (left, right) -> {
              check((long) left.length() + right.length());
              return left + right;
            }),
        CelFunctionBinding.from(
            "add_bytes",
            CelByteString.class,
            CelByteString.class,
            (left, right) -> {
              check((long) left.size() + right.size());
              return left.concat(right);
            }),
        CelFunctionBinding.from(
            "add_list",
            ImmutableList.of(List.class, List.class),
            arguments -> {
              List<?> left = (List<?>) arguments[0];
              List<?> right = (List<?>) arguments[1];
              check((long) left.size() + right.size());
              List<Object> both = new ArrayList<>(left.size() + right.size());
              both.addAll(left);
              both.addAll(right);
              return both;
            }));
  }

  private static void check(long size) {
    if (size > PolicyLimits.CONCATENATION) {
      throw new ConcatenationTooLongException();
    }
  }

  /** What {@code +} was to make is longer than {@link PolicyLimits#CONCATENATION}. */
  static final class ConcatenationTooLongException extends RuntimeException {
    ConcatenationTooLongException() {
      super("longer than " + PolicyLimits.CONCATENATION);
    }
  }
}
