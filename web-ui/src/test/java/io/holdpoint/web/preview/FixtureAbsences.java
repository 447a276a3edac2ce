package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AbsenceDesk;
import io.holdpoint.model.desk.BadInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Absences in memory, without the checks. */
@Component
class FixtureAbsences implements AbsenceDesk, Fixture {

  private final List<Absence> planned = new ArrayList<>();

  @Override
  public void reset() {
    planned.clear();
  }

  @Override
  public List<Absence> of(PersonId by, PersonId whom) {
    return planned.stream().filter(each -> each.person().equals(whom)).toList();
  }

  @Override
  public List<Absence> standingIn(PersonId by, PersonId delegate) {
    return planned.stream().filter(each -> each.delegate().equals(delegate)).toList();
  }

  @Override
  public List<PersonId> delegates(PersonId by, PersonId whom) {
    return List.of(new PersonId("ben"), new PersonId("cleo"));
  }

  @Override
  public Absence plan(PersonId by, PersonId whom, NewAbsence wanted) {
    if (wanted.groups().isEmpty()) {
      throw new BadInputException("groups", "groups: none; expected at least one");
    }
    var now = Instant.now();
    var from = wanted.from().orElse(now);
    var absence =
        new Absence(
            UUID.randomUUID(),
            whom,
            wanted.delegate(),
            wanted.groups(),
            from,
            wanted.to(),
            by,
            now,
            Optional.empty(),
            from.isAfter(now) ? State.PLANNED : State.NOW,
            Optional.empty());
    planned.add(absence);
    return absence;
  }

  @Override
  public Absence end(PersonId by, PersonId whom, UUID id) {
    for (int i = 0; i < planned.size(); i++) {
      var a = planned.get(i);
      if (a.id().equals(id)) {
        planned.set(
            i,
            new Absence(
                a.id(),
                a.person(),
                a.delegate(),
                a.groups(),
                a.from(),
                a.to(),
                a.plannedBy(),
                a.plannedAt(),
                Optional.of(Instant.now()),
                State.OVER,
                Optional.empty()));
        return planned.get(i);
      }
    }
    throw new BadInputException("absence", "absence: there is none of this id");
  }
}
