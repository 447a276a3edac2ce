package io.holdpoint.platform;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every feature is given. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

  /** For everything but deadlines, which {@link LedgerTime} judges. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  MasterKey masterKey(PlatformSettings settings) {
    return settings
        .masterKey()
        .map(MasterKey::ofBase64)
        .orElseGet(() -> MasterKey.inFile(settings.dataDir().resolve(MasterKey.FILE)));
  }
}
