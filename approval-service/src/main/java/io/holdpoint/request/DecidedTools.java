package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.PolicyEngine;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the catalogue said of a request's tool when it was decided. */
@Component
public class DecidedTools {

  private final RequestReader reader;
  private final PolicyEngine policy;

  DecidedTools(RequestReader reader, PolicyEngine policy) {
    this.reader = reader;
    this.policy = policy;
  }

  /** Of what was refused at once nothing is kept: then the catalogue of now is asked. */
  public Optional<Reversibility> reversibility(RequestId id) {
    return reader
        .row(id)
        .map(row -> row.effect().orElseGet(() -> policy.effect(row.input())))
        .map(Effect::reversibility);
  }

  /** The system of a tool by the catalogue of now; {@code ""} when it names none. */
  public String system(String tool) {
    return policy.system(tool);
  }
}
