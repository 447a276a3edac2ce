package io.holdpoint.policy;

import java.time.Duration;

/**
 * What a tier says of the time after an approval.
 *
 * @param useWithin for how long after it an approval may be redeemed
 * @param redeemBy who may redeem it
 */
public record TierTerms(Duration useWithin, RedeemBy redeemBy) {

  static final Duration DEFAULT_USE_WITHIN = Duration.ofMinutes(15);

  /** What holds where a tier says nothing. */
  public static final TierTerms DEFAULT = new TierTerms(DEFAULT_USE_WITHIN, RedeemBy.AGENT);

  /** Who may redeem an approval. */
  public enum RedeemBy {
    /** Its agent, or a credential made for the tool. */
    AGENT("agent"),
    /** Only a credential made for the tool. */
    TOOL("tool");

    private final String wire;

    RedeemBy(String wire) {
      this.wire = wire;
    }

    /** The word in the policy document. */
    public String wire() {
      return wire;
    }
  }
}
