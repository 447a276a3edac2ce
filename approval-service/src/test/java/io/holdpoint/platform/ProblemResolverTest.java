package io.holdpoint.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.ReviewRefusedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemResolverTest {

  private static final JsonMapper JSON = new JsonMapper();

  @RestController
  static class Failing {

    private Supplier<RuntimeException> next = IllegalStateException::new;

    @GetMapping({"/v1/fail", "/page"})
    String fail() {
      throw next.get();
    }

    @GetMapping("/v1/number/{n}")
    String number(@PathVariable int n) {
      return String.valueOf(n);
    }
  }

  private static class OwnException extends RuntimeException {}

  private final Failing failing = new Failing();

  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(failing)
          .addFilter(new CallIds())
          .setHandlerExceptionResolvers(
              new ProblemResolver(
                  List.of(
                      e ->
                          e instanceof OwnException
                              ? Optional.of(Problem.of(418, "own", "Own", "own detail"))
                              : Optional.empty()),
                  new ProblemWriter(JSON)))
          .build();

  private MockHttpServletResponse call(MockHttpServletRequestBuilder request) {
    try {
      return mvc.perform(request).andReturn().getResponse();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode problemOf(RuntimeException e, int status, String code) {
    failing.next = () -> e;
    var response = call(get("/v1/fail"));
    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    JsonNode body = JSON.readTree(response.getContentAsByteArray());
    assertThat(body.get("code").asString()).isEqualTo(code);
    assertThat(body.get("instance").asString())
        .isEqualTo("urn:holdpoint:call:" + response.getHeader("X-Request-Id"));
    return body;
  }

  @Test
  void tellsNothingOfAFaultOfOurs() {
    var body = problemOf(new IllegalStateException("jdbc:secret at line 7"), 500, "internal_error");
    assertThat(body.toString()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void saysUnavailableWhenTheDatabaseIsGone() {
    for (RuntimeException gone :
        List.of(
            new DataAccessResourceFailureException("x"),
            new CannotGetJdbcConnectionException("x", new SQLTransientConnectionException("x")),
            new CannotCreateTransactionException("x"),
            new CannotAcquireLockException("x"),
            new RuntimeException(new SQLException("x")))) {
      problemOf(gone, 503, "unavailable");
      assertThat(call(get("/v1/fail")).getHeader("Retry-After")).isEqualTo("2");
    }
  }

  @Test
  void doesNotTakeAFaultOfOursForAGoneDatabase() {
    problemOf(new DataIntegrityViolationException("x"), 500, "internal_error");
    problemOf(new InvalidDataAccessApiUsageException("x"), 500, "internal_error");
    problemOf(
        new BadSqlGrammarException("x", "select", new SQLException("x")), 500, "internal_error");
  }

  @Test
  void asksTheFeaturesFirst() {
    problemOf(new OwnException(), 418, "own");
  }

  @Test
  void knowsTheDesksExceptions() {
    problemOf(new NoSuchRequestException(), 404, "not_found");
    problemOf(new BadCursorException("after: expected"), 400, "bad_parameter");
    assertThat(
            problemOf(new BadInputException("name", "too long"), 422, "invalid_field")
                .at("/errors/0/pointer")
                .asString())
        .isEqualTo("/name");
    for (var why : ReviewRefusedException.Why.values()) {
      failing.next = () -> new ReviewRefusedException(why, "because");
      assertThat(call(get("/v1/fail")).getStatus()).isIn(403, 409, 422);
    }
  }

  @Test
  void answersWhatNoControllerTakes() {
    assertThat(call(post("/v1/fail")).getStatus()).isEqualTo(405);
    assertThat(call(post("/v1/fail")).getHeader("Allow")).contains("GET");
    assertThat(call(get("/v1/number/x")).getStatus()).isEqualTo(400);
    assertThat(call(get("/v1/none")).getStatus()).isEqualTo(404);
  }

  @Test
  void doesNotTakeOverTheClientsOwnRequestId() {
    var response = call(get("/v1/number/1").header("X-Request-Id", "evil\r\nline"));
    assertThat(response.getHeader("X-Request-Id")).matches("[0-9a-f]{16}");
  }
}
