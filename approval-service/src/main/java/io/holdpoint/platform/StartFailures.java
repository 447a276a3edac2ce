package io.holdpoint.platform;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * Says in one line why the start stopped, to whoever started it, where the operator can mend it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailures implements SpringBootExceptionReporter {

  private static final int DEEPEST = 30;

  @Override
  public boolean reportException(Throwable failure) {
    List<String> known = explain(failure);
    if (known.isEmpty()) {
      known = features(failure);
    }
    for (String line : known.isEmpty() ? List.of(unknown(failure)) : known) {
      System.err.println("Holdpoint cannot start: " + line);
    }
    // What is not known goes on to those who write it into the log's file whole.
    return !known.isEmpty();
  }

  /** What a feature has to say of a failure of its own. */
  private static List<String> features(Throwable failure) {
    List<FailureAnalyzer> analyzers =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, e) -> {}));
    for (FailureAnalyzer analyzer : analyzers) {
      if (analyzer.getClass().getName().startsWith("io.holdpoint.")) {
        FailureAnalysis analysis = analyzer.analyze(failure);
        if (analysis != null) {
          return List.of(analysis.getDescription());
        }
      }
    }
    return List.of();
  }

  private static String unknown(Throwable failure) {
    Throwable root = rootOf(failure);
    return "%s: %s (the whole story is in the log below the data directory)"
        .formatted(root.getClass().getSimpleName(), oneLine(String.valueOf(root.getMessage())));
  }

  /** One line for each reason; empty when it is none of those that an operator brings about. */
  static List<String> explain(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      List<String> lines =
          switch (cause) {
            case StartRefusedException refused -> refused.reasons();
            case PortInUseException port ->
                List.of("port " + port.getPort() + " is taken; set SERVER_PORT to a free one");
            case BindValidationException invalid ->
                invalid.getValidationErrors().getAllErrors().stream()
                    .map(
                        error ->
                            invalid.getValidationErrors().getName()
                                + ": "
                                + error.getDefaultMessage())
                    .toList();
            case BindException bind -> List.of(setting(bind));
            case SQLException sql -> database(sql);
            default -> List.of();
          };
      if (!lines.isEmpty()) {
        return lines.stream().map(StartFailures::oneLine).toList();
      }
    }
    return List.of();
  }

  private static String setting(BindException bind) {
    Throwable root = rootOf(bind);
    String why = root.equals(bind) ? "" : String.valueOf(root.getMessage());
    String name = bind.getName().toString();
    var property = bind.getProperty();
    if (property == null || why.startsWith("HOLDPOINT_") || why.startsWith(name)) {
      return why.isEmpty() ? "setting " + name + " cannot be read" : why;
    }
    boolean secret = name.matches(".*(key|password|secret|token).*");
    return "setting "
        + property.getName()
        + (secret ? "" : " = " + SafeText.quote(String.valueOf(property.getValue())))
        + ": expected "
        + expected(bind)
        + (why.isEmpty() ? "" : " (" + why + ")");
  }

  private static String expected(BindException bind) {
    Class<?> type = bind.getTarget().getType().resolve();
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return "one of " + List.of(type.getEnumConstants());
    }
    return switch (type.getSimpleName()) {
      case "boolean", "Boolean" -> "true or false";
      case "int", "Integer", "long", "Long" -> "a whole number";
      case "Duration" -> "a duration such as 30s, 15m or PT1H";
      case "InetAddress" -> "an address of this machine";
      default -> "a " + type.getSimpleName();
    };
  }

  private static List<String> database(SQLException sql) {
    String state = String.valueOf(sql.getSQLState());
    String said = String.valueOf(sql.getMessage());
    if (state.equals("90020")) {
      return List.of(
          "the database in the data directory is in use by another Holdpoint; stop that one, or set"
              + " HOLDPOINT_DATA_DIR");
    }
    if (state.startsWith("28")) {
      return List.of("the database refuses user or password: " + said);
    }
    if (state.equals("3D000")) {
      return List.of("the database server has no such database: " + said);
    }
    if (state.startsWith("08") || rootOf(sql) instanceof ConnectException) {
      return List.of("the database cannot be reached: " + said);
    }
    return List.of();
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
  }
}
