package io.holdpoint.request;

import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The ledger and its storage without the web and without what decides. */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.holdpoint")
@EnableJpaRepositories(basePackages = {"io.holdpoint.request", "io.holdpoint.audit"})
@ComponentScan(basePackages = "io.holdpoint.audit")
@ComponentScan(
    basePackages = "io.holdpoint.platform",
    useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*DatabaseTime"))
@Import({
  ShiftableTime.class,
  LedgerSlice.FixedPolicy.class,
  SqlLedger.class,
  RequestReader.class,
  RequestFacts.class,
  Recording.class,
  DeciderGroups.class,
  OutboxTable.class,
  CommittedChanges.class,
  ChangePoll.class,
  ExpirySweep.class,
  EndOfAgent.class,
  LedgerSchedule.class
})
public class LedgerSlice {

  /** Says which version is in force; decides nothing. */
  public static class FixedPolicy implements PolicyEngine {

    public final AtomicInteger version = new AtomicInteger(Requests.POLICY_VERSION);

    @Override
    public Decision decide(DecisionInput input) {
      throw new UnsupportedOperationException("these tests decide themselves");
    }

    @Override
    public int version() {
      return version.get();
    }

    @Override
    public int publishedVersion() {
      return version.get();
    }

    @Override
    public void refresh() {
      // nothing else is ever published
    }
  }
}
