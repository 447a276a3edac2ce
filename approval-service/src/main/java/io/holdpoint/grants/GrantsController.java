package io.holdpoint.grants;

import io.holdpoint.grants.GrantAnswers.AdviceAnswer;
import io.holdpoint.grants.GrantAnswers.AdviceList;
import io.holdpoint.grants.GrantAnswers.Answer;
import io.holdpoint.grants.GrantAnswers.ListAnswer;
import io.holdpoint.grants.GrantAnswers.ProposalAnswer;
import io.holdpoint.model.Channel;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.SafeText;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Standing grants over HTTP, for people. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class GrantsController {

  private static final int DEFAULT_LIMIT = 50;

  private final StandingGrantDesk desk;

  GrantsController(StandingGrantDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/grants")
  ListAnswer list(
      @AuthenticationPrincipal SignedIn reader,
      @RequestParam Optional<String> after,
      @RequestParam Optional<String> limit) {
    var page =
        desk.grants(
            reader.personId(), after, limit.map(GrantsController::count).orElse(DEFAULT_LIMIT));
    return new ListAnswer(page.items().stream().map(Answer::of).toList(), page.next().orElse(null));
  }

  @GetMapping("/grants/{id}")
  Answer one(@AuthenticationPrincipal SignedIn reader, @PathVariable String id) {
    return desk.grant(reader.personId(), id)
        .map(Answer::of)
        .orElseThrow(NoSuchRequestException::new);
  }

  @PostMapping("/grants")
  ResponseEntity<Answer> make(@AuthenticationPrincipal SignedIn by, HttpServletRequest call) {
    var made = desk.make(by.personId(), Channel.API, GrantBody.grant(call));
    return ResponseEntity.created(URI.create("/v1/grants/" + made.id())).body(Answer.of(made));
  }

  @PostMapping("/grants/{id}/revoke")
  Answer revoke(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, HttpServletRequest call) {
    return Answer.of(desk.revoke(by.personId(), id, GrantBody.reason(call)));
  }

  /** The same, for callers that prefer the method to the word. */
  @DeleteMapping("/grants/{id}")
  Answer delete(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @RequestParam String reason) {
    return Answer.of(desk.revoke(by.personId(), id, reason));
  }

  @GetMapping("/requests/{id}/grant")
  ProposalAnswer proposal(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    var request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    return ProposalAnswer.of(desk.proposal(by.personId(), Channel.API, request));
  }

  @GetMapping("/grants/advice")
  AdviceList advice(@AuthenticationPrincipal SignedIn reader) {
    return new AdviceList(
        desk.advice(reader.personId()).stream().map(AdviceAnswer::of).toList(), null);
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      throw new BadCursorException(
          "limit: " + SafeText.quote(text) + ", expected 1 to " + StandingGrantDesk.MOST_LISTED);
    }
    return Integer.parseInt(text);
  }
}
