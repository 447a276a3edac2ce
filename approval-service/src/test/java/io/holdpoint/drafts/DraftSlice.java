package io.holdpoint.drafts;

import io.holdpoint.testing.ShiftableTime;
import io.holdpoint.testing.TestDirectory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Drafts and policies with their storage; no web, people in memory. */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.holdpoint")
@EnableJpaRepositories(basePackages = "io.holdpoint.audit")
@ComponentScan(basePackages = {"io.holdpoint.audit", "io.holdpoint.policy", "io.holdpoint.drafts"})
@ComponentScan(
    basePackages = "io.holdpoint.platform",
    useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*DatabaseTime"))
@Import(ShiftableTime.class)
class DraftSlice {

  @Bean
  TestDirectory directory() {
    return new TestDirectory();
  }
}
