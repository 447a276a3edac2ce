package io.holdpoint.model.notice;

import java.net.URI;
import java.util.Optional;

/** What an administrator asks of the channel that posts webhooks. */
public interface WebhookSender {

  /**
   * What speaks against posting there, as far as the URL itself tells: names are resolved when
   * something is posted, not before.
   *
   * @return a sentence about the URL, without it; empty: nothing
   */
  Optional<String> faultOf(URI url);

  /**
   * Posts a signed {@code test} event now, once.
   *
   * @throws DeliveryFailedException it was not taken, or there is no such endpoint
   */
  void test(String name);
}
