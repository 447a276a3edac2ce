package io.holdpoint.grants;

import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.GrantDesk.GrantView;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A grant as it stands in the database.
 *
 * @param group in whose name its maker could approve alone when it was made
 * @param endedWhy why it was ended; empty while only its uses and its time limit it
 */
record Grant(
    long number,
    NewGrant terms,
    PersonId maker,
    Channel channel,
    String group,
    Instant madeAt,
    int usesLeft,
    Optional<String> endedWhy) {

  private static final Pattern ID = Pattern.compile("g-[1-9][0-9]{0,17}");

  String id() {
    return "g-" + number;
  }

  /** The number in an id such as {@code g-17}; empty for what is none. */
  static Optional<Long> number(String id) {
    return ID.matcher(id).matches()
        ? Optional.of(Long.parseLong(id.substring(2)))
        : Optional.empty();
  }

  /** Whether it is for this task, this target and these arguments. */
  boolean covers(String task, String target, Map<String, ? extends @Nullable Object> arguments) {
    return terms.task().map(task::equals).orElse(true)
        && terms.target().text().equals(target)
        && Bounds.of(terms.bounds()).match(arguments);
  }

  /** Why it is over; empty while it is open. */
  Optional<String> ended(Instant now) {
    if (endedWhy.isPresent()) {
      return endedWhy;
    }
    if (usesLeft == 0) {
      return Optional.of("used up");
    }
    return now.isBefore(terms.until()) ? Optional.empty() : Optional.of("its time is over");
  }

  GrantView view(Instant now, List<RequestId> lastUses) {
    return new GrantView(id(), terms, maker, madeAt, usesLeft, ended(now), lastUses);
  }
}
