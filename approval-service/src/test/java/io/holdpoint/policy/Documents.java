package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.process.Processes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Policies for the tests of other packages. */
public final class Documents {

  /** The smallest document with tiers. */
  public static final String TIERS = Policies.TIERS;

  private Documents() {}

  /** The document that an empty database starts with. */
  public static String starter() {
    return PolicySource.starter().text();
  }

  /** The policy that this document is; it must have no faults. */
  public static CompiledPolicy compiled(String yaml) {
    return Policies.compiled(yaml);
  }

  /** What the document says, without asking whether it could be published. */
  public static Map<String, Object> values(String yaml) {
    List<Remark> faults = new ArrayList<>();
    YamlNode root =
        YamlReader.read(yaml, faults).orElseThrow(() -> new AssertionError(faults + "\n" + yaml));
    PolicyDocument document = new DocumentReader(Processes.DELIVERED, new ArrayList<>()).read(root);
    assertThat(faults).isEmpty();
    return DocumentJson.of(document);
  }
}
