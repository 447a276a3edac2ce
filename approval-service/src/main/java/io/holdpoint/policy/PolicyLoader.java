package io.holdpoint.policy;

import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.PolicyVersions.Version;
import java.util.List;

/** Makes of a published version what decides, or says why that cannot be done. */
final class PolicyLoader {

  /** What came of it. */
  sealed interface Loaded {

    /**
     * @param findings of the document, apart from groups that nobody is in
     */
    record Usable(CompiledPolicy policy, List<String> findings) implements Loaded {}

    /**
     * @param faults never empty
     */
    record Faulty(List<String> faults) implements Loaded {}
  }

  private final PolicyCompiler compiler;

  PolicyLoader(PolicyCompiler compiler) {
    this.compiler = compiler;
  }

  /** Never throws for what stands in the document. */
  Loaded load(Version version) {
    if (!PolicyVersions.digest(version.document()).equals(version.digest())) {
      return new Loaded.Faulty(
          List.of(
              "the document was changed in the database: its digest is not " + version.digest()));
    }
    return load(version.document());
  }

  Loaded load(String document) {
    try {
      return switch (compiler.compile(document, Processes.DELIVERED)) {
        case Compilation.Compiled(var policy) ->
            new Loaded.Usable(policy, policy.findings().stream().map(Remark::toString).toList());
        case Compilation.Faulty(var faults) ->
            new Loaded.Faulty(faults.stream().map(Remark::toString).toList());
      };
    } catch (RuntimeException | StackOverflowError e) {
      return new Loaded.Faulty(
          List.of("it cannot be compiled (" + e.getClass().getSimpleName() + ")"));
    }
  }
}
