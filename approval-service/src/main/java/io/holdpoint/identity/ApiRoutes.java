package io.holdpoint.identity;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.holdpoint.model.Role;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;

/**
 * Who may call what below {@code /v1}: the first row that matches counts, and what no row matches
 * is open to nobody. A new call needs a row here, or it does not work; a test asks for it.
 *
 * <p>Rows open the door only: whether this agent owns that request, or this reviewer is in a
 * demanded group, is checked where the thing is done.
 */
final class ApiRoutes {

  /** Kinds of callers, as Spring Security authorities. */
  static final String AGENT = "AGENT";

  /** A program that executes actions of a tool. */
  static final String ENFORCEMENT_POINT = "ENFORCEMENT_POINT";

  static final String PERSON = "PERSON";
  static final String REVIEWER = Role.REVIEWER.name();
  static final String ADMIN = Role.ADMIN.name();
  static final String AUDITOR = Role.AUDITOR.name();

  private static final Set<String> ANYBODY = Set.of(AGENT, PERSON);

  static final List<Row> ROWS =
      List.of(
          row(POST, "/v1/requests", AGENT),
          row(POST, "/v1/requests/*/cancel", AGENT),
          row(POST, "/v1/requests/*/reviews", REVIEWER),
          row(POST, "/v1/requests/*/changes", REVIEWER),
          new Row(GET, "/v1/requests/*", ANYBODY),
          new Row(GET, "/v1/requests/*/trace", Set.of(ADMIN, AUDITOR)),
          new Row(POST, "/v1/requests/*/revoke", Set.of(REVIEWER, ADMIN)),
          new Row(POST, "/v1/verdicts/redeem", Set.of(AGENT, ENFORCEMENT_POINT)),
          new Row(POST, "/v1/verdicts/*/result", Set.of(AGENT, ENFORCEMENT_POINT)),
          row(GET, "/v1/verdict-keys", ADMIN),
          row(POST, "/v1/verdict-keys/rotate", ADMIN),
          row(GET, "/v1/requests", PERSON),
          row(GET, "/v1/tools", ADMIN),
          new Row(GET, "/v1/insight/**", Set.of(ADMIN, AUDITOR)),
          row(PUT, "/v1/insight/checks", ADMIN),
          row(GET, "/v1/logs", ADMIN),
          row(POST, "/v1/logs", ADMIN),
          row(DELETE, "/v1/logs/*", ADMIN),
          row(GET, "/v1/requests/*/grant", PERSON),
          row(GET, "/v1/grants/**", PERSON),
          row(POST, "/v1/grants", REVIEWER),
          new Row(POST, "/v1/grants/*/revoke", Set.of(REVIEWER, ADMIN)),
          new Row(DELETE, "/v1/grants/*", Set.of(REVIEWER, ADMIN)),
          row(GET, "/v1/policy/**", PERSON),
          row(PUT, "/v1/policy/**", ADMIN),
          row(POST, "/v1/policy/**", ADMIN),
          row(DELETE, "/v1/policy/**", ADMIN),
          row(GET, "/v1/me", PERSON),
          row(PUT, "/v1/me/password", PERSON),
          row(GET, "/v1/me/slack", PERSON),
          row(DELETE, "/v1/me/slack/**", PERSON),
          row(GET, "/v1/me/passkeys", PERSON),
          row(DELETE, "/v1/me/passkeys/*", PERSON),
          row(GET, "/v1/me/notifications", PERSON),
          row(PUT, "/v1/me/notifications", PERSON),
          row(GET, "/v1/me/absences", PERSON),
          row(POST, "/v1/me/absences", PERSON),
          row(DELETE, "/v1/me/absences/*", PERSON),
          row(GET, "/v1/me/stand-ins", PERSON),
          row(GET, "/v1/requests/*/notices", PERSON),
          row(GET, "/v1/requests/*/background", PERSON),
          row(GET, "/v1/people/**", ADMIN),
          row(POST, "/v1/people/**", ADMIN),
          row(PUT, "/v1/people/**", ADMIN),
          row(DELETE, "/v1/people/**", ADMIN),
          row(GET, "/v1/agents/**", ADMIN),
          row(POST, "/v1/agents/**", ADMIN),
          row(PUT, "/v1/agents/**", ADMIN),
          row(DELETE, "/v1/agents/**", ADMIN),
          row(GET, "/v1/issuers", ADMIN),
          row(POST, "/v1/issuers/**", ADMIN),
          row(DELETE, "/v1/issuers/**", ADMIN),
          row(POST, "/v1/tasks", AGENT),
          new Row(POST, "/v1/tasks/*/end", Set.of(AGENT, ADMIN)),
          new Row(GET, "/v1/tasks/*", ANYBODY),
          row(GET, "/v1/tasks", PERSON),
          new Row(GET, "/v1/freezes", Set.of(ADMIN, AUDITOR)),
          row(POST, "/v1/freezes", ADMIN),
          row(DELETE, "/v1/freezes/*", ADMIN),
          row(GET, "/v1/enforcement-points", ADMIN),
          row(POST, "/v1/enforcement-points/**", ADMIN),
          row(DELETE, "/v1/enforcement-points/*/keys/*", ADMIN),
          row(GET, "/v1/webhooks/**", ADMIN),
          row(POST, "/v1/webhooks/**", ADMIN),
          row(PUT, "/v1/webhooks/*", ADMIN),
          row(DELETE, "/v1/webhooks/*", ADMIN),
          row(GET, "/v1/processes/**", ADMIN),
          row(POST, "/v1/processes/**", ADMIN),
          row(DELETE, "/v1/processes/*", ADMIN),
          row(GET, "/v1/audit/**", AUDITOR));

  private ApiRoutes() {}

  /** Of one method and a path pattern, to callers of any of these kinds. */
  record Row(HttpMethod method, String pattern, Set<String> open) {

    /** HEAD is GET without its body. */
    List<HttpMethod> methods() {
      return method.equals(GET) ? List.of(GET, HEAD) : List.of(method);
    }
  }

  private static Row row(HttpMethod method, String pattern, String open) {
    return new Row(method, pattern, Set.of(open));
  }
}
