package io.holdpoint.notifiers.log;

import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One line per notice, as {@code key=value} with every text quoted and escaped: whatever an agent
 * wrote, a notice stays one line and ends where its quotes end. The action's arguments and the
 * agent's reason are not in it.
 */
@Component
public class LogChannel implements NotificationChannel {

  private static final Logger log = LoggerFactory.getLogger(LogChannel.class);

  private final Consumer<String> lines;

  public LogChannel() {
    this(log::info);
  }

  LogChannel(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public Optional<String> usualAddress() {
    return Optional.of("log");
  }

  /** Whatever collects logs wants each request by itself. */
  @Override
  public boolean gathersBursts() {
    return false;
  }

  @Override
  public Optional<String> deliver(Delivery notice) {
    RequestSummary request = notice.request().summary();
    lines.accept(
        "notice="
            + notice.kind().name().toLowerCase(Locale.ROOT)
            + " request="
            + request.id()
            + " status="
            + request.status().wire()
            + " agent="
            + request.agent()
            + " tier="
            + Quoted.text(request.tier())
            + " why="
            + Quoted.text(request.why())
            + " tool="
            + Quoted.text(request.tool())
            + " system="
            + Quoted.text(request.target().system())
            + " resource="
            + Quoted.text(request.target().resource())
            + " environment="
            + Quoted.text(request.target().environment())
            + " task="
            + Quoted.text(request.task())
            + " groups="
            + Quoted.text(String.join(",", notice.groups()))
            + " expires="
            + request.expiresAt()
            + " link="
            + Quoted.text(notice.link()));
    return Optional.empty();
  }
}
