package io.holdpoint.policy;

/**
 * Decides by the policy in force: an immutable snapshot, swapped whole when a version is published.
 */
public interface PolicyEngine {

  /**
   * Decides one action; never throws for what an agent sent, and never releases what it could not
   * judge.
   */
  Decision decide(DecisionInput input);

  /**
   * The version in force, from 1. A release is only written while this is still the version that
   * decided.
   */
  int version();
}
