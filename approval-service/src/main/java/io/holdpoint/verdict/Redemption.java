package io.holdpoint.verdict;

import io.holdpoint.request.RequestRecord;

/** What came of one attempt to redeem an approval. */
sealed interface Redemption {

  /** It may run, once. */
  record Redeemed(RequestRecord request, Uses.Use use) implements Redemption {}

  /** It must not run. */
  record Refused(Refusal refusal) implements Redemption {}
}
