package io.holdpoint.insight;

import io.holdpoint.grants.AdviceSource;
import io.holdpoint.model.desk.GrantDesk.Advice;
import java.util.List;
import org.springframework.stereotype.Component;

/** Advice from what people decided. */
@Component
class HistoryAdvice implements AdviceSource {

  @Override
  public List<Advice> advice() {
    return List.of();
  }
}
