package io.holdpoint.policy;

import io.holdpoint.model.process.KnownProcesses;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.PolicyVersions.Version;
import io.holdpoint.policy.PublishedPolicy.InForce;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Puts the policy in force while the service starts, before it takes a call: the published version,
 * or in an empty database the given file or starter policy as version 1.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicySettings.class)
@EnableScheduling
class PolicyConfiguration {

  private static final Logger log = LoggerFactory.getLogger(PolicyConfiguration.class);

  @Bean
  PolicyCompiler policyCompiler() {
    return new PolicyCompiler();
  }

  @Bean
  PolicyLoader policyLoader(PolicyCompiler compiler, ObjectProvider<KnownProcesses> known) {
    KnownProcesses processes = known.getIfAvailable(() -> () -> Processes.DELIVERED);
    return new PolicyLoader(compiler, processes::names);
  }

  /**
   * @throws UnusablePolicyException the given document or the published one has faults
   */
  @Bean
  PublishedPolicy policyEngine(
      PolicySettings settings,
      PolicyLoader loader,
      PolicyVersions versions,
      RuleFailures failures) {
    PolicySource source = PolicySource.read(settings);
    CompiledPolicy given = usable(source.name(), loader.compile(source.text()));
    Version version =
        versions
            .latest()
            .orElseGet(() -> versions.seed(source.text(), "from the " + source.name()));
    boolean same = version.document().equals(source.text());
    String published = "policy version " + version.version() + " in the database";
    CompiledPolicy policy = same ? given : usable(published, loader.load(version));

    List<String> findings = new ArrayList<>();
    policy.findings().forEach(finding -> findings.add(finding.toString()));
    if (!same && source.given()) {
      findings.add(
          source.name()
              + " differs from "
              + published
              + ", which stands: a file is only taken into an empty database");
    }
    findings.forEach(finding -> log.warn("Policy finding: {}", finding));
    log.info(
        "Policy version {} is in force: {} tiers, {} rules, {} guardrails, {} tool entries",
        version.version(),
        policy.document().tiers().size(),
        policy.document().rules().size(),
        policy.document().guardrails().size(),
        policy.document().tools().size());
    return new PublishedPolicy(versions, loader, failures, new InForce(version, policy, findings));
  }

  @Bean
  PolicyHealth policyHealthIndicator(PublishedPolicy policy) {
    return new PolicyHealth(policy);
  }

  private static CompiledPolicy usable(String name, Compilation compilation) {
    return switch (compilation) {
      case Compilation.Compiled(var policy) -> policy;
      case Compilation.Faulty(var faults) ->
          throw new UnusablePolicyException(name, faults.stream().map(Remark::toString).toList());
    };
  }
}
