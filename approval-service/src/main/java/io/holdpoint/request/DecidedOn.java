package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.request.secrets.SecretVault;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What requests were decided on, with the secrets in them: to decide by once more, and never to be
 * shown, logged or stored.
 */
@Component
public class DecidedOn {

  private final RequestReader reader;
  private final SecretVault vault;

  DecidedOn(RequestReader reader, SecretVault vault) {
    this.reader = reader;
    this.vault = vault;
  }

  /** Empty when there is no such request. */
  public Optional<DecisionInput> of(RequestId id) {
    return reader
        .row(id)
        .map(
            row ->
                row.sealed()
                    .map(text -> vault.open(id, text).in(row.input()))
                    .orElseGet(row::input));
  }
}
