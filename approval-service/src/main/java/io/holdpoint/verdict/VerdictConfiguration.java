package io.holdpoint.verdict;

import io.holdpoint.model.token.VerdictTokens;
import io.holdpoint.platform.PlatformSettings;
import java.net.URI;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings of this feature, and what follows from them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VerdictSettings.class)
class VerdictConfiguration {

  private static final String NAMELESS = "holdpoint";

  @Bean
  VerdictTokens verdictTokens(VerdictSettings settings, PlatformSettings platform) {
    return new VerdictTokens(
        settings.issuer().orElseGet(() -> platform.publicUrl().map(URI::toString).orElse(NAMELESS)),
        settings.audience());
  }
}
