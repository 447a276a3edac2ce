package io.holdpoint.drafts;

import java.util.Optional;

/**
 * What the writer saw is not what stands; the transaction is undone. The desk tells the writer with
 * a {@link io.holdpoint.model.desk.DraftDesk.StaleDraftException}.
 */
class Stale extends RuntimeException {

  private final Optional<String> seen;
  private final String stands;

  /**
   * @param seen the text that the writer saw, where it is kept
   * @param stands the text that took its place
   */
  Stale(Optional<String> seen, String stands) {
    super("the draft was changed since it was read");
    this.seen = seen;
    this.stands = stands;
  }

  Optional<String> seen() {
    return seen;
  }

  String stands() {
    return stands;
  }
}
