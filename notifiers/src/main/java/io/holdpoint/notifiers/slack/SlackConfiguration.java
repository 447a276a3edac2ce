package io.holdpoint.notifiers.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackVault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Puts the channel together; without a bot token there is only signing in with Slack. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SlackSettings.class)
class SlackConfiguration {

  /** For one call, whatever Slack does. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration WATCH = Duration.ofSeconds(5);

  @Bean(destroyMethod = "close")
  Slack slackClient(SlackSettings settings) {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(settings.api().toString());
    config.setStatsEnabled(false);
    config.setHttpClientCallTimeoutMillis((int) PATIENCE.toMillis());
    // The client must not repeat by itself a post whose answer was lost: it would show twice.
    OkHttpClient http =
        SlackHttpClient.buildOkHttpClient(config)
            .newBuilder()
            .retryOnConnectionFailure(false)
            .build();
    SlackHttpClient client = new SlackHttpClient(http);
    client.setConfig(config);
    return Slack.getInstance(config, client);
  }

  @Bean
  SlackOpenId slackSignIn(SlackSettings settings, Slack slack, ObjectProvider<Clock> clock) {
    return new SlackOpenId(settings, slack.methods(), clock.getIfAvailable(Clock::systemUTC));
  }

  /** What needs a bot token. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(SlackIsOn.class)
  static class Connected {

    @Bean
    SlackApi slackApi(SlackSettings settings, Slack slack) {
      return new SlackApi(slack.methods(settings.botToken().orElseThrow()));
    }

    @Bean
    Seals slackSeals(SlackVault vault) {
      return new Seals(vault.key());
    }

    @Bean
    RequestMessage slackRequestMessage(Seals seals) {
      return new RequestMessage(seals);
    }

    @Bean
    SlackChannel slackChannel(
        SlackApi api,
        RequestMessage messages,
        SlackVault vault,
        Clock clock,
        SlackSettings settings) {
      return new SlackChannel(api, messages, vault, clock, settings.channel());
    }

    @Bean
    SlackWork slackWork(ObjectProvider<MeterRegistry> meters) {
      return new SlackWork(meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    Interactions slackInteractions(
        Slack slack,
        SlackWork work,
        SlackApi api,
        SlackLinks links,
        @Lazy ReviewDesk desk,
        RequestMessage messages,
        Seals seals,
        SlackVault vault,
        Clock clock,
        ObjectProvider<MeterRegistry> meters,
        @Value("${holdpoint.public-url:}") String publicUrl,
        @Value("${server.port:8080}") int port) {
      String console =
          publicUrl.isBlank()
              ? "http://localhost:" + port
              : publicUrl.strip().replaceFirst("/+$", "");
      SlackPeople people =
          new SlackPeople(
              links, vault, meters.getIfAvailable(SimpleMeterRegistry::new), console + "/account");
      return new Interactions(
          slack,
          work,
          new Clicks(api, people, desk, messages, seals, vault, clock),
          new Submissions(api, people, desk, seals, vault, clock));
    }

    @Bean
    SlackSocket slackSocket(SlackSettings settings, Slack slack, Interactions interactions) {
      return new SlackSocket(slack, settings.appToken(), interactions, WATCH);
    }
  }
}
