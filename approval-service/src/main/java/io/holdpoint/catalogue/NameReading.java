package io.holdpoint.catalogue;

import io.holdpoint.model.Reversibility;
import java.util.List;
import java.util.Optional;

/**
 * What a tool's name says by itself.
 *
 * @param kind what it seems to do
 * @param grave how grave a change is; empty where it does not change anything or nobody can tell
 * @param program whether the name is that of something that runs programs
 * @param reasons in sentences
 */
record NameReading(
    Kind kind, Optional<Reversibility> grave, boolean program, List<String> reasons) {

  /** What it seems to do. */
  enum Kind {
    READS,
    CHANGES,
    UNKNOWN
  }

  static NameReading reads(String why) {
    return new NameReading(Kind.READS, Optional.of(Reversibility.READ_ONLY), false, List.of(why));
  }

  static NameReading unknown(String why) {
    return new NameReading(Kind.UNKNOWN, Optional.empty(), false, List.of(why));
  }

  static NameReading changes(Reversibility grave, boolean program, List<String> why) {
    return new NameReading(Kind.CHANGES, Optional.of(grave), program, why);
  }
}
