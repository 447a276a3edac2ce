package io.holdpoint.workflow;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Until when the maker of the engine mends each minor version, as published in its release notes. A
 * version that is not in the table is unknown, which is not the same as maintained.
 */
final class EngineVersions {

  private static final Pattern MINOR = Pattern.compile("(\\d+\\.\\d+)\\..*");

  private static final Map<String, LocalDate> MAINTAINED_UNTIL =
      Map.of(
          "8.3", LocalDate.of(2025, 4, 9),
          "8.4", LocalDate.of(2025, 7, 9),
          "8.5", LocalDate.of(2025, 10, 14),
          "8.6", LocalDate.of(2026, 4, 14),
          "8.7", LocalDate.of(2026, 10, 13),
          "8.8", LocalDate.of(2027, 4, 13),
          "8.9", LocalDate.of(2027, 10, 12),
          "8.10", LocalDate.of(2028, 4, 11));

  /** The last day of maintenance of such a version as {@code 8.5.8}. */
  static Optional<LocalDate> maintainedUntil(String version) {
    Matcher minor = MINOR.matcher(version);
    return minor.matches()
        ? Optional.ofNullable(MAINTAINED_UNTIL.get(minor.group(1)))
        : Optional.empty();
  }

  private EngineVersions() {}
}
