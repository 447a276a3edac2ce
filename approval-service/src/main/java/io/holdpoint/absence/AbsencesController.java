package io.holdpoint.absence;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AbsenceDesk;
import io.holdpoint.model.desk.AbsenceDesk.Absence;
import io.holdpoint.model.desk.AbsenceDesk.NewAbsence;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.SafeText;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Absences over HTTP: everybody's own, and those of others for admins. */
@RestController
class AbsencesController {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final AbsenceDesk desk;

  AbsencesController(AbsenceDesk desk) {
    this.desk = desk;
  }

  /** {@code from} null or left out: from now. */
  record NewAbsenceBody(
      @Nullable String delegate,
      @Nullable List<@Nullable String> groups,
      @Nullable String from,
      @Nullable String to) {}

  /**
   * @param endedAt null unless it was ended before its time
   * @param idle null while it has, or will have, its effect
   */
  record AbsenceAnswer(
      String id,
      String person,
      String delegate,
      List<String> groups,
      Instant from,
      Instant to,
      String state,
      String plannedBy,
      Instant plannedAt,
      @Nullable Instant endedAt,
      @Nullable String idle) {

    static AbsenceAnswer of(Absence absence) {
      return new AbsenceAnswer(
          absence.id().toString(),
          absence.person().value(),
          absence.delegate().value(),
          List.copyOf(absence.groups()),
          absence.from(),
          absence.to(),
          absence.state().name().toLowerCase(Locale.ROOT),
          absence.plannedBy().value(),
          absence.plannedAt(),
          absence.endedAt().orElse(null),
          absence.idle().orElse(null));
    }
  }

  record AbsenceList(List<AbsenceAnswer> items, @Nullable String next) {

    static AbsenceList of(List<Absence> absences) {
      return new AbsenceList(absences.stream().map(AbsenceAnswer::of).toList(), null);
    }
  }

  @GetMapping(path = "/v1/me/absences", produces = MediaType.APPLICATION_JSON_VALUE)
  AbsenceList mine(@AuthenticationPrincipal SignedIn me) {
    return AbsenceList.of(desk.of(me.personId(), me.personId()));
  }

  @GetMapping(path = "/v1/me/stand-ins", produces = MediaType.APPLICATION_JSON_VALUE)
  AbsenceList standingIn(@AuthenticationPrincipal SignedIn me) {
    return AbsenceList.of(desk.standingIn(me.personId(), me.personId()));
  }

  @PostMapping(path = "/v1/me/absences", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<AbsenceAnswer> planMine(
      @AuthenticationPrincipal SignedIn me, @RequestBody NewAbsenceBody body) {
    return plan(me, me.personId(), "/v1/me/absences/", body);
  }

  @DeleteMapping(path = "/v1/me/absences/{absence}", produces = MediaType.APPLICATION_JSON_VALUE)
  AbsenceAnswer endMine(@AuthenticationPrincipal SignedIn me, @PathVariable String absence) {
    return AbsenceAnswer.of(desk.end(me.personId(), me.personId(), id(absence)));
  }

  @GetMapping(path = "/v1/people/{id}/absences", produces = MediaType.APPLICATION_JSON_VALUE)
  AbsenceList of(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    return AbsenceList.of(desk.of(by.personId(), person("id", id)));
  }

  @PostMapping(path = "/v1/people/{id}/absences", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<AbsenceAnswer> planFor(
      @AuthenticationPrincipal SignedIn by,
      @PathVariable String id,
      @RequestBody NewAbsenceBody body) {
    PersonId whom = person("id", id);
    return plan(by, whom, "/v1/people/" + whom + "/absences/", body);
  }

  @DeleteMapping(
      path = "/v1/people/{id}/absences/{absence}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  AbsenceAnswer endFor(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @PathVariable String absence) {
    return AbsenceAnswer.of(desk.end(by.personId(), person("id", id), id(absence)));
  }

  private ResponseEntity<AbsenceAnswer> plan(
      SignedIn by, PersonId whom, String where, NewAbsenceBody body) {
    var groups = new TreeSet<String>();
    if (body.groups() != null) {
      body.groups().forEach(group -> groups.add(String.valueOf(group)));
    }
    var planned =
        desk.plan(
            by.personId(),
            whom,
            new NewAbsence(
                person("delegate", required("delegate", body.delegate())),
                groups,
                Optional.ofNullable(body.from()).map(from -> time("from", from)),
                time("to", required("to", body.to()))));
    return ResponseEntity.created(URI.create(where + planned.id())).body(AbsenceAnswer.of(planned));
  }

  private static String required(String field, @Nullable String value) {
    if (value == null) {
      throw new BadInputException(field, field + ": missing");
    }
    return value;
  }

  private static Instant time(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadInputException(
          field,
          field + ": " + SafeText.quote(text) + "; expected a time such as 2026-12-24T08:00:00Z");
    }
  }

  private static UUID id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new NoSuchAbsenceException();
    }
    return UUID.fromString(text);
  }

  private static PersonId person(String field, String id) {
    if (!PersonId.FORM.matcher(id).matches()) {
      throw new BadInputException(
          field, field + ": " + SafeText.quote(id) + "; expected an account");
    }
    return new PersonId(id);
  }
}
