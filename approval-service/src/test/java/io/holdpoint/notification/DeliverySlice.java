package io.holdpoint.notification;

import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.WebhookSender;
import io.holdpoint.platform.MasterKey;
import io.holdpoint.policy.NoticeRoutes;
import io.holdpoint.review.DeskSlice;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The real ledger and desk, and channels that do as the test says. */
@Import(DeskSlice.class)
@ComponentScan(
    basePackages = "io.holdpoint.notification",
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|Contract|Slice).*"))
class DeliverySlice {

  @Bean
  ScriptedChannel chat() {
    return new ScriptedChannel("chat", true);
  }

  @Bean
  ScriptedChannel program() {
    return new ScriptedChannel("program", false);
  }

  @Bean
  ScriptedChannel slack() {
    return new ScriptedChannel("slack", true);
  }

  @Bean
  ScriptedChannel mail() {
    return new ScriptedChannel("mail", true);
  }

  @Bean
  ScriptedChannel webhook() {
    return new ScriptedChannel("webhook", false);
  }

  @Bean
  WebhookSender sender() {
    return new AnySender();
  }

  @Bean
  MasterKey masterKey() {
    return MasterKey.ofBase64("A".repeat(43) + "=");
  }

  @Bean
  SettableRoutes routes() {
    return new SettableRoutes();
  }

  /** Posts nothing; what it is asked to test away is not taken. */
  private static final class AnySender implements WebhookSender {

    @Override
    public Optional<String> faultOf(URI url) {
      return url.getScheme().equals("https") ? Optional.empty() : Optional.of("expected https");
    }

    @Override
    public void test(String name) {
      throw DeliveryFailedException.permanent("it answered 410");
    }
  }

  /** What a policy would say. */
  static class SettableRoutes implements NoticeRoutes {

    volatile Routes now = Routes.USUAL;

    @Override
    public Set<String> webhooks() {
      return Set.of("payments");
    }

    @Override
    public Routes notices(String tier) {
      return now;
    }
  }
}
