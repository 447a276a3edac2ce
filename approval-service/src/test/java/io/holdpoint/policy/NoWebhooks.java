package io.holdpoint.policy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** An installation that knows nothing of webhooks. */
final class NoWebhooks {

  static final ObjectProvider<KnownWebhooks> KNOWN =
      new StaticListableBeanFactory().getBeanProvider(KnownWebhooks.class);

  private NoWebhooks() {}
}
