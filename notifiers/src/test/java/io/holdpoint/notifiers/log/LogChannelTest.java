package io.holdpoint.notifiers.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.notifiers.NotificationChannelContract;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LogChannelTest extends NotificationChannelContract {

  /**
   * One line of pairs; a quote or backslash within a text is escaped, nothing invisible is left.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "notice=[a-z]+( [a-z]+=([^\\s\"\\\\]+|\"([^\"\\\\\\p{Cc}\\p{Cf}\\u2028\\u2029]|\\\\.)*\"))+");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LogChannel channel = new LogChannel(lines::add);

  @Override
  protected NotificationChannel channel() {
    return channel;
  }

  @Override
  protected List<String> told() {
    return lines;
  }

  @Override
  protected String address() {
    return "log";
  }

  @Override
  protected boolean isContained(String message) {
    return LINE.matcher(message).matches();
  }

  @Test
  void showsHostileTextEscaped() {
    channel.deliver(delivery(Delivery.Kind.HELD, "a\nb\"c\u202Ed"));
    assertThat(lines.get(0)).contains("tool=\"a\\u{a}b\\\"c\\u{202e}d\"");
  }
}
