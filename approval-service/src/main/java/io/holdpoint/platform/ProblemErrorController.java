package io.holdpoint.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.autoconfigure.error.AbstractErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers what failed outside of every controller (a filter, the firewall, the server itself):
 * calls of the API get a problem, everything else the console's error page.
 */
@Controller
class ProblemErrorController extends AbstractErrorController {

  private final ProblemWriter writer;

  ProblemErrorController(
      ErrorAttributes attributes, List<ErrorViewResolver> pages, ProblemWriter writer) {
    super(attributes, pages);
    this.writer = writer;
  }

  @RequestMapping("${spring.web.error.path:/error}")
  @Nullable ModelAndView answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpStatus status = getStatus(request);
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
        && ApiPaths.isApi(uri)) {
      writer.write(request, response, Problems.ofStatus(status.value()));
      return null;
    }
    response.setStatus(status.value());
    var model = getErrorAttributes(request, ErrorAttributeOptions.defaults());
    ModelAndView page = resolveErrorView(request, response, status, model);
    return page != null ? page : new ModelAndView("error", model);
  }
}
