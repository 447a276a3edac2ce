package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Freezes in memory. */
@Component
class FixtureFreezes implements FreezeDesk, Fixture {

  private final List<FreezeView> freezes = new ArrayList<>();

  FixtureFreezes() {
    reset();
  }

  @Override
  public final void reset() {
    freezes.clear();
    var began = Instant.now().minus(Duration.ofDays(3));
    freezes.add(
        new FreezeView(
            "f-1",
            Scope.SYSTEM,
            "crm",
            Fixtures.HOSTILE,
            new PersonId("ada"),
            began,
            Optional.of(new Thawed(new PersonId("ada"), began.plusSeconds(3_000)))));
  }

  @Override
  public List<FreezeView> inForce() {
    return freezes.stream().filter(f -> f.thawed().isEmpty()).toList();
  }

  @Override
  public Page<FreezeView> freezes(PersonId reader, Optional<String> after, int limit) {
    return new Page<>(freezes.reversed(), Optional.empty());
  }

  @Override
  public FreezeView freeze(PersonId by, NewFreeze freeze) {
    if (freeze.scope() != Scope.ALL && freeze.of().isBlank()) {
      throw new BadInputException("of", "of: \"\"; expected a tool or a pattern such as crm.*");
    }
    var made =
        new FreezeView(
            "f-" + (freezes.size() + 1),
            freeze.scope(),
            freeze.of(),
            freeze.reason(),
            by,
            Instant.now(),
            Optional.empty());
    freezes.add(made);
    return made;
  }

  @Override
  public FreezeView thaw(PersonId by, String id) {
    for (int i = 0; i < freezes.size(); i++) {
      var f = freezes.get(i);
      if (f.id().equals(id)) {
        freezes.set(
            i,
            new FreezeView(
                f.id(),
                f.scope(),
                f.of(),
                f.reason(),
                f.by(),
                f.at(),
                Optional.of(new Thawed(by, Instant.now()))));
        return freezes.get(i);
      }
    }
    throw new NoSuchRequestException();
  }
}
