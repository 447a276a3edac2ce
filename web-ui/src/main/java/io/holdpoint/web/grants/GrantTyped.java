package io.holdpoint.web.grants;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A grant as its form has it: what it is for is the request's, how far it goes is typed.
 *
 * @param scope {@code task} or {@code agent}
 * @param lasts how long, a number
 * @param unit {@code min}, {@code h} or {@code d}
 */
public record GrantTyped(
    NewGrant template,
    String scope,
    List<BoundTyped> bounds,
    String uses,
    String lasts,
    String unit,
    String why) {

  static GrantTyped of(NewGrant grant, Instant now) {
    long minutes = Math.max(1, Duration.between(now, grant.until()).plusSeconds(30).toMinutes());
    boolean days = minutes % 1440 == 0;
    boolean hours = minutes % 60 == 0;
    return new GrantTyped(
        grant,
        grant.task().isPresent() ? "task" : "agent",
        grant.bounds().stream().map(BoundTyped::of).toList(),
        Integer.toString(grant.uses()),
        Long.toString(days ? minutes / 1440 : hours ? minutes / 60 : minutes),
        days ? "d" : hours ? "h" : "min",
        grant.why());
  }

  /** The same grant with what was typed. */
  GrantTyped with(Map<String, String> typed) {
    var all = new ArrayList<BoundTyped>();
    for (int i = 0; i < bounds.size(); i++) {
      all.add(bounds.get(i).with(i, typed));
    }
    return new GrantTyped(
        template,
        typed.getOrDefault("scope", scope),
        all,
        typed.getOrDefault("uses", ""),
        typed.getOrDefault("lasts", ""),
        typed.getOrDefault("unit", "h"),
        typed.getOrDefault("why", ""));
  }

  /**
   * @throws BadInputException naming the field, the value and what was expected
   */
  NewGrant grant(Instant now) {
    return new NewGrant(
        template.agent(),
        scope.equals("task") ? template.task() : Optional.empty(),
        template.tool(),
        template.target(),
        bounds.stream().map(BoundTyped::bound).toList(),
        number("uses", uses, GrantDesk.MOST_USES),
        now.plus(lasting()),
        why.strip(),
        template.from());
  }

  private Duration lasting() {
    int amount = number("lasts", lasts, 100_000);
    Duration duration =
        switch (unit) {
          case "d" -> Duration.ofDays(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofMinutes(amount);
        };
    if (duration.compareTo(GrantDesk.LONGEST) > 0) {
      throw new BadInputException(
          "lasts",
          lasts + " " + unit + " (expected at most " + GrantDesk.LONGEST.toDays() + " days)");
    }
    return duration;
  }

  private static int number(String field, String typed, int most) {
    String text = typed.strip();
    if (!text.matches("[1-9][0-9]{0,6}") || Integer.parseInt(text) > most) {
      throw new BadInputException(
          field,
          (text.isEmpty() ? "nothing" : text) + " (expected a number from 1 to " + most + ")");
    }
    return Integer.parseInt(text);
  }
}
