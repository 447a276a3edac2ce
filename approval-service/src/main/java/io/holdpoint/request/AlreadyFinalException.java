package io.holdpoint.request;

import io.holdpoint.model.RequestStatus;

/** A request has its verdict already; there is never a second. */
class AlreadyFinalException extends RuntimeException {

  AlreadyFinalException(RequestStatus status) {
    super("the request is " + status.wire() + " already");
  }
}
