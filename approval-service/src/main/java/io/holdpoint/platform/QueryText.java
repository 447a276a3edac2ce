package io.holdpoint.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a query that names the character NUL, before anything is asked with it: PostgreSQL takes
 * no such text, and the answer would be a fault of ours.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class QueryText extends OncePerRequestFilter {

  private final ProblemWriter problems;

  QueryText(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String query = request.getQueryString();
    if (query != null && query.contains("%00")) {
      problems.write(
          request,
          response,
          Problems.badParameter("query", "holds the character NUL, expected text"));
    } else {
      chain.doFilter(request, response);
    }
  }
}
