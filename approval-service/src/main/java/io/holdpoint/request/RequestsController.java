package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.request.posted.CallHeaders;
import io.holdpoint.request.posted.PostedRequest;
import io.holdpoint.request.posted.RequestBodies;
import io.holdpoint.request.posted.RequestParser;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The agents' calls, and people's reading of requests. docs/api.md is their contract. */
@RestController
@RequestMapping(path = "/v1/requests", produces = MediaType.APPLICATION_JSON_VALUE)
class RequestsController {

  private final Intake intake;
  private final Ledger ledger;
  private final Answers answers;
  private final OwnAnswers own;
  private final Waits waits;
  private final AgentTurns turns;
  private final Directory directory;

  RequestsController(
      Intake intake,
      Ledger ledger,
      Answers answers,
      OwnAnswers own,
      Waits waits,
      AgentTurns turns,
      Directory directory) {
    this.intake = intake;
    this.ledger = ledger;
    this.answers = answers;
    this.own = own;
    this.waits = waits;
    this.turns = turns;
    this.directory = directory;
  }

  /** Asks leave for an action; {@code 201} when it is decided, {@code 202} while it is pending. */
  @PostMapping
  Object post(@AuthenticationPrincipal CallingAgent agent, HttpServletRequest call) {
    Optional<String> key =
        CallHeaders.idempotencyKey(Collections.list(call.getHeaders(CallHeaders.IDEMPOTENCY_KEY)));
    Optional<Integer> wait =
        CallHeaders.wait(Collections.list(call.getHeaders(CallHeaders.PREFER)));
    PostedRequest posted = RequestParser.parse(RequestBodies.read(call));
    RequestRecord request = turns.take(agent.id(), () -> intake.take(agent, posted, key));
    Waits.Answering answering =
        (now, answer) ->
            at(now.isFinal() ? HttpStatus.CREATED : HttpStatus.ACCEPTED, wait)
                .location(URI.create("/v1/requests/" + answer.id()))
                .body(own.of(answers.forAgent(answer, agent.id())));
    // Nobody can have used what this call made: one look-up less on the way of what is released.
    return key.isEmpty() && request.status().isFinal()
        ? answering.answer(request.status(), Answers.ofNew(request))
        : answer(request, wait, answering);
  }

  /** One request as it stands, or as it stands when the wait is over. */
  @GetMapping("/{id}")
  Object get(
      @AuthenticationPrincipal Object caller, @PathVariable String id, HttpServletRequest call) {
    Optional<Integer> wait =
        CallHeaders.wait(Collections.list(call.getHeaders(CallHeaders.PREFER)));
    return answer(
        visible(caller, id),
        wait,
        (now, answer) ->
            at(HttpStatus.OK, wait)
                .body(
                    caller instanceof CallingAgent agent
                        ? own.of(answers.forAgent(answer, agent.id()))
                        : answer));
  }

  /** Takes a request back; {@code 409} when it is final already. */
  @PostMapping("/{id}/cancel")
  ResponseEntity<Answer> cancel(
      @AuthenticationPrincipal CallingAgent agent, @PathVariable String id) {
    RequestRecord request = visible(agent, id);
    var verdict = new Verdict(RequestStatus.CANCELLED, Basis.AGENT, "taken back by the agent");
    if (!turns.take(
        agent.id(),
        () ->
            turns.inTurn(
                agent.id(),
                () -> ledger.settle(request.id(), verdict, new Actor.ByAgent(agent.id()))))) {
      throw new AlreadyFinalException(ledger.find(request.id()).orElse(request).status());
    }
    return ResponseEntity.ok(own.of(answers.of(ledger.find(request.id()).orElseThrow())));
  }

  /** Requests, newest first. */
  @GetMapping
  ListAnswer list(
      @AuthenticationPrincipal SignedIn reader,
      @RequestParam MultiValueMap<String, String> parameters) {
    var filter = RequestLists.filter(parameters);
    if (!isReader(reader)) {
      throw new NoSuchRequestException();
    }
    var page = ledger.list(filter);
    return new ListAnswer(answers.of(page.items()), page.next().orElse(null));
  }

  /**
   * A page.
   *
   * @param next the cursor for {@code after}; null on the last page
   */
  record ListAnswer(List<Answer> items, @Nullable String next) {}

  private Object answer(RequestRecord request, Optional<Integer> wait, Waits.Answering answering) {
    return request.status().isFinal() || wait.orElse(0) == 0
        ? answering.answer(request.status(), answers.of(request))
        : waits.hold(request.id(), Duration.ofSeconds(wait.orElseThrow()), answering);
  }

  private static ResponseEntity.BodyBuilder at(HttpStatus status, Optional<Integer> wait) {
    var response = ResponseEntity.status(status);
    wait.ifPresent(n -> response.header(CallHeaders.PREFERENCE_APPLIED, "wait=" + n));
    return response;
  }

  /**
   * The request, when this caller may know of it: its own agent, or a person with any role.
   *
   * @throws NoSuchRequestException there is none, or they may not; nobody can tell which
   */
  private RequestRecord visible(@Nullable Object caller, String id) {
    return RequestId.parse(id)
        .flatMap(ledger::find)
        .filter(
            request ->
                switch (caller) {
                  case CallingAgent agent -> request.agent().equals(agent.id());
                  case SignedIn person -> isReader(person);
                  case null, default -> false;
                })
        .orElseThrow(NoSuchRequestException::new);
  }

  /** Looked up anew: a role that was taken away opens nothing any more. */
  private boolean isReader(SignedIn reader) {
    return directory
        .person(reader.personId())
        .filter(person -> !person.disabled() && !person.roles().isEmpty())
        .isPresent();
  }
}
