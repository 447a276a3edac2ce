package io.holdpoint.grants;

import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.policy.DecisionInput;
import java.util.Optional;

/** The requests from which grants are made; the ledger implements it. */
public interface PastRequests {

  Optional<PastRequest> find(RequestId id);

  /**
   * One request.
   *
   * @param input on which it was decided
   * @param deniedByPeople whether people decided against it
   */
  record PastRequest(
      RequestId id,
      AgentId agent,
      String task,
      Action action,
      DecisionInput input,
      boolean deniedByPeople) {}
}
