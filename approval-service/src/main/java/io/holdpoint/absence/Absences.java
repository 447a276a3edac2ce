package io.holdpoint.absence;

import io.holdpoint.absence.AbsenceRows.Row;
import io.holdpoint.absence.StandIns.StandIn;
import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AbsenceDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans and ends absences. Whether one has an effect is judged anew where a request is decided. */
@Component
@Transactional
class Absences implements AbsenceDesk {

  /** A form that was filled in slowly still begins now. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private final AbsenceRows rows;
  private final Directory directory;
  private final AuditTrail audit;
  private final LedgerTime time;

  Absences(AbsenceRows rows, Directory directory, AuditTrail audit, LedgerTime time) {
    this.rows = rows;
    this.directory = directory;
    this.audit = audit;
    this.time = time;
  }

  @Override
  public List<Absence> of(PersonId by, PersonId whom) {
    mayFor(by, whom);
    existing(whom);
    return views(rows.of(whom, MOST_LISTED), time.now());
  }

  @Override
  public List<Absence> standingIn(PersonId by, PersonId delegate) {
    mayFor(by, delegate);
    Instant now = time.now();
    return views(rows.openFor(delegate, now), now);
  }

  @Override
  public List<PersonId> delegates(PersonId by, PersonId whom) {
    mayFor(by, whom);
    return directory.inGroups(existing(whom).groups()).stream()
        .filter(person -> person.is(Role.REVIEWER) && !person.id().equals(whom))
        .map(Person::id)
        .sorted(Comparator.comparing(PersonId::value))
        .toList();
  }

  @Override
  public Absence plan(PersonId by, PersonId whom, NewAbsence wanted) {
    rows.lock();
    mayFor(by, whom);
    Instant now = time.now();
    Person absent = existing(whom);
    Instant from = wanted.from().filter(now::isBefore).orElse(now).truncatedTo(ChronoUnit.MICROS);
    Instant to = wanted.to().truncatedTo(ChronoUnit.MICROS);
    checkTimes(wanted, from, to, now);
    checkPeople(absent, wanted);
    List<Row> open = rows.openOf(whom, now);
    if (open.size() >= MOST) {
      throw new BadInputException(
          "from", "from: " + whom + " has " + MOST + " absences ahead; expected at most " + MOST);
    }
    overlapping(open, from, to)
        .ifPresent(
            other -> {
              throw new BadInputException(
                  "from",
                  "from: overlaps another absence, from %s to %s; expected no overlap (end the other first)"
                      .formatted(other.from(), other.to()));
            });
    overlapping(rows.openOf(wanted.delegate(), now), from, to)
        .ifPresent(
            other -> {
              throw new BadInputException(
                  "delegate",
                  "delegate: %s is away themselves, from %s to %s; expected somebody who is there"
                      .formatted(wanted.delegate(), other.from(), other.to()));
            });
    Row row =
        new Row(
            UUID.randomUUID(),
            whom,
            wanted.delegate(),
            wanted.groups(),
            from,
            to,
            by,
            now,
            Optional.empty());
    rows.add(row);
    audit.append("absence.planned", new ByPerson(by), null, described(row));
    return views(List.of(row), now).getFirst();
  }

  @Override
  public Absence end(PersonId by, PersonId whom, UUID id) {
    mayFor(by, whom);
    Instant now = time.now();
    Row row = rows.find(whom, id).orElseThrow(() -> new NoSuchAbsenceException());
    if (rows.end(id, by, now)) {
      audit.append("absence.ended", new ByPerson(by), null, described(row));
    }
    return views(List.of(rows.find(whom, id).orElseThrow()), now).getFirst();
  }

  private static void checkTimes(NewAbsence wanted, Instant from, Instant to, Instant now) {
    if (wanted.from().filter(given -> given.isBefore(now.minus(LATE))).isPresent()) {
      throw new BadInputException(
          "from", "from: " + wanted.from().get() + " is past; expected a time to come, or none");
    }
    if (from.isAfter(now.plus(FARTHEST))) {
      throw new BadInputException(
          "from",
          "from: " + from + "; expected at most " + FARTHEST.toDays() + " days ahead of now");
    }
    if (!to.isAfter(from)) {
      throw new BadInputException("to", "to: " + to + "; expected a time after " + from);
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new BadInputException(
          "to", "to: " + to + "; expected at most " + LONGEST.toDays() + " days after " + from);
    }
  }

  private void checkPeople(Person absent, NewAbsence wanted) {
    if (!absent.is(Role.REVIEWER)) {
      throw new BadInputException(
          "id", "id: " + absent.id() + " is no active reviewer, so there is nothing to hand over");
    }
    if (wanted.groups().isEmpty()) {
      throw new BadInputException("groups", "groups: none; expected at least one");
    }
    for (String group : wanted.groups()) {
      if (!absent.groups().contains(group)) {
        throw new BadInputException(
            "groups",
            "groups: %s is not in %s; expected some of: %s"
                .formatted(
                    absent.id(),
                    SafeText.quote(group),
                    String.join(", ", absent.groups().stream().sorted().toList())));
      }
    }
    if (wanted.delegate().equals(absent.id())) {
      throw new BadInputException("delegate", "delegate: the same person; expected another");
    }
    // Who is in no group with the absent one is not told apart from who does not exist.
    boolean colleague =
        directory
            .person(wanted.delegate())
            .filter(person -> person.is(Role.REVIEWER))
            .filter(person -> !Collections.disjoint(person.groups(), absent.groups()))
            .isPresent();
    if (!colleague) {
      throw new BadInputException(
          "delegate",
          "delegate: %s is no active reviewer of a group that %s is in; expected one"
              .formatted(wanted.delegate(), absent.id()));
    }
  }

  private static Optional<Row> overlapping(List<Row> open, Instant from, Instant to) {
    return open.stream()
        .filter(row -> row.from().isBefore(to) && from.isBefore(row.to()))
        .findFirst();
  }

  private void mayFor(PersonId by, PersonId whom) {
    Person person =
        directory
            .person(by)
            .filter(found -> !found.disabled())
            .orElseThrow(() -> new NotAllowedException("this needs an active account"));
    if (!by.equals(whom) && !person.is(Role.ADMIN)) {
      throw new NotAllowedException("this needs one of the roles: admin");
    }
  }

  private Person existing(PersonId id) {
    return directory
        .person(id)
        .orElseThrow(() -> new BadInputException("id", "id: there is no account '" + id + "'"));
  }

  private List<Absence> views(List<Row> found, Instant now) {
    Set<PersonId> ids = new HashSet<>();
    found.forEach(
        row -> {
          ids.add(row.person());
          ids.add(row.delegate());
        });
    Map<PersonId, Person> people = ids.isEmpty() ? Map.of() : directory.people(ids);
    return found.stream().map(row -> view(row, people, now)).toList();
  }

  private static Absence view(Row row, Map<PersonId, Person> people, Instant now) {
    State state =
        row.endedAt().isPresent() || !row.to().isAfter(now)
            ? State.OVER
            : row.from().isAfter(now) ? State.PLANNED : State.NOW;
    return new Absence(
        row.id(),
        row.person(),
        row.delegate(),
        row.groups(),
        row.from(),
        row.to(),
        row.plannedBy(),
        row.plannedAt(),
        row.endedAt(),
        state,
        state == State.OVER
            ? Optional.empty()
            : idle(row, people.get(row.person()), people.get(row.delegate())));
  }

  private static Optional<String> idle(
      Row row, @Nullable Person absent, @Nullable Person delegate) {
    if (absent == null || !absent.is(Role.REVIEWER)) {
      return Optional.of(row.person() + " is no active reviewer any more.");
    }
    if (delegate == null || !delegate.is(Role.REVIEWER)) {
      return Optional.of(row.delegate() + " is no active reviewer any more.");
    }
    return StandIn.lent(row.groups(), absent, delegate).isEmpty()
        ? Optional.of("They share no group any more, or what was handed over is gone.")
        : Optional.empty();
  }

  private static Map<String, String> described(Row row) {
    Map<String, String> said = new HashMap<>();
    said.put("absence", row.id().toString());
    said.put("person", row.person().value());
    said.put("delegate", row.delegate().value());
    said.put("groups", String.join(" ", row.groups()));
    said.put("from", row.from().toString());
    said.put("to", row.to().toString());
    return said;
  }
}
