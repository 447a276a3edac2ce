package io.holdpoint.web.policy;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.DraftDesk.StaleDraftException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.SimulationDesk;
import io.holdpoint.model.desk.SimulationDesk.Simulation;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The last look before a draft is in force: what it changes, and what it would have done. */
@Controller
class PublishPages {

  private static final Logger log = LoggerFactory.getLogger(PublishPages.class);

  private final DraftDesk drafts;
  private final SimulationDesk simulations;

  PublishPages(@Lazy DraftDesk drafts, @Lazy SimulationDesk simulations) {
    this.drafts = drafts;
    this.simulations = simulations;
  }

  @GetMapping("/policy/draft/publish")
  String look(@AuthenticationPrincipal SignedIn me, Model model) {
    return show(me, "", model);
  }

  private String show(SignedIn me, String note, Model model) {
    DraftView draft = drafts.open(me.personId());
    model.addAttribute("draft", draft);
    model.addAttribute("note", note);
    if (draft.begun()) {
      tried(me, model);
    }
    return "policy/publish";
  }

  /**
   * What cannot be tried can still be published, but only by somebody who says that they know:
   * otherwise a broken simulation would keep a too loose policy in force.
   */
  private void tried(SignedIn me, Model model) {
    try {
      Simulation result = simulations.onHistory(me.personId(), SimulationDesk.MOST_REQUESTS);
      model.addAttribute("result", result);
      model.addAttribute("mustRead", !result.releasesDenied().isEmpty());
    } catch (NotAllowedException e) {
      throw e;
    } catch (RuntimeException e) {
      log.warn("A draft could not be tried before publishing", e);
      model.addAttribute("untried", true);
      model.addAttribute("mustRead", true);
    }
  }

  /**
   * @param read that what people had denied and this would release was read
   */
  @PostMapping("/policy/draft/publish")
  String publish(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String etag,
      @RequestParam(defaultValue = "") String note,
      @RequestParam(defaultValue = "false") boolean read,
      Model model,
      HttpServletResponse response) {
    try {
      if (note.isBlank()) {
        throw new BadInputException("note", "Say why, for those who read the versions later.");
      }
      if (!read) {
        tried(me, model);
        if (Boolean.TRUE.equals(model.getAttribute("mustRead"))) {
          throw new BadInputException("read", "Read the box in red and tick that you have.");
        }
      }
      drafts.publish(me.personId(), etag, note.strip());
      return "redirect:/policy?done=published";
    } catch (StaleDraftException e) {
      model.addAttribute("since", e.since());
      response.setStatus(HttpStatus.CONFLICT.value());
    } catch (PolicyFaultsException e) {
      model.addAttribute("marks", e.faults());
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    } catch (NotAllowedException e) {
      model.addAttribute("refused", String.valueOf(e.getMessage()));
      response.setStatus(HttpStatus.FORBIDDEN.value());
    }
    return show(me, note, model);
  }
}
