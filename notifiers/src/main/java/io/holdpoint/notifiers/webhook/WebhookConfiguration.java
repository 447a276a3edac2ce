package io.holdpoint.notifiers.webhook;

import io.holdpoint.model.notice.WebhookEndpoints;
import java.time.Clock;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** There are always webhooks; they reach what administrators name, and no more than is allowed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

  @Bean
  WebhookChannel webhookChannel(
      WebhookSettings settings,
      ObjectProvider<WebhookEndpoints> endpoints,
      ObjectProvider<Clock> clock) {
    Clock time = clock.getIfAvailable(Clock::systemUTC);
    return new WebhookChannel(
        name -> {
          WebhookEndpoints there = endpoints.getIfAvailable();
          return there == null ? Optional.empty() : there.find(name);
        },
        new Posting(new OkHttpClient(), settings.reach(), Addresses.ofThisMachine(), time),
        time);
  }
}
