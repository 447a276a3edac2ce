package io.holdpoint.workflow;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.ProcessDesk;
import io.holdpoint.model.desk.ProcessDesk.Fault;
import io.holdpoint.model.desk.ProcessDesk.FaultyModelException;
import io.holdpoint.model.desk.ProcessDesk.OwnProcess;
import io.holdpoint.model.desk.ProcessDesk.ProcessRefusedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.ProblemMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Processes of one's own over HTTP: the model itself is the body of what is posted. */
@RestController
class ProcessesController implements ProblemMapping {

  private final ProcessDesk desk;

  ProcessesController(ProcessDesk desk) {
    this.desk = desk;
  }

  record ProcessAnswer(
      String name,
      String title,
      int version,
      String deployedBy,
      Instant deployedAt,
      List<String> usedBy,
      long waiting) {

    static ProcessAnswer of(OwnProcess process) {
      return new ProcessAnswer(
          process.name(),
          process.title(),
          process.version(),
          process.deployedBy().value(),
          process.deployedAt(),
          process.usedBy(),
          process.waiting());
    }
  }

  record ProcessList(List<ProcessAnswer> items, @Nullable String next) {}

  record FaultAnswer(String element, String found, String expected) {}

  record CheckAnswer(List<FaultAnswer> faults) {}

  @GetMapping("/v1/processes")
  ProcessList list(@AuthenticationPrincipal SignedIn by) {
    return new ProcessList(desk.list(by.personId()).stream().map(ProcessAnswer::of).toList(), null);
  }

  /** The model of the newest version. */
  @GetMapping("/v1/processes/{name}")
  ResponseEntity<String> model(@AuthenticationPrincipal SignedIn by, @PathVariable String name) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_XML)
        .header("Content-Disposition", "attachment")
        .body(existing(by.personId(), name).model());
  }

  @PostMapping("/v1/processes/check")
  CheckAnswer check(@AuthenticationPrincipal SignedIn by, HttpServletRequest call) {
    return new CheckAnswer(
        desk.check(by.personId(), body(call)).stream()
            .map(fault -> new FaultAnswer(fault.element(), fault.found(), fault.expected()))
            .toList());
  }

  @PostMapping("/v1/processes")
  ResponseEntity<ProcessAnswer> deploy(
      @AuthenticationPrincipal SignedIn by, HttpServletRequest call) {
    return ResponseEntity.status(201)
        .body(ProcessAnswer.of(desk.deploy(by.personId(), body(call))));
  }

  @DeleteMapping("/v1/processes/{name}")
  ResponseEntity<Void> remove(@AuthenticationPrincipal SignedIn by, @PathVariable String name) {
    existing(by.personId(), name);
    desk.remove(by.personId(), name);
    return ResponseEntity.noContent().build();
  }

  private OwnProcess existing(PersonId by, String name) {
    return desk.find(by, name)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(404, "not_found", "Not found", "There is no such process.")));
  }

  /** One byte more than is allowed, so that the rules can say that it is too much. */
  private static byte[] body(HttpServletRequest call) {
    String type = String.valueOf(call.getContentType());
    if (!type.matches("(?i)(application|text)/xml(;.*)?")) {
      throw new ProblemException(
          Problem.of(
              415,
              "unsupported_media_type",
              "Unsupported media type",
              "Content-Type: expected application/xml"));
    }
    try {
      return call.getInputStream().readNBytes(ProcessDesk.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Problem> problemOf(Exception exception) {
    return switch (exception) {
      case FaultyModelException e ->
          Optional.of(
              Problem.of(
                      422, "faulty_model", "The model does not keep the rules", e.getMessage() + "")
                  .withErrors(e.faults().stream().map(ProcessesController::error).toList()));
      case ProcessRefusedException e ->
          Optional.of(
              Problem.of(409, "process_in_use", "It cannot be done now", e.getMessage() + ""));
      default -> Optional.empty();
    };
  }

  private static Problem.FieldError error(Fault fault) {
    return new Problem.FieldError(
        "", fault.element() + ": " + fault.found() + " (expected " + fault.expected() + ")");
  }
}
