package io.holdpoint.audit;

import io.holdpoint.platform.MasterKey;
import io.holdpoint.testing.ShiftableTime;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The record with its storage; nothing is scheduled, so that a test says when it is sealed. */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.holdpoint")
@EnableJpaRepositories(basePackages = "io.holdpoint.audit")
@ComponentScan(basePackages = "io.holdpoint.audit")
@ComponentScan(
    basePackages = "io.holdpoint.platform",
    useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*DatabaseTime"))
@Import(ShiftableTime.class)
class RecordSlice {

  @Bean
  MasterKey masterKey() {
    return MasterKey.ofBase64("B".repeat(43) + "=");
  }
}
