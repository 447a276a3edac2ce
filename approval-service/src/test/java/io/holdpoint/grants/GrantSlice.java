package io.holdpoint.grants;

import io.holdpoint.request.LedgerSlice;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Grants on the ledger, without the web. */
@Import({LedgerSlice.class, GrantJudge.class, StandingGrantDesk.class, EndOfGrants.class})
class GrantSlice {

  @Bean
  AdviceSource noAdvice() {
    return List::of;
  }
}
