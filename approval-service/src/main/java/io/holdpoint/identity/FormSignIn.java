package io.holdpoint.identity;

import io.holdpoint.identity.PersonAuthentication.Result;
import io.holdpoint.platform.LedgerTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Checks what was typed into the sign-in form. */
@Component
class FormSignIn implements AuthenticationProvider {

  private static final Logger log = LoggerFactory.getLogger(FormSignIn.class);

  private final PersonAuthentication people;
  private final LedgerTime time;

  FormSignIn(PersonAuthentication people, LedgerTime time) {
    this.people = people;
    this.time = time;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String address =
        attempt.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "";
    String password = String.valueOf(attempt.getCredentials());
    return switch (signIn(attempt.getName(), password, address)) {
      case Result.Accepted(var person) ->
          ConsoleSessions.authentication(person.provenAt(Optional.of(time.now())));
      case Result.Refused() -> throw new BadCredentialsException("refused");
      case Result.TryLater(var after) -> throw new LockedException("later");
    };
  }

  private Result signIn(String name, String password, String address) {
    try {
      return people.signIn(name, password, address);
    } catch (DataAccessException | TransactionException e) {
      // Also when it cannot be written down: nobody comes in.
      log.warn("a sign-in could not be completed: {}", e.getClass().getSimpleName());
      throw new InternalAuthenticationServiceException("sign-in failed", e);
    }
  }

  @Override
  public boolean supports(Class<?> attempt) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(attempt);
  }
}
