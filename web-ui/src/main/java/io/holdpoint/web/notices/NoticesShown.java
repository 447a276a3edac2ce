package io.holdpoint.web.notices;

import io.holdpoint.model.Person;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.NoticeDesk;
import io.holdpoint.model.desk.NoticeDesk.Told;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Who was told of a request, in words, for its page. */
@Component("noticesShown")
public class NoticesShown {

  private static final Logger log = LoggerFactory.getLogger(NoticesShown.class);

  private final ObjectProvider<NoticeDesk> desk;

  NoticesShown(ObjectProvider<NoticeDesk> desk) {
    this.desk = desk;
  }

  /** Oldest first; empty also when it cannot be read: a request can be judged without it. */
  public List<Told> of(Optional<Person> reader, RequestId request) {
    NoticeDesk there = desk.getIfAvailable();
    if (there == null || reader.isEmpty()) {
      return List.of();
    }
    try {
      return there.told(reader.get().id(), request);
    } catch (NotAllowedException e) {
      return List.of();
    } catch (RuntimeException e) {
      log.warn("A page is shown without who was told: {}", e.toString());
      return List.of();
    }
  }

  /** Such as {@code slack #ops}. */
  public String where(Told told) {
    return told.channel().equals(told.address())
        ? told.channel()
        : told.channel() + " " + told.address();
  }

  public String what(Told told) {
    return switch (told.kind()) {
      case "held" -> "held";
      case "reminder" -> "reminded";
      case "escalation" -> "escalated";
      case "verdict" -> "its outcome";
      default -> "brought up to date";
    };
  }

  public String state(Told told) {
    return switch (told.state()) {
      case "done" -> "told";
      case "skipped" -> "overtaken";
      case "given_up" -> "given up";
      default -> told.attempts() == 0 ? "waits" : "tried again";
    };
  }

  /** How many were given up, or are tried again. */
  public long troubled(List<Told> all) {
    return all.stream()
        .filter(
            told ->
                told.state().equals("given_up")
                    || (told.state().equals("waiting") && told.trouble().isPresent()))
        .count();
  }
}
