package io.holdpoint.web;

import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * Every error in the console's own language. What the pages' controllers throw is answered here;
 * what fails elsewhere (unknown paths, the security chain, a broken template) comes through the
 * container's error dispatch. Exception texts are shown only for the exceptions whose message is
 * written for people.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackageClasses = ErrorPages.class)
public class ErrorPages implements ErrorViewResolver {

  @ExceptionHandler
  ModelAndView noSuchRequest(NoSuchRequestException e) {
    return page(HttpStatus.NOT_FOUND, "There is no such request, or it is not yours to see.");
  }

  @ExceptionHandler
  ModelAndView notAllowed(NotAllowedException e) {
    return page(HttpStatus.FORBIDDEN, e.getMessage());
  }

  @ExceptionHandler
  ModelAndView badCursor(BadCursorException e) {
    return page(HttpStatus.BAD_REQUEST, e.getMessage());
  }

  @ExceptionHandler
  ModelAndView badInput(BadInputException e) {
    return page(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
  }

  @Override
  public ModelAndView resolveErrorView(
      HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
    boolean storageGone =
        request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
            && isStorageGone(failure);
    return page(storageGone ? HttpStatus.SERVICE_UNAVAILABLE : status, null);
  }

  static ModelAndView page(HttpStatus status, @Nullable String detail) {
    var page = new ModelAndView("error/page");
    page.setStatus(status);
    page.addObject("status", status.value());
    page.addObject("detail", detail);
    return page;
  }

  /**
   * Told by the JDBC exception at the bottom, so that no persistence library need be known here.
   */
  static boolean isStorageGone(Throwable failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
      if (t instanceof SQLTransientException
          || t instanceof SQLRecoverableException
          || t instanceof SQLNonTransientConnectionException) {
        return true;
      }
      if (t instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith("08")) {
        return true;
      }
    }
    return false;
  }
}
