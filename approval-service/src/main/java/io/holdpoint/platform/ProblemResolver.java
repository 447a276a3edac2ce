package io.holdpoint.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns whatever a call of the API throws into a problem, also when no controller was found. The
 * console's pages are left to their own error pages.
 */
@Component
class ProblemResolver implements HandlerExceptionResolver, Ordered {

  private static final Logger log = LoggerFactory.getLogger(ProblemResolver.class);

  private final List<ProblemMapping> mappings;
  private final ProblemWriter writer;

  ProblemResolver(List<ProblemMapping> mappings, ProblemWriter writer) {
    this.mappings = mappings;
    this.writer = writer;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    if (!ApiPaths.isApi(request)) {
      return null;
    }
    if (exception instanceof AccessDeniedException
        || exception instanceof AuthenticationException) {
      return null; // the security filters answer these, by the same writer
    }
    if (exception instanceof AsyncRequestNotUsableException) {
      return new ModelAndView(); // the caller has gone; there is nobody to tell
    }
    try {
      writer.write(request, response, problemOf(exception));
    } catch (IOException e) {
      log.debug("the caller went away before its problem was written", e);
    }
    return new ModelAndView();
  }

  private Problem problemOf(Exception exception) {
    if (exception instanceof ProblemException known) {
      return known.problem();
    }
    for (ProblemMapping mapping : mappings) {
      Optional<Problem> problem = mapping.problemOf(exception);
      if (problem.isPresent()) {
        return problem.get();
      }
    }
    return CommonProblems.of(exception)
        .orElseGet(
            () -> {
              log.error("a call failed", exception);
              return Problems.internal();
            });
  }
}
