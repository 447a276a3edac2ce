package io.holdpoint.web.account;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AbsenceDesk;
import io.holdpoint.model.desk.AbsenceDesk.NewAbsence;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who stands in while a person is away: one's own, and everybody's for admins. */
@Controller
class AbsencePages {

  private static final String OWN = "/account/absences";

  private final AbsenceDesk absences;
  private final AccountDesk accounts;

  AbsencePages(@Lazy AbsenceDesk absences, @Lazy AccountDesk accounts) {
    this.absences = absences;
    this.accounts = accounts;
  }

  /** What stood in the form that was not taken. */
  record Typed(String delegate, List<String> groups, String from, String to) {}

  @GetMapping(OWN)
  String own(@AuthenticationPrincipal SignedIn me, Model model) {
    return page(me, me.personId(), model);
  }

  @GetMapping("/people/{id}/absences")
  String of(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    return page(me, person(id), model);
  }

  @PostMapping("/people/{id}/absences")
  String plan(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String delegate,
      @RequestParam(defaultValue = "") List<String> group,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      Model model,
      HttpServletResponse response) {
    PersonId whom = person(id);
    try {
      if (!PersonId.FORM.matcher(delegate).matches()) {
        throw new BadInputException("delegate", "Choose who stands in.");
      }
      Optional<Instant> begins =
          from.isEmpty() ? Optional.empty() : Optional.of(time("from", from));
      absences.plan(
          me.personId(),
          whom,
          new NewAbsence(new PersonId(delegate), new TreeSet<>(group), begins, time("to", to)));
      return back(me, whom);
    } catch (BadInputException e) {
      Fault.show(e, model);
      model.addAttribute("typed", new Typed(delegate, group, from, to));
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page(me, whom, model);
    }
  }

  @PostMapping("/people/{id}/absences/end")
  String end(
      @AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestParam UUID absence) {
    PersonId whom = person(id);
    absences.end(me.personId(), whom, absence);
    return back(me, whom);
  }

  private String page(SignedIn me, PersonId whose, Model model) {
    Person person = accounts.person(whose).orElseThrow(NoSuchPageException::new);
    model.addAttribute("absences", absences.of(me.personId(), whose));
    model.addAttribute("standingIn", absences.standingIn(me.personId(), whose));
    model.addAttribute("delegates", absences.delegates(me.personId(), whose));
    model.addAttribute("groups", new TreeSet<>(person.groups()));
    model.addAttribute("whose", whose);
    model.addAttribute("own", whose.equals(me.personId()));
    return "account/absences";
  }

  private static String back(SignedIn me, PersonId whom) {
    return "redirect:"
        + (whom.equals(me.personId()) ? OWN : "/people/" + whom + "/absences")
        + "?done=saved";
  }

  private static Instant time(String field, String typed) {
    try {
      return LocalDateTime.parse(typed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new BadInputException(field, "Expected a day and a time, such as 2026-12-24 08:00.");
    }
  }

  private static PersonId person(String id) {
    if (!PersonId.FORM.matcher(id).matches()) {
      throw new NoSuchPageException();
    }
    return new PersonId(id);
  }
}
