package io.holdpoint.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The address names something that does not exist. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchPageException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
