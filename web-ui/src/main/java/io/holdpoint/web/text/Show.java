package io.holdpoint.web.text;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Person;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.Role;
import io.holdpoint.model.Target;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.AgentDesk.AgentView;
import io.holdpoint.model.desk.AgentDesk.KeyView;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.text.Headline;
import io.holdpoint.model.text.Json;
import io.holdpoint.model.text.Visible;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What templates call, as {@code @show}: turns values into the words that a page shows. */
@Component("show")
public class Show {

  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;

  /** The clock only words relative times; deadlines are the ledger's business. */
  Show(ObjectProvider<Clock> clock) {
    this.clock = clock.getIfUnique(Clock::systemUTC);
  }

  /** A stranger's text on one line. */
  public String line(String text) {
    return Visible.line(text);
  }

  /** A stranger's text of several lines. */
  public List<Visible.Piece> prose(String text) {
    return Visible.prose(text);
  }

  public List<Visible.Piece> json(CanonicalJson json) {
    return Json.pretty(json);
  }

  public Headline headline(RequestSummary request) {
    return Headline.of(request.tool(), request.target());
  }

  /** Where the action goes, such as {@code crm · production}; empty when nothing is named. */
  public String place(Target target) {
    if (target.system().isEmpty() || target.environment().isEmpty()) {
      return Visible.line(target.system() + target.environment());
    }
    return Visible.line(target.system() + " · " + target.environment());
  }

  /** The end of an id: its beginning is the time and the same for neighbours. */
  public String shortId(RequestId id) {
    String text = id.toString();
    return text.substring(text.length() - 8);
  }

  /** {@code 2026-11-22 15:31:48 UTC}. */
  public String exact(Instant time) {
    return EXACT.format(time);
  }

  /** {@code in 12 min} or {@code 3 h ago}. */
  public String relative(Instant time) {
    Duration away = Duration.between(clock.instant(), time);
    String amount = amount(away.abs());
    if (amount.equals("0 s")) {
      return "now";
    }
    return away.isNegative() ? amount + " ago" : "in " + amount;
  }

  /** {@code calm}, {@code soon} (a quarter of an hour) or {@code now} (five minutes). */
  public String urgency(Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.compareTo(Duration.ofMinutes(5)) < 0) {
      return "now";
    }
    return left.compareTo(Duration.ofMinutes(15)) < 0 ? "soon" : "calm";
  }

  /** {@code PT1H30M} as {@code 1 h 30 min}. */
  public String duration(String iso) {
    try {
      return amount(Duration.parse(iso));
    } catch (DateTimeParseException e) {
      return iso;
    }
  }

  /** From one time to another. */
  public String duration(Instant from, Instant to) {
    return amount(Duration.between(from, to));
  }

  public String duration(Duration duration) {
    return amount(duration);
  }

  /** The two largest units; the script on the pages words times in the same way. */
  static String amount(Duration d) {
    long s = d.toSeconds();
    if (s < 60) {
      return s + " s";
    }
    if (s < 3600) {
      return s / 60 + " min";
    }
    if (s < 86_400) {
      long min = s % 3600 / 60;
      return s / 3600 + " h" + (min == 0 ? "" : " " + min + " min");
    }
    long h = s % 86_400 / 3600;
    return s / 86_400 + " d" + (h == 0 ? "" : " " + h + " h");
  }

  /** On what a verdict rests, in words. */
  public String basis(Verdict verdict) {
    return switch (verdict.basis()) {
      case POLICY -> "by policy";
      case REVIEWERS -> "by reviewers";
      case TIMEOUT -> "because its time was over";
      case AGENT -> "by its agent";
      case KILL_SWITCH -> "by a freeze";
      case SYSTEM -> "by the system";
    };
  }

  /** How far what a tool does can be taken back, in words that follow its name. */
  public String effect(Reversibility reversibility) {
    return switch (reversibility) {
      case READ_ONLY -> "only reads";
      case REVERSIBLE -> "can be undone";
      case EXTERNALLY_REVERSIBLE -> "others must help to undo it";
      case IRREVERSIBLE -> "cannot be undone";
      case UNCLASSIFIED -> "not classified: nobody said what it does";
    };
  }

  /** {@code 10000} as {@code 10,000}. */
  public String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 100.0} as {@code 100}. */
  public String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** {@code 1 rule} or {@code 3 rules}. */
  public String count(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  /** {@code 3 lines added, 1 removed}. */
  public String lines(List<DiffLine> difference) {
    long added = difference.stream().filter(l -> l.kind() == DiffLine.Kind.ADDED).count();
    long removed = difference.stream().filter(l -> l.kind() == DiffLine.Kind.REMOVED).count();
    return count(added, "line", "lines") + " added, " + number(removed) + " removed";
  }

  /** {@code require_approval} as {@code require approval}. */
  public String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Whether an environment is named as one where mistakes are dear. The name is the agent's word.
   */
  public boolean risky(String environment) {
    return environment.toLowerCase(Locale.ROOT).startsWith("prod");
  }

  /** Whether the person has the role, by its constant's name. */
  public boolean is(Person person, String role) {
    return person.is(Role.valueOf(role));
  }

  public boolean isValid(KeyView key) {
    return key.revokedAt().isEmpty()
        && key.expiresAt().map(end -> end.isAfter(clock.instant())).orElse(true);
  }

  /** Whether a valid key ends within a fortnight. */
  public boolean endsSoon(KeyView key) {
    Instant fortnight = clock.instant().plus(Duration.ofDays(14));
    return isValid(key) && key.expiresAt().map(end -> end.isBefore(fortnight)).orElse(false);
  }

  /** The end of the agent's key that ends soonest, when that is within a fortnight. */
  public Optional<Instant> nextEnd(AgentView agent) {
    return agent.keys().stream()
        .filter(this::endsSoon)
        .flatMap(key -> key.expiresAt().stream())
        .min(Comparator.naturalOrder());
  }

  /** Whether something happened within the last week. */
  public boolean isNew(Instant at) {
    return at.isAfter(clock.instant().minus(Duration.ofDays(7)));
  }

  public long validKeys(AgentView agent) {
    return agent.keys().stream().filter(this::isValid).count();
  }
}
