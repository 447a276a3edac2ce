package io.holdpoint.platform;

import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.platform.Problem.FieldError;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Which problems the exceptions are that more than one feature throws. */
final class CommonProblems {

  private static final Logger log = LoggerFactory.getLogger(CommonProblems.class);

  private CommonProblems() {}

  static Optional<Problem> of(Exception exception) {
    return Optional.ofNullable(
        switch (exception) {
          case NoSuchRequestException e -> Problems.notFound();
          case NotAllowedException e -> Problem.of(403, "forbidden", "Not allowed", sentence(e));
          // The container reads parameters only when somebody asks for them.
          case InvalidParameterException e ->
              Problem.of(
                  400,
                  "bad_parameter",
                  "A parameter is not acceptable",
                  "The parameters cannot be read; expected name=value, parted by &, in UTF-8.");
          case BadCursorException e ->
              Problem.of(400, "bad_parameter", "A parameter is not acceptable", sentence(e));
          case BadInputException e ->
              Problem.of(422, "invalid_field", "A field is not acceptable", sentence(e))
                  .withErrors(List.of(new FieldError(pointer(e.field()), sentence(e))));
          case ReviewRefusedException e -> refused(e);
          case AsyncRequestTimeoutException e -> Problems.unavailable();
          case HttpMessageNotReadableException e -> UnreadableBodies.of(e);
          case MethodArgumentTypeMismatchException e ->
              Problems.badParameter(
                  e.getName(), SafeText.quote(String.valueOf(e.getValue())) + " cannot be read");
          default -> technical(exception);
        });
  }

  private static @Nullable Problem technical(Exception exception) {
    if (isDatabaseGone(exception)) {
      log.warn("the database did not serve a call: {}", rootOf(exception).toString());
      return Problems.unavailable();
    }
    return exception instanceof ErrorResponse answer ? ofFramework(answer, exception) : null;
  }

  /** A field is named as {@code budget.actions}, or by its pointer. */
  private static String pointer(String field) {
    return field.isEmpty() || field.startsWith("/") ? field : "/" + field.replace('.', '/');
  }

  private static String sentence(RuntimeException e) {
    return e.getMessage() == null ? "" : e.getMessage();
  }

  private static Problem refused(ReviewRefusedException e) {
    int status =
        switch (e.why()) {
          case ALREADY_FINAL, DIGEST_MISMATCH, ALREADY_REVIEWED, NOT_YET_YOUR_TURN, FROZEN -> 409;
          case NOT_IN_DEMANDED_GROUP,
              OWN_REQUEST,
              CHANNEL_NOT_ALLOWED,
              NOT_TOGETHER,
              STEP_UP_REQUIRED ->
              403;
          case BAD_REASON -> 422;
        };
    var problem =
        Problem.of(
            status,
            e.why().name().toLowerCase(Locale.ROOT),
            "The review was not taken",
            sentence(e));
    return e.currentDigest().map(digest -> problem.with("digest", digest)).orElse(problem);
  }

  /**
   * Anything between us and the database that a later try may find mended. A statement that is
   * wrong in itself is a fault of ours and stays a 500.
   */
  static boolean isDatabaseGone(Exception exception) {
    if (exception instanceof TransactionException
        || exception instanceof NonTransientDataAccessResourceException
        || exception instanceof JpaSystemException) {
      return true;
    }
    if (exception instanceof DataAccessException) {
      return !(exception instanceof NonTransientDataAccessException);
    }
    return rootOf(exception) instanceof SQLException;
  }

  private static Throwable rootOf(Throwable exception) {
    Throwable root = exception;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static @Nullable Problem ofFramework(ErrorResponse answer, Exception exception) {
    int status = answer.getStatusCode().value();
    Problem problem =
        status == 400 && exception instanceof MissingRequestValueException
            ? Problem.of(
                400, "bad_parameter", "A parameter is not acceptable", "A parameter is missing.")
            : Problems.ofStatus(status);
    if (exception instanceof HttpRequestMethodNotSupportedException method
        && method.getSupportedMethods() != null) {
      return problem.withHeader("Allow", String.join(", ", method.getSupportedMethods()));
    }
    if (exception instanceof HttpMediaTypeNotSupportedException) {
      return problem.withHeader("Accept", "application/json");
    }
    return status == 500 ? null : problem; // ours: the resolver logs it
  }
}
