package io.holdpoint.simulation;

import io.holdpoint.platform.MasterKey;
import io.holdpoint.request.secrets.SecretVault;
import io.holdpoint.testing.ShiftableTime;
import io.holdpoint.testing.TestDirectory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Policies, drafts, simulation and catalogue with their storage; no web, people in memory. */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.holdpoint")
@EnableJpaRepositories(basePackages = "io.holdpoint.audit")
@ComponentScan(
    basePackages = {
      "io.holdpoint.audit",
      "io.holdpoint.policy",
      "io.holdpoint.drafts",
      "io.holdpoint.simulation",
      "io.holdpoint.catalogue"
    },
    excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*ToolScan"))
@ComponentScan(
    basePackages = "io.holdpoint.platform",
    useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*DatabaseTime"))
@Import(ShiftableTime.class)
class SimulationSlice {

  @Bean
  SecretVault vault() {
    return new SecretVault(MasterKey.ofBase64("A".repeat(43) + "="));
  }

  @Bean
  TestDirectory directory() {
    return new TestDirectory();
  }
}
