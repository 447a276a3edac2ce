package io.holdpoint.verdict;

import io.holdpoint.model.broker.CredentialBroker.Credential;
import io.holdpoint.request.RequestRecord;
import java.util.Optional;

/** What came of one attempt to redeem an approval. */
sealed interface Redemption {

  /**
   * It may run, once.
   *
   * @param credential to run it with; only with the first answer, and empty where there is none
   */
  record Redeemed(RequestRecord request, Uses.Use use, Optional<Credential> credential)
      implements Redemption {

    Redeemed(RequestRecord request, Uses.Use use) {
      this(request, use, Optional.empty());
    }
  }

  /** It must not run. */
  record Refused(Refusal refusal) implements Redemption {}
}
