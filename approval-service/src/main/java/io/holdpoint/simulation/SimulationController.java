package io.holdpoint.simulation;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.SimulationDesk.LogView;
import io.holdpoint.model.desk.SimulationDesk.Trace;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.Problems;
import io.holdpoint.platform.SafeText;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Trying the draft over HTTP. */
@RestController
@Tag(name = "Simulation", description = "The draft tried on what has happened")
class SimulationController {

  private static final String NDJSON = "application/x-ndjson";
  private static final String JSONL = "application/jsonl";
  private static final int DEFAULT = 1_000;
  private static final int BODY = 1_000;

  /** A kept log. */
  record LogAnswer(
      String id,
      String name,
      String keptBy,
      Instant keptAt,
      int actions,
      int brokenLines,
      List<Map<String, Object>> broken) {

    static LogAnswer of(LogView log) {
      return new LogAnswer(
          log.id(),
          log.name(),
          log.by().value(),
          log.at(),
          log.actions(),
          log.brokenLines(),
          log.broken().stream()
              .map(line -> Map.<String, Object>of("line", line.line(), "why", line.why()))
              .toList());
    }
  }

  /** How one request is decided; {@code policy} is {@code published} or {@code draft}. */
  record TraceAnswer(
      String request,
      String policy,
      int policyVersion,
      String tier,
      String outcome,
      List<StepAnswer> steps,
      List<String> errors) {}

  /** One rule or guardrail. */
  record StepAnswer(
      String name,
      String tier,
      boolean guardrail,
      String result,
      String when,
      Map<String, String> saw,
      String error) {}

  private final Simulator desk;

  SimulationController(Simulator desk) {
    this.desk = desk;
  }

  /** Over recorded requests, or over a log that was kept. */
  @PostMapping(path = "/v1/policy/draft/simulate", produces = MediaType.APPLICATION_JSON_VALUE)
  SimulationAnswer onHistory(
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Optional<String> log,
      HttpServletRequest call) {
    if (log.isPresent()) {
      return SimulationAnswer.of(desk.onLog(person.personId(), log.get()), 0, List.of());
    }
    return SimulationAnswer.of(desk.onHistory(person.personId(), last(call)), 0, List.of());
  }

  private static int last(HttpServletRequest call) {
    try {
      return SimulateOrder.last(call.getInputStream().readNBytes(BODY), DEFAULT);
    } catch (IOException e) {
      throw new BadInputException("last", "last: the body did not arrive");
    }
  }

  /** Over the lines of the body, which are kept nowhere. */
  @PostMapping(
      path = "/v1/policy/draft/simulate",
      consumes = {NDJSON, JSONL},
      produces = MediaType.APPLICATION_JSON_VALUE)
  SimulationAnswer onLines(@AuthenticationPrincipal SignedIn person, HttpServletRequest call)
      throws IOException {
    ReadLog log = ReadLog.of(call.getInputStream());
    return SimulationAnswer.of(
        desk.onLines(person.personId(), log), log.brokenLines(), log.broken());
  }

  @GetMapping(path = "/v1/logs", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<LogAnswer> logs(@AuthenticationPrincipal SignedIn person) {
    return new Page<>(
        desk.logs(person.personId()).stream().map(LogAnswer::of).toList(), Optional.empty());
  }

  @PostMapping(
      path = "/v1/logs",
      consumes = {NDJSON, JSONL},
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  LogAnswer keep(
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Optional<String> name,
      HttpServletRequest call)
      throws IOException {
    return LogAnswer.of(
        desk.keep(person.personId(), name.orElse("unnamed log"), call.getInputStream()));
  }

  @DeleteMapping("/v1/logs/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forget(@AuthenticationPrincipal SignedIn person, @PathVariable String id) {
    try {
      desk.forget(person.personId(), id);
    } catch (BadInputException e) {
      throw new ProblemException(
          Problem.of(404, "not_found", "Not found", "There is no log of this id."));
    }
  }

  @GetMapping(path = "/v1/requests/{id}/trace", produces = MediaType.APPLICATION_JSON_VALUE)
  TraceAnswer trace(
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String id,
      @RequestParam Optional<String> policy) {
    String which = policy.orElse("published");
    if (!which.equals("published") && !which.equals("draft")) {
      throw new ProblemException(
          Problems.badParameter("policy", SafeText.quote(which) + "; expected published or draft"));
    }
    RequestId request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    Trace trace = desk.trace(person.personId(), request, which.equals("draft"));
    return new TraceAnswer(
        trace.request().toString(),
        which,
        trace.policyVersion(),
        trace.tier(),
        trace.outcome().wire(),
        trace.steps().stream()
            .map(
                step ->
                    new StepAnswer(
                        step.name(),
                        step.tier(),
                        step.guardrail(),
                        step.result().name().toLowerCase(Locale.ROOT),
                        step.when(),
                        step.saw(),
                        step.error()))
            .toList(),
        trace.errors());
  }
}
