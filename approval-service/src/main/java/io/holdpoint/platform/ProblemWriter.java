package io.holdpoint.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a problem as {@code application/problem+json}; for the places outside of controllers, such
 * as the security filters.
 */
@Component
public class ProblemWriter {

  public static final String MEDIA_TYPE = "application/problem+json";

  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Writes the whole answer. Does nothing when a part of another answer is on its way already. */
  public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType(MEDIA_TYPE);
    byte[] body = json.writeValueAsBytes(body(problem, CallIds.idOf(request)));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static Map<String, Object> body(Problem problem, String call) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    body.put("instance", "urn:holdpoint:call:" + call);
    body.put("code", problem.code());
    if (!problem.errors().isEmpty()) {
      List<Map<String, Object>> errors = new ArrayList<>();
      for (var error : problem.errors()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("pointer", error.pointer());
        one.put("detail", error.detail());
        if (error.line() > 0) {
          one.put("line", error.line());
          one.put("column", error.column());
        }
        errors.add(one);
      }
      body.put("errors", errors);
    }
    problem.members().forEach(body::putIfAbsent);
    return body;
  }
}
