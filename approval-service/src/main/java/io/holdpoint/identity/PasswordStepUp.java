package io.holdpoint.identity;

import io.holdpoint.identity.PersonAuthentication.Result;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.platform.LedgerTime;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Takes the password again, throttled as a sign-in is, and remembers it for this session only. */
@Component
class PasswordStepUp implements StepUp {

  private final PersonAuthentication people;
  private final LedgerTime time;

  PasswordStepUp(PersonAuthentication people, LedgerTime time) {
    this.people = people;
    this.time = time;
  }

  @Override
  public Optional<Instant> prove(PersonId who, String password) {
    HttpServletRequest call =
        ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    if (!(people.signIn(who.value(), password, call.getRemoteAddr()) instanceof Result.Accepted)) {
      return Optional.empty();
    }
    Optional<Instant> now = Optional.of(time.now());
    HttpSession session = call.getSession(false);
    if (session != null) {
      ConsoleSessions.proven(session, now);
    }
    return now;
  }
}
