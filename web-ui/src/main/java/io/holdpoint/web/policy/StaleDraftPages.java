package io.holdpoint.web.policy;

import io.holdpoint.model.desk.DraftDesk.StaleDraftException;
import io.holdpoint.web.ErrorPages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * Two admins at once: who comes second sees what the first made since, beside what they typed
 * themselves, and may send the same form again on top of it. Nothing typed is lost.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackageClasses = ErrorPages.class)
class StaleDraftPages {

  /** Not what was typed, but how the form works. */
  private static final Set<String> MACHINERY =
      Set.of("_csrf", "etag", "op", "replaces", "part", "section", "up", "index", "to", "from");

  /** A field of the form that was sent; {@code shown} unless it only makes the form work. */
  record Sent(String name, String value, boolean shown) {}

  @ExceptionHandler
  ModelAndView stale(StaleDraftException e, HttpServletRequest request) {
    var sent = new ArrayList<Sent>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (!name.equals("_csrf") && !name.equals("etag")) {
                for (String value : values) {
                  sent.add(new Sent(name, value, !MACHINERY.contains(name) && !value.isBlank()));
                }
              }
            });
    var page = new ModelAndView("policy/stale");
    page.setStatus(HttpStatus.CONFLICT);
    page.addObject("now", e.now());
    page.addObject("since", e.since());
    page.addObject("wanted", Wanted.of(request));
    page.addObject("sent", List.copyOf(sent));
    page.addObject("action", request.getRequestURI());
    return page;
  }
}
