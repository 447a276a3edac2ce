package io.holdpoint.web.requests;

import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BackgroundDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.model.desk.InsightDesk;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.diagram.Diagram;
import io.holdpoint.web.diagram.Diagrams;
import io.holdpoint.web.diagram.TaskGraph;
import io.holdpoint.web.live.LiveConnections;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One request: seen by GET, decided by POST and by nothing else. */
@Controller
class RequestPages {

  private final ReviewDesk desk;
  private final AccountDesk accounts;
  private final BackgroundDesk background;
  private final EngineDesk engine;
  private final InsightDesk insight;
  private final Diagrams diagrams;
  private final LiveConnections live;
  private final FreshProof proof;

  RequestPages(
      @Lazy ReviewDesk desk,
      @Lazy AccountDesk accounts,
      @Lazy BackgroundDesk background,
      @Lazy EngineDesk engine,
      @Lazy InsightDesk insight,
      Diagrams diagrams,
      LiveConnections live,
      FreshProof proof) {
    this.desk = desk;
    this.accounts = accounts;
    this.background = background;
    this.engine = engine;
    this.insight = insight;
    this.diagrams = diagrams;
    this.live = live;
    this.proof = proof;
  }

  @GetMapping("/requests/{id}")
  String see(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String recorded,
      Model model) {
    RequestPage page = show(me, parse(id), model);
    if (page.mayReview()) {
      insight.shown(me.personId(), List.of(page.detail().id()));
    }
    if (recorded != null && page.mine().isPresent()) {
      model.addAttribute("recorded", true);
      if (accounts.person(me.personId()).filter(p -> p.is(Role.REVIEWER)).isPresent()) {
        desk.inbox(me.personId(), 1).items().stream()
            .findFirst()
            .ifPresent(next -> model.addAttribute("upNext", next));
      }
    }
    return "requests/request";
  }

  /**
   * Takes the review and sends the browser to the page by GET, so that reloading it repeats
   * nothing. What is refused is shown on the page as it stands now, with the words that were typed.
   */
  @PostMapping("/requests/{id}/review")
  String review(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam String decision,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String digest,
      @RequestParam(defaultValue = "") String password,
      Model model,
      HttpServletResponse response) {
    RequestId request = parse(id);
    try {
      desk.review(
          new ReviewOrder(
              me.personId(),
              request,
              parseDecision(decision),
              reason,
              digest,
              Channel.CONSOLE,
              proof.of(me, password)));
      return "redirect:/requests/" + request + "?recorded";
    } catch (ReviewRefusedException refused) {
      show(me, request, model);
      model.addAttribute("refused", refused.getMessage());
      model.addAttribute("badReason", refused.why() == ReviewRefusedException.Why.BAD_REASON);
      if (refused.why() == ReviewRefusedException.Why.STEP_UP_REQUIRED) {
        proof.ask(me, model);
        model.addAttribute("badPassword", !password.isEmpty());
      }
      model.addAttribute("typed", reason);
      response.setStatus(statusOf(refused.why()).value());
      return "requests/request";
    }
  }

  private RequestPage show(SignedIn me, RequestId id, Model model) {
    PersonId reader = me.personId();
    model.addAttribute("since", live.revision()); // read first, so that no change is missed
    RequestDetail detail = desk.open(reader, id);
    RequestPage page = RequestPage.of(detail, reader, accounts::person, diagram(detail));
    model.addAttribute("page", page);
    proof.askIfNeeded(me, detail.demand(), model);
    model.addAttribute("claimed", Claimed.of(detail.context()));
    var known = background.of(reader, id);
    model.addAttribute("known", known);
    if (known.chain().requests().size() > 1) {
      model.addAttribute("graph", TaskGraph.of(known.chain().requests(), known.chain().parents()));
    }
    return page;
  }

  private @Nullable Diagram diagram(RequestDetail detail) {
    return detail
        .progress()
        .flatMap(
            progress ->
                engine.model(progress.process()).flatMap(xml -> diagrams.draw(xml, progress)))
        .orElse(null);
  }

  private static RequestId parse(String id) {
    return RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
  }

  private static ReviewDecision parseDecision(String decision) {
    return switch (decision) {
      case "approve" -> ReviewDecision.APPROVE;
      case "deny" -> ReviewDecision.DENY;
      default -> throw new BadInputException("decision", "decision: expected approve or deny");
    };
  }

  private static HttpStatus statusOf(ReviewRefusedException.Why why) {
    return switch (why) {
      case ALREADY_FINAL, DIGEST_MISMATCH, ALREADY_REVIEWED, FROZEN -> HttpStatus.CONFLICT;
      case NOT_IN_DEMANDED_GROUP,
          NOT_YET_YOUR_TURN,
          OWN_REQUEST,
          CHANNEL_NOT_ALLOWED,
          NOT_TOGETHER,
          STEP_UP_REQUIRED ->
          HttpStatus.FORBIDDEN;
      case BAD_REASON -> HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }
}
