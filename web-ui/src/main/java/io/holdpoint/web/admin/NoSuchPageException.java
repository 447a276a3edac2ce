package io.holdpoint.web.admin;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The address names a person or agent that does not exist. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class NoSuchPageException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
