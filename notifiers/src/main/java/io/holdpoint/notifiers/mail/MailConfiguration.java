package io.holdpoint.notifiers.mail;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** There is mail when its host is set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

  @Bean
  @Conditional(HostIsSet.class)
  MailChannel mailChannel(MailSettings settings, ObjectProvider<Clock> clock) {
    return new MailChannel(settings, clock.getIfAvailable(Clock::systemUTC));
  }

  static class HostIsSet implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !context.getEnvironment().getProperty("holdpoint.mail.host", "").isBlank();
    }
  }
}
