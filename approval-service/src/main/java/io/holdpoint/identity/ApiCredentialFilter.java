package io.holdpoint.identity;

import io.holdpoint.identity.PersonAuthentication.Result;
import io.holdpoint.model.Role;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemWriter;
import io.holdpoint.platform.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the one credential of an API call. No credential: the call goes on as nobody's. A wrong one
 * ends it here, with the same answer for whatever is wrong with it, unless it is genuine and
 * expired or used from where it may not be.
 */
class ApiCredentialFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(ApiCredentialFilter.class);

  private final AgentAuthentication agents;
  private final TokenAuthentication tokens;
  private final EnforcementRegistry points;
  private final PersonAuthentication people;
  private final ProblemWriter problems;

  /** Lasts through the second dispatch of a call that waited. */
  private final SecurityContextRepository contexts =
      new RequestAttributeSecurityContextRepository();

  ApiCredentialFilter(
      AgentAuthentication agents,
      TokenAuthentication tokens,
      EnforcementRegistry points,
      PersonAuthentication people,
      ProblemWriter problems) {
    this.agents = agents;
    this.tokens = tokens;
    this.points = points;
    this.people = people;
    this.problems = problems;
  }

  /** What came of reading the credential. */
  private sealed interface Outcome {
    record Known(Principal who, List<String> kinds) implements Outcome {}

    record Unknown(Problem problem) implements Outcome {}
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> headers = Collections.list(request.getHeaders("Authorization"));
    if (headers.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    switch (headers.size() == 1 ? read(headers.getFirst(), request) : unknown()) {
      case Outcome.Unknown(var problem) -> problems.write(request, response, problem);
      case Outcome.Known(var who, var kinds) -> {
        List<GrantedAuthority> authorities = new ArrayList<>();
        kinds.forEach(kind -> authorities.add(new SimpleGrantedAuthority("ROLE_" + kind)));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(who, null, authorities));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        chain.doFilter(request, response);
      }
    }
  }

  private Outcome read(String header, HttpServletRequest request) {
    int space = header.indexOf(' ');
    if (space < 0) {
      return unknown();
    }
    String scheme = header.substring(0, space);
    String value = header.substring(space + 1).strip();
    try {
      if (scheme.equalsIgnoreCase("Bearer")) {
        return bearer(value, request.getRemoteAddr());
      }
      return scheme.equalsIgnoreCase("Basic") ? basic(value, request.getRemoteAddr()) : unknown();
    } catch (DataAccessException | TransactionException e) {
      log.warn("a credential could not be checked: {}", e.getClass().getSimpleName());
      return new Outcome.Unknown(Problems.unavailable());
    }
  }

  private Outcome bearer(String value, String address) {
    AgentCheck check =
        TokenAuthentication.looksLikeOne(value)
            ? tokens.authenticate(value, address)
            : agents.authenticate(value, address);
    return switch (check) {
      case AgentCheck.Known(var agent) -> new Outcome.Known(agent, List.of(ApiRoutes.AGENT));
      case AgentCheck.Refused(var problem) -> new Outcome.Unknown(problem);
      case AgentCheck.Unknown() ->
          points
              .authenticate(value)
              .<Outcome>map(point -> new Outcome.Known(point, List.of(ApiRoutes.ENFORCEMENT_POINT)))
              .orElseGet(ApiCredentialFilter::unknown);
    };
  }

  private Outcome basic(String value, String address) {
    Optional<String> pair = decode(value).filter(text -> text.indexOf(':') >= 0);
    if (pair.isEmpty()) {
      return unknown();
    }
    int colon = pair.get().indexOf(':');
    String name = pair.get().substring(0, colon);
    String password = pair.get().substring(colon + 1);
    return switch (people.call(name, password, address)) {
      case Result.Accepted(var person) -> new Outcome.Known(person, kinds(person));
      case Result.Refused() -> unknown();
      case Result.TryLater(var after) -> new Outcome.Unknown(tooMany(after));
    };
  }

  static List<String> kinds(SignedInPerson person) {
    List<String> kinds = new ArrayList<>(List.of(ApiRoutes.PERSON));
    person.roles().stream().map(Role::name).sorted().forEach(kinds::add);
    return kinds;
  }

  static Problem unauthenticated() {
    // Not Basic: a browser would ask for a password and then send it along with every call, other
    // sites' included.
    return Problems.unauthenticated().withHeader("WWW-Authenticate", "Bearer");
  }

  private static Outcome unknown() {
    return new Outcome.Unknown(unauthenticated());
  }

  private static Problem tooMany(Duration after) {
    long seconds = Math.max(1, after.plusMillis(999).toSeconds());
    return Problem.of(
            429,
            "too_many_attempts",
            "Too many failed attempts",
            "Too many failed attempts with this account or from this address; the next is looked at in "
                + seconds
                + " s.")
        .withHeader("Retry-After", Long.toString(seconds));
  }

  private static Optional<String> decode(String value) {
    try {
      byte[] bytes = Base64.getDecoder().decode(value);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
