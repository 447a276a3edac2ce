package io.holdpoint.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.notifiers.slack.SlackSignatures.Verdict;
import io.holdpoint.standin.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SlackSignaturesTest {

  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final long NOW = 1_531_420_618L;
  private static final String BODY = "payload=%7B%7D";

  private final SlackSignatures signatures =
      new SlackSignatures(
          SECRET, new MemoryVault(), Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

  @Test
  void takesWhatSlackSignedOnce() {
    assertThat(judge(NOW, BODY, SECRET)).isEqualTo(Verdict.GENUINE);
    assertThat(judge(NOW, BODY, SECRET)).isEqualTo(Verdict.REPLAYED);
    assertThat(judge(NOW, BODY + "2", SECRET)).isEqualTo(Verdict.GENUINE);
  }

  /** The example of Slack's own documentation of signatures. */
  @Test
  void agreesWithSlacksExample() {
    String body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
            + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    SlackSignatures then =
        new SlackSignatures(
            "8f742231b10e8888abcd99yyyzzz85a5",
            new MemoryVault(),
            Clock.fixed(Instant.ofEpochSecond(1_531_420_618L), ZoneOffset.UTC));
    assertThat(
            then.judge(
                "1531420618",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                body.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Verdict.GENUINE);
  }

  @Test
  void refusesTheOldTheEarlyTheForgedAndTheIncomplete() {
    assertThat(judge(NOW - 300, BODY, SECRET)).isEqualTo(Verdict.GENUINE);
    assertThat(judge(NOW - 301, BODY, SECRET)).isEqualTo(Verdict.STALE);
    assertThat(judge(NOW + 300, BODY, SECRET)).isEqualTo(Verdict.GENUINE);
    assertThat(judge(NOW + 301, BODY, SECRET)).isEqualTo(Verdict.EARLY);
    assertThat(judge(NOW, BODY, "another secret")).isEqualTo(Verdict.FORGED);
    assertThat(judge("x", "v0=1")).isEqualTo(Verdict.MISSING);
    assertThat(judge(null, "v0=1")).isEqualTo(Verdict.MISSING);
    assertThat(judge(String.valueOf(NOW), null)).isEqualTo(Verdict.MISSING);
    assertThat(judge(String.valueOf(NOW), "")).isEqualTo(Verdict.FORGED);
    assertThat(judge(String.valueOf(NOW), "é".repeat(100))).isEqualTo(Verdict.FORGED);
  }

  @Test
  void refusesABodyThatWasAltered() {
    String signature = Signature.of(SECRET, String.valueOf(NOW), BODY);
    assertThat(
            signatures.judge(
                String.valueOf(NOW), signature, (BODY + " ").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Verdict.FORGED);
    assertThat(
            signatures.judge(
                String.valueOf(NOW + 1), signature, BODY.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Verdict.FORGED);
  }

  private Verdict judge(long at, String body, String secret) {
    String timestamp = String.valueOf(at);
    return signatures.judge(
        timestamp, Signature.of(secret, timestamp, body), body.getBytes(StandardCharsets.UTF_8));
  }

  private Verdict judge(String timestamp, String signature) {
    return signatures.judge(timestamp, signature, BODY.getBytes(StandardCharsets.UTF_8));
  }
}
