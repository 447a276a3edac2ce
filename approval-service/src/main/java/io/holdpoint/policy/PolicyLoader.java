package io.holdpoint.policy;

import io.holdpoint.policy.PolicyVersions.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compiles documents, or says why that cannot be done; safe to use from many threads. The last few
 * are remembered: what is edited, compared, published and taken over is the same text each time.
 */
final class PolicyLoader {

  private static final int REMEMBERED = 4;

  private final PolicyCompiler compiler;
  private final Supplier<List<String>> processes;
  private final Map<String, Compilation> recent = new LinkedHashMap<>();

  /**
   * @param processes those that a tier may name, asked for each time
   */
  PolicyLoader(PolicyCompiler compiler, Supplier<List<String>> processes) {
    this.compiler = compiler;
    this.processes = processes;
  }

  /** A published version; never throws for what stands in it. */
  Compilation load(Version version) {
    if (!PolicyVersions.digest(version.document()).equals(version.digest())) {
      return faulty(
          "the document was changed in the database: its digest is not " + version.digest());
    }
    return compile(version.document());
  }

  /** Never throws for what stands in the document. */
  Compilation compile(String document) {
    List<String> known = processes.get();
    String key = key(document, known);
    synchronized (recent) {
      Compilation before = recent.remove(key);
      if (before != null) {
        recent.put(key, before); // used last
        return before;
      }
    }
    Compilation compiled = compiled(document, known);
    synchronized (recent) {
      recent.put(key, compiled);
      if (recent.size() > REMEMBERED) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
    return compiled;
  }

  boolean remembers(String document) {
    String key = key(document, processes.get());
    synchronized (recent) {
      return recent.containsKey(key);
    }
  }

  /** A name of a process holds no blank and no line break. */
  private static String key(String document, List<String> known) {
    return String.join(" ", known) + "\n" + document;
  }

  private Compilation compiled(String document, List<String> known) {
    try {
      return compiler.compile(document, known);
    } catch (RuntimeException | StackOverflowError e) {
      return faulty("it cannot be compiled (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static Compilation faulty(String why) {
    return new Compilation.Faulty(List.of(new Remark("policy", At.START, why)));
  }
}
