package io.holdpoint.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each call an id of our own, in the log's MDC as {@code call} and in the answer as {@code
 * X-Request-Id}. What the client sends under that name is not taken over: a log line must not say
 * what a stranger wants.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CallIds extends OncePerRequestFilter {

  static final String HEADER = "X-Request-Id";
  private static final String MDC_KEY = "call";
  private static final String ATTRIBUTE = CallIds.class.getName();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = idOf(request);
    response.setHeader(HEADER, id);
    MDC.put(MDC_KEY, id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(MDC_KEY);
    }
  }

  /** A held call comes back as an asynchronous dispatch and keeps its id. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  /** The id of the call, 16 hexadecimal digits. */
  static String idOf(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    // Told apart, not kept secret: no need for a secure source.
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }
}
