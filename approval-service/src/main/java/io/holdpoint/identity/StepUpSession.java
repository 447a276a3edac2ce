package io.holdpoint.identity;

import io.holdpoint.platform.MasterKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The call that brings a proof, and the session that it counts for. */
@Component
class StepUpSession {

  private final KeyedHash hash;

  StepUpSession(MasterKey master) {
    this.hash = new KeyedHash(master.derive("step-up-sessions"));
  }

  String address() {
    return call().getRemoteAddr();
  }

  /** This server's own port. */
  int port() {
    return call().getLocalPort();
  }

  /** Names the session without opening it; a call without one gets a name that no other has. */
  String name() {
    HttpSession session = call().getSession(false);
    return hash.of(session == null ? Credential.randomText(43) : session.getId());
  }

  /** Remembers when its person proved who they are. */
  void proven(Instant at) {
    HttpSession session = call().getSession(false);
    if (session != null) {
      ConsoleSessions.proven(session, Optional.of(at));
    }
  }

  private static HttpServletRequest call() {
    return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
        .getRequest();
  }
}
