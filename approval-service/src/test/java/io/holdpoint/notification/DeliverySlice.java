package io.holdpoint.notification;

import io.holdpoint.policy.NoticeRoutes;
import io.holdpoint.review.DeskSlice;
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
  SettableRoutes routes() {
    return new SettableRoutes();
  }

  /** What a policy would say. */
  static class SettableRoutes implements NoticeRoutes {

    volatile Routes now = Routes.USUAL;

    @Override
    public Routes notices(String tier) {
      return now;
    }
  }
}
