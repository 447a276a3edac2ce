package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.ProcessDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Processes of one's own in the preview: one that is used, one that is not and has no drawing. */
@Component
class FixtureProcesses implements ProcessDesk {

  @Override
  public List<OwnProcess> list(PersonId by) {
    return List.of(
        new OwnProcess(
            "nightly",
            Fixtures.HOSTILE,
            3,
            new PersonId("root"),
            Instant.now().minus(Duration.ofDays(40)),
            List.of(),
            0,
            "<definitions/>"),
        new OwnProcess(
            "one-group-first",
            "One group first",
            1,
            new PersonId("root"),
            Instant.now().minus(Duration.ofHours(2)),
            List.of("critical", "sensitive"),
            12,
            example()));
  }

  @Override
  public Optional<OwnProcess> find(PersonId by, String name) {
    return list(by).stream().filter(process -> process.name().equals(name)).findAny();
  }

  @Override
  public List<Fault> check(PersonId by, byte[] model) {
    return List.of(
        new Fault(
            "notify",
            "the job type \"evil.job\"",
            "one of: holdpoint.announce, holdpoint.escalate, holdpoint.expire, holdpoint.notify"),
        new Fault("still-open", "no default flow", "one: else the process stands still"));
  }

  @Override
  public OwnProcess deploy(PersonId by, byte[] model) {
    throw new FaultyModelException(check(by, model));
  }

  @Override
  public void remove(PersonId by, String name) {
    throw new ProcessRefusedException("The published policy uses it, in: critical.");
  }

  private static String example() {
    try {
      return Files.readString(Path.of("../docs/examples/one-group-first.bpmn"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
