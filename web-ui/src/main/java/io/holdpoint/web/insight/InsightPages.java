package io.holdpoint.web.insight;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.InsightDesk;
import io.holdpoint.model.desk.InsightDesk.Dashboard;
import io.holdpoint.model.desk.InsightDesk.Slot;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.insight.Plot.Series;
import io.holdpoint.web.text.Show;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The dashboard, and the page on whether people still read. */
@Controller
class InsightPages {

  private static final int DEFAULT_DAYS = 7;

  private final InsightDesk desk;
  private final AccountDesk accounts;
  private final Show show;

  InsightPages(@Lazy InsightDesk desk, @Lazy AccountDesk accounts, Show show) {
    this.desk = desk;
    this.accounts = accounts;
    this.show = show;
  }

  @GetMapping("/insight")
  String dashboard(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "7") String days,
      Model model) {
    int span = days(days);
    Dashboard d = desk.dashboard(me.personId(), span);
    List<Instant> at = d.slots().stream().map(Slot::at).toList();
    boolean hours = span == 1;
    model.addAttribute("days", span);
    model.addAttribute("spans", InsightDesk.SPANS);
    model.addAttribute("d", d);
    model.addAttribute(
        "ended",
        Plot.bars(
            at,
            hours,
            List.of(
                counts(d, "p-good", "approved", Slot::approved),
                counts(d, "p-bad", "denied", Slot::denied),
                counts(d, "p-warn", "expired", Slot::expired),
                counts(d, "p-other", "ended otherwise", Slot::other))));
    model.addAttribute(
        "asked",
        Plot.bars(
            at,
            hours,
            List.of(
                counts(d, "p-good", "released", Slot::released),
                counts(d, "p-accent", "held", Slot::held),
                counts(d, "p-bad", "refused", Slot::refused))));
    model.addAttribute(
        "times",
        Plot.lines(
            at,
            hours,
            List.of(
                times(d, "p-accent", "median", Slot::median), times(d, "p-warn", "p90", Slot::p90)),
            seconds -> show.duration(Duration.ofSeconds(Math.round(seconds)))));
    return "insight/dashboard";
  }

  private static Series counts(Dashboard d, String kind, String name, ToLongFunction<Slot> value) {
    return new Series(
        kind, name, d.slots().stream().mapToDouble(s -> value.applyAsLong(s)).toArray());
  }

  private static Series times(
      Dashboard d, String kind, String name, Function<Slot, Optional<Duration>> value) {
    return new Series(
        kind,
        name,
        d.slots().stream()
            .mapToDouble(s -> value.apply(s).map(t -> t.toMillis() / 1000.0).orElse(Double.NaN))
            .toArray());
  }

  @GetMapping("/insight/reviewers")
  String reviewers(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "30") String days,
      Model model) {
    int span = days(days);
    model.addAttribute("days", span);
    model.addAttribute("spans", InsightDesk.SPANS);
    model.addAttribute("reading", desk.reading(me.personId(), span));
    model.addAttribute("every", desk.checksEvery(me.personId()));
    model.addAttribute(
        "mayChange",
        accounts.person(me.personId()).filter(person -> person.is(Role.ADMIN)).isPresent());
    Function<PersonId, String> names =
        id -> accounts.person(id).map(Person::displayName).filter(n -> !n.isBlank()).orElse("");
    model.addAttribute("names", names);
    return "insight/reviewers";
  }

  @PostMapping("/insight/checks")
  String checks(@AuthenticationPrincipal SignedIn me, @RequestParam String every) {
    if (!every.strip().matches("[0-9]{1,5}")) {
      throw new BadInputException("every", "every: expected 0 (none) or 5 to 10,000");
    }
    desk.plantChecks(me.personId(), Integer.parseInt(every.strip()));
    return "redirect:/insight/reviewers?done=saved";
  }

  private static int days(String text) {
    return InsightDesk.SPANS.stream()
        .filter(span -> text.equals(String.valueOf(span)))
        .findAny()
        .orElse(DEFAULT_DAYS);
  }
}
