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
 * A body is of one type, not of any: Spring takes a wildcard in {@code Content-Type} for a fault of
 * the program, and it would be answered as one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ContentTypes extends OncePerRequestFilter {

  private final ProblemWriter problems;

  ContentTypes(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    if (type != null && type.split(";", 2)[0].indexOf('*') >= 0) {
      problems.write(request, response, Problems.ofStatus(415));
    } else {
      chain.doFilter(request, response);
    }
  }
}
