package io.holdpoint.drafts;

import java.time.Instant;
import java.util.Optional;

/**
 * The draft as it is stored.
 *
 * @param revision rises with everything that is done to it, also with its end
 */
record Draft(long revision, Optional<Begun> begun) {

  /**
   * A draft that somebody has begun.
   *
   * @param base the published version that it is meant to follow
   * @param since the revision with which it was begun
   */
  record Begun(int base, String document, long since, Instant at) {}

  /**
   * Told to whoever reads the draft, and told back by whoever changes it. Where there is no draft,
   * what is read is the published version, so that is told as well.
   */
  String etag(int published) {
    return begun.isPresent() ? String.valueOf(revision) : revision + "-v" + published;
  }
}
