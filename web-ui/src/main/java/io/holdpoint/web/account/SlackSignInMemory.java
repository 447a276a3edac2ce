package io.holdpoint.web.account;

import io.holdpoint.model.PersonId;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What ties Slack's answer to the session that asked: a state and a nonce, of one person, good once
 * and for ten minutes. Without it somebody could have a person's browser finish a sign-in that they
 * began themselves, and so link their own Slack user to that person's account.
 */
@Component
class SlackSignInMemory {

  static final Duration TIME = Duration.ofMinutes(10);

  private static final String ATTRIBUTE = "slack-sign-in";

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  SlackSignInMemory(ObjectProvider<Clock> clock) {
    this.clock = clock.getIfUnique(Clock::systemUTC);
  }

  record Attempt(String state, String nonce) {}

  Attempt begin(HttpSession session, PersonId who) {
    var attempt = new Attempt(unguessable(), unguessable());
    session.setAttribute(
        ATTRIBUTE,
        String.join(
            " ",
            attempt.state(),
            attempt.nonce(),
            who.value(),
            clock.instant().plus(TIME).toString()));
    return attempt;
  }

  /** The nonce, when this is the attempt that was begun; whatever it is, it is over. */
  Optional<String> end(HttpSession session, PersonId who, String state) {
    Object kept = session.getAttribute(ATTRIBUTE);
    session.removeAttribute(ATTRIBUTE);
    if (!(kept instanceof String text)) {
      return Optional.empty();
    }
    String[] parts = text.split(" ", -1);
    boolean right =
        MessageDigest.isEqual(
                parts[0].getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8))
            && parts[2].equals(who.value())
            && clock.instant().isBefore(Instant.parse(parts[3]));
    return right ? Optional.of(parts[1]) : Optional.empty();
  }

  private String unguessable() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
