package io.holdpoint.drafts;

import io.holdpoint.model.desk.BadInputException;

/** There is nothing that could be published. */
class NoDraftException extends BadInputException {

  NoDraftException(String message) {
    super("draft", message);
  }
}
