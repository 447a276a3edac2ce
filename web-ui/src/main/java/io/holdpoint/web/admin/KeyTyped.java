package io.holdpoint.web.admin;

import io.holdpoint.model.desk.AgentDesk.KeyTerms;
import io.holdpoint.model.desk.BadInputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was typed for another key of an agent. */
record KeyTyped(@Nullable String validDays, @Nullable String networks) {

  static final KeyTyped NOTHING = new KeyTyped("90", "");

  /** In days; empty: until it is revoked. */
  static final List<String> VALIDITIES = List.of("7", "30", "90", "365", "");

  KeyTerms terms() {
    return new KeyTerms(
        days().map(Duration::ofDays), Inputs.words(networks == null ? "" : networks));
  }

  private Optional<Long> days() {
    if (validDays == null || validDays.isBlank()) {
      return Optional.empty();
    }
    if (!VALIDITIES.contains(validDays)) {
      throw new BadInputException("validDays", "Expected one of 7, 30, 90 or 365 days, or no end.");
    }
    return Optional.of(Long.parseLong(validDays));
  }
}
