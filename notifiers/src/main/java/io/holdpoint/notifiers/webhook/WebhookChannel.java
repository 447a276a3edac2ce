package io.holdpoint.notifiers.webhook;

import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.model.notice.WebhookEndpoints;
import io.holdpoint.model.notice.WebhookEndpoints.Endpoint;
import io.holdpoint.model.notice.WebhookSender;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One signed post for each telling. An address is the name of an endpoint, which is looked up at
 * each try: what waits goes to where the endpoint is then, signed with what it has then.
 */
final class WebhookChannel implements NotificationChannel, WebhookSender {

  private final WebhookEndpoints endpoints;
  private final Posting posting;
  private final Clock clock;

  WebhookChannel(WebhookEndpoints endpoints, Posting posting, Clock clock) {
    this.endpoints = endpoints;
    this.posting = posting;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook";
  }

  /** Its readers are programs. */
  @Override
  public boolean gathersBursts() {
    return false;
  }

  @Override
  public Optional<String> deliver(Delivery delivery) {
    Endpoint endpoint = endpoint(delivery.to());
    Instant now = clock.instant();
    posting.post(
        endpoint.url(), delivery.id().toString(), WebhookBody.of(delivery, now), endpoint.keys());
    return Optional.empty();
  }

  @Override
  public Optional<String> faultOf(URI url) {
    return posting.faultOf(url);
  }

  @Override
  public void test(String name) {
    Endpoint endpoint = endpoint(name);
    posting.post(
        endpoint.url(),
        UUID.randomUUID().toString(),
        WebhookBody.test(name, clock.instant()),
        endpoint.keys());
  }

  private Endpoint endpoint(String name) {
    return endpoints
        .find(name)
        .orElseThrow(() -> DeliveryFailedException.permanent("there is no webhook of this name"));
  }
}
