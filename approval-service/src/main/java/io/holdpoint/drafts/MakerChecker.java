package io.holdpoint.drafts;

import io.holdpoint.model.PersonId;
import io.holdpoint.policy.DocumentChange;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The rule that another admin must publish what one admin wrote, where it is switched on: for what
 * loosens the policy, and for whatever touches guardrails.
 */
@Component
class MakerChecker {

  private final boolean on;

  MakerChecker(DraftSettings settings) {
    this.on = settings.makerChecker() == DraftSettings.Switch.ON;
  }

  /**
   * Why this admin may not publish the draft; empty when they may.
   *
   * @param authors everybody who changed something in it
   */
  Optional<String> objection(PersonId by, Set<PersonId> authors, DocumentChange change) {
    if (!authors.contains(by)) {
      return Optional.empty();
    }
    return reason(change)
        .map(
            why ->
                "another admin must publish this: "
                    + why
                    + ", and it was written by "
                    + authors.stream().map(PersonId::value).collect(Collectors.joining(", ")));
  }

  /** Why nobody may put an earlier version in force alone; empty when they may. */
  Optional<String> objection(int version, DocumentChange change) {
    return reason(change)
        .map(
            why ->
                "two admins are needed for this: "
                    + why
                    + "; save the document of version "
                    + version
                    + " as the draft, and let another admin publish it");
  }

  private Optional<String> reason(DocumentChange change) {
    if (!on) {
      return Optional.empty();
    }
    if (change.touchesGuardrails()) {
      return Optional.of("it changes guardrails");
    }
    return change.change().loosens().isEmpty()
        ? Optional.empty()
        : Optional.of("it loosens the policy");
  }
}
