package io.holdpoint.policy;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What can be asked of a history: {@code task.count("payments.*")}, {@code agent.day.sum("*",
 * "amount")}, {@code chain.targets("crm.*", "crm")}. All count the action being decided in; {@code
 * denied} cannot.
 */
final class HistoryFunctions {

  static final List<String> NAMES = List.of("count", "denied", "sum", "targets");

  private static final String SUM = "sum";
  private static final CelType TEXT = SimpleType.STRING;

  private HistoryFunctions() {}

  /** Declared for each of the types that are histories. */
  static List<CelFunctionDecl> declarations(List<CelType> histories) {
    List<CelFunctionDecl> all = new ArrayList<>();
    for (String name : NAMES) {
      List<CelOverloadDecl> overloads = new ArrayList<>();
      for (CelType history : histories) {
        overloads.add(overload(name, history, arguments(name)));
        List<CelType> withSystems = new ArrayList<>(arguments(name));
        withSystems.add(TEXT);
        overloads.add(overload(name, history, withSystems));
      }
      all.add(CelFunctionDecl.newFunctionDeclaration(name, overloads));
    }
    return all;
  }

  private static List<CelType> arguments(String name) {
    return name.equals(SUM) ? List.of(TEXT, TEXT) : List.of(TEXT);
  }

  private static CelOverloadDecl overload(String name, CelType history, List<CelType> arguments) {
    List<CelType> all = new ArrayList<>(List.of(history));
    all.addAll(arguments);
    return CelOverloadDecl.newMemberOverload(
        id(name, history, arguments.size()),
        name.equals(SUM) ? SimpleType.DOUBLE : SimpleType.INT,
        all);
  }

  private static String id(String name, CelType history, int arguments) {
    String type = history.name().substring(history.name().indexOf('.') + 1);
    return type.toLowerCase(Locale.ROOT) + "_" + name + "_" + arguments;
  }

  static List<CelFunctionBinding> bindings(List<CelType> histories) {
    List<CelFunctionBinding> all = new ArrayList<>();
    for (CelType history : histories) {
      for (String name : NAMES) {
        int least = arguments(name).size();
        all.add(binding(name, history, least));
        all.add(binding(name, history, least + 1));
      }
    }
    return all;
  }

  private static CelFunctionBinding binding(String name, CelType history, int arguments) {
    ImmutableList.Builder<Class<?>> types = ImmutableList.builder();
    types.add(HistoryFacts.class);
    for (int i = 0; i < arguments; i++) {
      types.add(String.class);
    }
    return CelFunctionBinding.from(
        id(name, history, arguments), types.build(), given -> ask(name, given));
  }

  static Object ask(String name, Object[] given) {
    HistoryFacts history = (HistoryFacts) given[0];
    String tools = (String) given[1];
    int systemsAt = 1 + arguments(name).size();
    String systems = given.length > systemsAt ? (String) given[systemsAt] : "*";
    return switch (name) {
      case "count" -> history.count(tools, systems);
      case "denied" -> history.denied(tools, systems);
      case "targets" -> history.targets(tools, systems);
      case SUM -> history.sum(tools, (String) given[2], systems);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
