package io.holdpoint.simulation;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.policy.Compilation;
import io.holdpoint.policy.CompiledPolicy;
import io.holdpoint.policy.Publication;
import io.holdpoint.policy.Publication.Published;
import org.springframework.stereotype.Component;

/** The two policies that are compared: the one in force and the draft. */
@Component
public class PolicyPair {

  /**
   * The policy in force, and the draft beside it.
   *
   * @param version of the policy in force
   */
  public record Policies(CompiledPolicy published, int version, CompiledPolicy draft) {}

  private final Publication publication;
  private final DraftDesk drafts;

  PolicyPair(Publication publication, DraftDesk drafts) {
    this.publication = publication;
    this.drafts = drafts;
  }

  /** The two as they stand now, for an administrator. */
  public Policies get(PersonId by) {
    Published inForce = publication.inForce();
    return new Policies(
        compiled(inForce.document()), inForce.version(), compiled(drafts.open(by).policy().yaml()));
  }

  private CompiledPolicy compiled(String document) {
    return switch (publication.compile(document)) {
      case Compilation.Compiled(var policy) -> policy;
      // What is saved as a draft has none; a published version may, if a newer service wrote it.
      case Compilation.Faulty(var faults) ->
          throw new IllegalStateException("cannot be used here: " + faults.getFirst());
    };
  }
}
