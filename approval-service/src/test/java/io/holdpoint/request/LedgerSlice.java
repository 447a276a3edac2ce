package io.holdpoint.request;

import io.holdpoint.grants.GrantUseSlice;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.platform.MasterKey;
import io.holdpoint.policy.CompiledPolicy;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.Documents;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.request.secrets.SecretVault;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.web.bind.annotation.RestController;

/** The ledger and its storage without the web and without what decides. */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.holdpoint")
@EnableJpaRepositories(basePackages = {"io.holdpoint.request", "io.holdpoint.audit"})
@ComponentScan(basePackages = "io.holdpoint.audit")
@ComponentScan(
    basePackages = "io.holdpoint.platform",
    useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*DatabaseTime"))
@ComponentScan(
    basePackages = {"io.holdpoint.freeze", "io.holdpoint.task"},
    excludeFilters = @ComponentScan.Filter(RestController.class))
@EnableConfigurationProperties(RequestSettings.class)
@Import({
  ShiftableTime.class,
  LedgerSlice.FixedPolicy.class,
  SqlLedger.class,
  RequestReader.class,
  PendingRows.class,
  RequestStandstill.class,
  EndOfTask.class,
  Chains.class,
  Origins.class,
  AgentHistories.class,
  ArgumentChanges.class,
  Covering.class,
  LedgerSlice.Vault.class,
  DecisionFacts.class,
  RecordingDoor.class,
  RequestRows.class,
  Settlement.class,
  ForgetSweep.class,
  GrantedFrom.class,
  GrantUseSlice.class,
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

  /** Seals under a key of the tests' own. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Vault {
    @Bean
    SecretVault secretVault() {
      return new SecretVault(MasterKey.ofBase64("A".repeat(43) + "="));
    }
  }

  /** Decides each request as its mother says, or, where she says nothing, by a document. */
  public static class FixedPolicy implements PolicyEngine {

    private final AtomicReference<CompiledPolicy> document =
        new AtomicReference<>(
            Documents.compiled(
                """
                tiers:
                  - {name: low, outcome: allow}
                  - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
                defaultTier: sensitive
                tools:
                  - {match: "crm.*", reversibility: irreversible, labels: [customers]}
                """));
    public final AtomicInteger version = new AtomicInteger(Requests.POLICY_VERSION);
    public final AtomicInteger published = new AtomicInteger(Requests.POLICY_VERSION);
    public final AtomicInteger refreshed = new AtomicInteger();

    /** From now on. */
    public void use(String yaml) {
      document.set(Documents.compiled(yaml));
    }

    @Override
    public Decision decide(DecisionInput input) {
      return input.request().attributes().isEmpty()
          ? document.get().decide(input, version.get())
          : Requests.decisionOn(input);
    }

    @Override
    public Effect effect(DecisionInput input) {
      return document.get().effect(input);
    }

    @Override
    public String system(String tool) {
      return document.get().system(tool);
    }

    @Override
    public Optional<ArgumentSchema> arguments(String tool) {
      return document.get().argumentsOf(tool);
    }

    @Override
    public OptionalInt strictness(String tier) {
      return document.get().strictness(tier);
    }

    @Override
    public int version() {
      return version.get();
    }

    @Override
    public int publishedVersion() {
      return published.get();
    }

    @Override
    public void refresh() {
      refreshed.incrementAndGet();
    }
  }
}
