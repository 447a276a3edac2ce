package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.AgentDesk.NewAgent;
import io.holdpoint.model.desk.EnforcementDesk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** Each call that the application has, by each kind of caller; and none that the table forgot. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class RouteMatrixTest extends WholeApplication {

  private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  @Autowired AccountDesk accounts;
  @Autowired EnforcementDesk points;

  @Autowired
  @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

  private final HttpClient http = HttpClient.newHttpClient();

  private record Call(HttpMethod method, String pattern) {
    String path() {
      return pattern.replaceAll("\\{[^}]*}", ID);
    }
  }

  @Test
  void everyCallOfTheApiHasARowInTheTable() {
    List<Call> calls = calls();
    assertThat(calls).hasSizeGreaterThan(10);
    assertThat(calls.stream().filter(call -> openTo(call).isEmpty()))
        .as("calls that no row of ApiRoutes opens to anybody")
        .isEmpty();
  }

  @Test
  void everyCallIsOpenToWhomTheTableNamesAndToNobodyElse() throws Exception {
    Map<String, Set<String>> callers = new LinkedHashMap<>();
    callers.put("", Set.of());
    callers.put("Bearer " + IdentityContract.FIRST_KEY, Set.of(ApiRoutes.AGENT));
    callers.put("Bearer " + otherAgent(), Set.of(ApiRoutes.AGENT));
    callers.put("Bearer " + enforcementPoint(), Set.of(ApiRoutes.ENFORCEMENT_POINT));
    callers.put("Bearer " + agentsToken(), Set.of(ApiRoutes.AGENT));
    for (Role role : Role.values()) {
      callers.put(person(role), Set.of(ApiRoutes.PERSON, role.name()));
    }
    List<String> wrong = new ArrayList<>();
    for (Call call : calls()) {
      Set<String> open = openTo(call);
      for (var caller : callers.entrySet()) {
        int status = status(call, caller.getKey());
        boolean mayIn = caller.getValue().stream().anyMatch(open::contains);
        boolean right =
            caller.getKey().isEmpty()
                ? status == 401
                : mayIn ? status != 401 && status != 403 && status < 500 : status == 403;
        if (!right) {
          wrong.add(call + " by " + new TreeSet<>(caller.getValue()) + ": " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping -> {
              for (String pattern : mapping.getPatternValues()) {
                if (pattern.equals("/v1") || pattern.startsWith("/v1/")) {
                  mapping
                      .getMethodsCondition()
                      .getMethods()
                      .forEach(method -> calls.add(new Call(method.asHttpMethod(), pattern)));
                }
              }
            });
    return calls;
  }

  private static Set<String> openTo(Call call) {
    return ApiRoutes.ROWS.stream()
        .filter(row -> row.method().equals(call.method()))
        .filter(
            row ->
                PathPatternParser.defaultInstance
                    .parse(row.pattern())
                    .matches(PathContainer.parsePath(call.path())))
        .findFirst()
        .map(ApiRoutes.Row::open)
        .orElse(Set.of());
  }

  private int status(Call call, String credential) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + call.path()))
            .header("Content-Type", "application/json")
            // No body that any call takes: who may in is told so, and changes nothing.
            .method(call.method().name(), HttpRequest.BodyPublishers.ofString("[]"));
    if (!credential.isEmpty()) {
      request.header("Authorization", credential);
    }
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private String otherAgent() {
    return agents
        .create(ADMIN, new NewAgent(new AgentId("other-bot"), ADMIN, Set.of(), Set.of()))
        .key();
  }

  /** Also one whose token says that it acts for an administrator. */
  private String agentsToken() {
    trust("matrix");
    issuers.map(ADMIN, "matrix", "matrix-agent", new AgentId("other-bot"));
    return issuer.token(
        issuer
            .claims("admin", Instant.now())
            .claim("act", TestIssuer.act("matrix-agent"))
            .claim("roles", List.of("ADMIN", "admin"))
            .claim("scope", "admin")
            .build());
  }

  private String enforcementPoint() {
    return points.create(ADMIN, "shop-gateway", List.of("shop.*")).key();
  }

  private String person(Role role) {
    PersonId id = new PersonId("only-" + role.wire());
    String password =
        accounts.create(ADMIN, new NewPerson(id, "Somebody", Set.of(role), Set.of())).password();
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((id + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
