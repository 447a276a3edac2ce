package io.holdpoint.policy;

import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.PolicyVersions.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles documents, or says why that cannot be done; safe to use from many threads. The last few
 * are remembered: what is edited, compared, published and taken over is the same text each time.
 */
final class PolicyLoader {

  private static final int REMEMBERED = 4;

  private final PolicyCompiler compiler;
  private final Map<String, Compilation> recent = new LinkedHashMap<>();

  PolicyLoader(PolicyCompiler compiler) {
    this.compiler = compiler;
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
    synchronized (recent) {
      Compilation known = recent.remove(document);
      if (known != null) {
        recent.put(document, known); // used last
        return known;
      }
    }
    Compilation compiled = compiled(document);
    synchronized (recent) {
      recent.put(document, compiled);
      if (recent.size() > REMEMBERED) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
    return compiled;
  }

  boolean remembers(String document) {
    synchronized (recent) {
      return recent.containsKey(document);
    }
  }

  private Compilation compiled(String document) {
    try {
      return compiler.compile(document, Processes.DELIVERED);
    } catch (RuntimeException | StackOverflowError e) {
      return faulty("it cannot be compiled (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static Compilation faulty(String why) {
    return new Compilation.Faulty(List.of(new Remark("policy", At.START, why)));
  }
}
