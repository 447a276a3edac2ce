package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.request.secrets.SecretVault;
import org.springframework.stereotype.Component;

/** Gives an agent its own request back as it posted it: nobody else is shown the secrets in it. */
@Component
class OwnAnswers {

  private final RequestReader reader;
  private final SecretVault vault;

  OwnAnswers(RequestReader reader, SecretVault vault) {
    this.reader = reader;
    this.vault = vault;
  }

  /**
   * The answer with what was masked in it; nothing is read where nothing was.
   *
   * @param answer on a request of the agent that asks
   */
  Answer of(Answer answer) {
    if (answer.action().masked().isEmpty()) {
      return answer;
    }
    var id = RequestId.parse(answer.id()).orElseThrow();
    var original =
        reader
            .row(id)
            .flatMap(StoredRequest::sealed)
            .map(text -> vault.open(id, text))
            .orElseThrow(() -> new IllegalStateException("nothing is sealed of request " + id));
    return new Answer(
        answer.id(),
        answer.status(),
        answer.tier(),
        answer.agent(),
        answer.onBehalfOf(),
        new Answer.ActionPart(
            answer.action().tool(),
            CanonicalForm.print(original.arguments()),
            CanonicalForm.print(original.target()),
            answer.action().digest(),
            answer.action().masked()),
        original.reason(),
        answer.task(),
        answer.createdAt(),
        answer.expiresAt(),
        answer.frozenSince(),
        answer.decidedAt(),
        answer.verdict(),
        answer.explanation(),
        answer.approvals(),
        answer.changed());
  }
}
