package io.holdpoint.policy;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Explanation;

/** What the policy says of one action. */
public sealed interface Decision {

  String tier();

  Explanation explanation();

  /** Go ahead. */
  record Release(String tier, Explanation explanation) implements Decision {}

  /** Wait for people. */
  record Hold(String tier, ApprovalDemand demand, Explanation explanation) implements Decision {}

  /** No. */
  record Refuse(String tier, Explanation explanation) implements Decision {}
}
