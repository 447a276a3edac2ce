package io.holdpoint.drafts;

import io.holdpoint.drafts.DraftAnswer.CheckAnswer;
import io.holdpoint.drafts.DraftAnswer.PublishedAnswer;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.Mark;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.Problems;
import io.holdpoint.policy.Publication;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The draft over HTTP: people of any role read it, admins write. */
@RestController
@RequestMapping("/v1/policy")
@Tag(name = "Policy")
class DraftController {

  private final SharedDraft desk;
  private final Publication publication;
  private final DraftBodies bodies;

  DraftController(SharedDraft desk, Publication publication, DraftBodies bodies) {
    this.desk = desk;
    this.publication = publication;
    this.bodies = bodies;
  }

  /** Why something is published. */
  record NoteBody(@Nullable String note) {}

  /** One of the two. */
  record CheckBody(@Nullable String condition, @Nullable String document) {}

  @GetMapping(path = "/draft", produces = MediaType.APPLICATION_YAML_VALUE)
  ResponseEntity<String> yaml(@AuthenticationPrincipal SignedIn by) {
    DraftView draft = desk.open(by.personId());
    return ResponseEntity.ok()
        .eTag(tag(draft))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .contentType(new MediaType(MediaType.APPLICATION_YAML, StandardCharsets.UTF_8))
        .body(draft.policy().yaml());
  }

  @GetMapping(path = "/draft", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<DraftAnswer> json(@AuthenticationPrincipal SignedIn by) {
    return answer(desk.open(by.personId()));
  }

  @PutMapping(path = "/draft", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<DraftAnswer> save(
      @AuthenticationPrincipal SignedIn by,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest call) {
    Optional<String> seen = DraftBodies.ifMatch(ifMatch);
    PolicyBody body = bodies.document(call);
    try {
      return answer(desk.save(by.personId(), seen, body.yaml()));
    } catch (PolicyFaultsException e) {
      // Lines and columns of what was sent, where that can be read as YAML, too.
      List<Mark> sent = desk.checkDocument(by.personId(), body.sent());
      throw sent.size() == e.faults().size() ? new PolicyFaultsException(sent) : e;
    }
  }

  @DeleteMapping(path = "/draft", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<DraftAnswer> discard(
      @AuthenticationPrincipal SignedIn by,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return answer(desk.discard(by.personId(), DraftBodies.ifMatch(ifMatch)));
  }

  @PostMapping(path = "/draft/changes", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<DraftAnswer> change(
      @AuthenticationPrincipal SignedIn by,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest call) {
    Optional<String> seen = DraftBodies.ifMatch(ifMatch);
    ChangeBody body = bodies.json(call, ChangeBody.class);
    return answer(desk.change(by.personId(), seen, body.toChange()));
  }

  @PostMapping(path = "/draft/check", produces = MediaType.APPLICATION_JSON_VALUE)
  CheckAnswer check(@AuthenticationPrincipal SignedIn by, HttpServletRequest call) {
    CheckBody body = bodies.json(call, CheckBody.class);
    if (body.condition() != null && body.document() == null) {
      return checked(desk.check(by.personId(), body.condition()));
    }
    if (body.document() != null && body.condition() == null) {
      return checked(desk.checkDocument(by.personId(), body.document()));
    }
    throw new BadInputException("condition", "expected either condition or document");
  }

  private static CheckAnswer checked(List<Mark> marks) {
    return new CheckAnswer(
        marks.stream()
            .map(m -> new CheckAnswer.Fault(m.line(), m.column(), m.where(), m.message()))
            .toList());
  }

  @PostMapping(path = "/draft/publish", produces = MediaType.APPLICATION_JSON_VALUE)
  PublishedAnswer publish(
      @AuthenticationPrincipal SignedIn by,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest call) {
    Optional<String> seen = DraftBodies.ifMatch(ifMatch);
    return PublishedAnswer.of(desk.publish(by.personId(), seen, note(call)));
  }

  @PostMapping(path = "/versions/{version}/rollback", produces = MediaType.APPLICATION_JSON_VALUE)
  PublishedAnswer rollback(
      @AuthenticationPrincipal SignedIn by, @PathVariable String version, HttpServletRequest call) {
    String note = note(call);
    int number =
        Optional.of(version)
            .filter(text -> text.matches("[1-9][0-9]{0,8}"))
            .map(Integer::parseInt)
            .filter(known -> publication.version(known).isPresent())
            .orElseThrow(() -> new ProblemException(Problems.notFound()));
    return PublishedAnswer.of(desk.rollback(by.personId(), number, note));
  }

  private String note(HttpServletRequest call) {
    String note = bodies.json(call, NoteBody.class).note();
    if (note == null) {
      throw new BadInputException("note", "note: missing; expected why this is published");
    }
    return note;
  }

  private ResponseEntity<DraftAnswer> answer(DraftView draft) {
    return ResponseEntity.ok()
        .eTag(tag(draft))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .body(DraftAnswer.of(draft, publication.json(draft.policy().yaml()).orElse(null)));
  }

  private static String tag(DraftView draft) {
    return "\"" + draft.etag() + "\"";
  }
}
