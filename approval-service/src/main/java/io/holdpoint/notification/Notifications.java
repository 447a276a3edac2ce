package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.RequestRecord;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells people through every channel there is, and remembers which channel has told what: one that
 * fails stops no other, and when it is tried again the others do not repeat themselves.
 */
@Component
public class Notifications {

  /** The one telling of a request's end. */
  public static final String VERDICT_OCCASION = "verdict";

  private static final Logger log = LoggerFactory.getLogger(Notifications.class);

  private final List<NotificationChannel> channels;
  private final RequestsNow requests;
  private final JdbcClient jdbc;
  private final LedgerTime time;
  private final ConsoleLinks links;

  Notifications(
      List<NotificationChannel> channels,
      RequestsNow requests,
      JdbcClient jdbc,
      LedgerTime time,
      ConsoleLinks links) {
    this.channels = List.copyOf(channels);
    this.requests = requests;
    this.jdbc = jdbc;
    this.time = time;
    this.links = links;
  }

  /**
   * Tells these groups of this request; nobody when there is no group. Not to be called within a
   * transaction.
   *
   * @param occasion names the telling within its request, at most 100 characters; a channel tells
   *     each occasion once, except when the service dies between telling and remembering
   */
  public Told tell(
      Delivery.Kind kind, RequestRecord request, List<String> groups, String occasion) {
    List<String> told = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    if (!groups.isEmpty()) {
      Set<String> before = alreadyTold(request.id(), occasion);
      for (NotificationChannel channel : channels) {
        Optional<String> address = channel.usualAddress();
        if (address.isEmpty()) {
          continue;
        }
        if (before.contains(channel.name())
            || deliver(channel, kind, address.get(), request.id(), groups, occasion)) {
          told.add(channel.name());
        } else {
          failed.add(channel.name());
        }
      }
    }
    return new Told(groups, told, failed);
  }

  private boolean deliver(
      NotificationChannel channel,
      Delivery.Kind kind,
      String to,
      RequestId request,
      List<String> groups,
      String occasion) {
    String name = request + "/" + occasion + "/" + channel.name();
    try {
      channel.deliver(
          new Delivery(
              UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
              kind,
              to,
              requests.find(request).orElseThrow(),
              groups,
              links.of(request),
              Optional.empty(),
              List.of()));
    } catch (RuntimeException e) {
      log.warn("The channel {} could not tell of {}", channel.name(), request, e);
      return false;
    }
    remember(request, occasion, channel.name());
    return true;
  }

  private Set<String> alreadyTold(RequestId request, String occasion) {
    return jdbc.sql(
            "select channel from notices_told where request_id = :request and occasion = :occasion")
        .param("request", request.value())
        .param("occasion", occasion)
        .query(String.class)
        .set();
  }

  private void remember(RequestId request, String occasion, String channel) {
    try {
      jdbc.sql(
              """
              insert into notices_told (request_id, occasion, channel, told_at)
              values (:request, :occasion, :channel, :at)
              """)
          .param("request", request.value())
          .param("occasion", occasion)
          .param("channel", channel)
          .param("at", time.now().atOffset(ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException e) {
      // the same job, delivered twice, was faster
    }
  }

  /**
   * What became of one telling.
   *
   * @param through the names of the channels that have told it, now or before
   * @param failed the names of those that could not
   */
  public record Told(List<String> groups, List<String> through, List<String> failed) {

    public Told {
      groups = List.copyOf(groups);
      through = List.copyOf(through);
      failed = List.copyOf(failed);
    }

    /** A sentence such as {@code Told reviewers and leads (inbox, log)}. */
    public String inWords(String verb) {
      String sentence =
          verb
              + " "
              + String.join(" and ", groups)
              + java.util.stream.Stream.concat(
                      java.util.stream.Stream.of("inbox"), through.stream())
                  .collect(Collectors.joining(", ", " (", ")"));
      return failed.isEmpty()
          ? sentence
          : sentence + "; could not tell through " + String.join(", ", failed);
    }
  }
}
