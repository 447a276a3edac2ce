package io.holdpoint.notification;

import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.request.RequestRecord;
import java.util.List;
import org.springframework.stereotype.Component;

/** The usual address of every channel that has one. */
@Component
class UsualRouting implements Routing {

  private final List<NotificationChannel> channels;

  UsualRouting(List<NotificationChannel> channels) {
    this.channels = List.copyOf(channels);
  }

  @Override
  public List<Place> places(Delivery.Kind kind, RequestRecord request, List<String> groups) {
    return channels.stream()
        .flatMap(
            channel -> channel.usualAddress().map(to -> new Place(channel.name(), to)).stream())
        .toList();
  }
}
