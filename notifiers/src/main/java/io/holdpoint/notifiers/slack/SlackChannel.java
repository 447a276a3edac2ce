package io.holdpoint.notifiers.slack;

import static io.holdpoint.notifiers.slack.Blocks.line;
import static io.holdpoint.notifiers.slack.Blocks.text;

import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.model.slack.SlackVault;
import io.holdpoint.notifiers.slack.SlackApi.Posted;
import io.holdpoint.notifiers.slack.SlackApi.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows requests in Slack: one message for each, kept as the request stands, and what happens to it
 * in its thread.
 *
 * <p>Slack has no way to post a message once. Before each post it is written down, for all
 * instances, that it is being tried; who finds that it was tried before looks for the message first
 * and posts only when it is not there.
 */
final class SlackChannel implements NotificationChannel {

  private static final String PURPOSE = "slack-post";
  private static final Duration MEMORY = Duration.ofDays(2);

  private final SlackApi slack;
  private final RequestMessage messages;
  private final SlackVault vault;
  private final Clock clock;
  private final Optional<String> usual;

  /** Ids of channels by the names that the policy gives; only ids can be searched. */
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  SlackChannel(
      SlackApi slack,
      RequestMessage messages,
      SlackVault vault,
      Clock clock,
      Optional<String> usual) {
    this.slack = slack;
    this.messages = messages;
    this.vault = vault;
    this.clock = clock;
    this.usual = usual;
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Optional<String> usualAddress() {
    return usual;
  }

  @Override
  public Optional<String> deliver(Delivery delivery) {
    try {
      return told(delivery);
    } catch (RefusedException e) {
      throw e.asFailure();
    }
  }

  private Optional<String> told(Delivery delivery) {
    Optional<Posted> shown = delivery.shownAs().flatMap(Posted::of);
    if (shown.isEmpty()) {
      return delivery.kind() == Delivery.Kind.UPDATE
          ? Optional.empty()
          : Optional.of(post(delivery, null, standing(delivery), false).receipt());
    }
    Posted original = shown.get();
    if (!refresh(delivery, original)) {
      // Somebody deleted it. The outcome is told all the same; nothing else is worth a new message.
      return delivery.kind() == Delivery.Kind.UPDATE
          ? Optional.empty()
          : Optional.of(post(delivery, null, standing(delivery), false).receipt());
    }
    switch (delivery.kind()) {
      case UPDATE -> {}
      case HELD -> {
        if (isAskedOnceMore(delivery)) {
          post(delivery, original.ts(), reply(delivery), false);
        }
      }
      case REMINDER, VERDICT -> post(delivery, original.ts(), reply(delivery), false);
      case ESCALATION -> post(delivery, original.ts(), reply(delivery), true);
    }
    return Optional.of(original.receipt());
  }

  /**
   * The next group's turn has come, approvals fell away, or the arguments were changed: its message
   * alone wakes nobody.
   */
  private static boolean isAskedOnceMore(Delivery delivery) {
    return delivery.alsoHeld().isEmpty()
        && !delivery.request().summary().status().isFinal()
        && (!delivery.request().reviews().isEmpty() || delivery.request().change().isPresent());
  }

  /** False when the message is not there any more. */
  private boolean refresh(Delivery delivery, Posted original) {
    try {
      slack.update(original, standing(delivery));
      return true;
    } catch (RefusedException e) {
      if (e.error().equals("message_not_found")) {
        return false;
      }
      throw e;
    }
  }

  private Posted post(
      Delivery delivery, @Nullable String thread, Content content, boolean broadcast) {
    String to = thread == null ? delivery.to() : channelOf(delivery);
    String id = delivery.id().toString();
    if (!vault.first(PURPOSE, id, clock.instant().plus(MEMORY))) {
      String searched = thread == null ? ids.getOrDefault(to, to) : to;
      Optional<Posted> before =
          searched.startsWith("#") ? Optional.empty() : slack.find(searched, thread, id);
      if (before.isPresent()) {
        return before.get();
      }
    }
    Posted posted =
        slack.post(
            to,
            thread,
            content,
            broadcast,
            Map.of(SlackApi.DELIVERY, id, "request", delivery.request().id().toString()));
    ids.put(delivery.to(), posted.channel());
    return posted;
  }

  private static String channelOf(Delivery delivery) {
    return delivery
        .shownAs()
        .flatMap(Posted::of)
        .map(Posted::channel)
        .orElseThrow(() -> DeliveryFailedException.permanent("no message to reply to"));
  }

  private Content standing(Delivery delivery) {
    return delivery.alsoHeld().isEmpty()
        ? messages.of(delivery.request(), delivery.link())
        : Burst.of(delivery.request(), delivery.alsoHeld(), delivery.link());
  }

  /** What is said in the thread. */
  private static Content reply(Delivery delivery) {
    var request = delivery.request();
    var summary = request.summary();
    List<Map<String, Object>> parts = new ArrayList<>();
    String head;
    if (summary.verdict().isPresent()) {
      head = RequestMessage.headline(summary);
      parts.addAll(RequestMessage.outcome(request, summary.verdict().get()));
    } else {
      String groups = String.join(", ", delivery.groups());
      head =
          delivery.kind() == Delivery.Kind.ESCALATION
              ? "\u2B06 " + groups + " may decide this too, now"
              : delivery.kind() == Delivery.Kind.HELD
                  ? "\u270B Now waiting for " + groups
                  : "\u23F0 Still waiting for " + groups;
      parts.add(line(text(head + ". It expires "), Blocks.date(summary.expiresAt())));
    }
    parts.add(line(Blocks.link("Open in the console", delivery.link())));
    return Content.of(head, List.of(Blocks.rich(parts)));
  }
}
