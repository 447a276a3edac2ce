package io.holdpoint.policy;

import io.holdpoint.model.schema.ArgumentSchema;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides by the policy in force: an immutable snapshot, swapped whole when a version is published,
 * by whichever instance.
 */
public interface PolicyEngine {

  /**
   * Decides one action; never throws for what an agent sent, and never releases what it could not
   * judge. While the published version cannot be used by this instance, everything is refused.
   */
  Decision decide(DecisionInput input);

  /**
   * What an action adds to the past, by the catalogue of the policy that this instance decides by.
   */
  Effect effect(DecisionInput input);

  /**
   * The system of a tool by the catalogue of the policy that this instance decides by; {@code ""}
   * when it names none.
   */
  String system(String tool);

  /**
   * The form of a tool's arguments by the catalogue of the policy that this instance decides by;
   * empty when it has none.
   */
  Optional<ArgumentSchema> arguments(String tool);

  /**
   * The place of a tier in the order of strictness of the policy that this instance decides by,
   * from 0; empty when it has no such tier.
   */
  OptionalInt strictness(String tier);

  /** The version that this instance decides by, from 1; the one in an explanation. */
  int version();

  /**
   * The version in force as the database has it, read in the caller's transaction: an index
   * look-up. A release is only written when this is still the version that decided; else call
   * {@link #refresh()} outside of the transaction and decide again.
   */
  int publishedVersion();

  /**
   * Takes over what is published, if that is not what this instance decides by; returns when it
   * does. To be called outside of a transaction.
   *
   * @throws org.springframework.dao.DataAccessException the database did not answer; the version
   *     before stands
   */
  void refresh();
}
