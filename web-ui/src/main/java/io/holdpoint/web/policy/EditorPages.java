package io.holdpoint.web.policy;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.DraftDesk.StaleDraftException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The draft as its YAML text. */
@Controller
class EditorPages {

  private final DraftDesk drafts;

  EditorPages(@Lazy DraftDesk drafts) {
    this.drafts = drafts;
  }

  @GetMapping("/policy/draft/yaml")
  String open(@AuthenticationPrincipal SignedIn me, Model model) {
    DraftView draft = drafts.open(me.personId());
    return show(draft, draft.etag(), draft.policy().yaml(), model);
  }

  private static String show(DraftView draft, String etag, String yaml, Model model) {
    model.addAttribute("draft", draft);
    model.addAttribute("etag", etag);
    model.addAttribute("yaml", yaml);
    model.addAttribute("lines", Math.max(1, yaml.lines().count()));
    return "policy/yaml";
  }

  /**
   * A whole document cannot be put on top of what another admin made since without undoing it, so
   * the writer sees theirs and says that it is merged.
   *
   * @param mustMerge that somebody else's change has to be taken over
   * @param merged that the writer did so
   */
  @PostMapping("/policy/draft/yaml")
  String save(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String etag,
      @RequestParam String yaml,
      @RequestParam(defaultValue = "false") boolean mustMerge,
      @RequestParam(defaultValue = "false") boolean merged,
      Model model,
      HttpServletResponse response) {
    String text = RuleTyped.unixLines(yaml);
    try {
      if (mustMerge && !merged) {
        model.addAttribute("mustMerge", true);
        throw new BadInputException(
            "merged", "Take the other change over into your text first, then tick the box.");
      }
      drafts.save(me.personId(), etag, text);
      return "redirect:/policy/draft/yaml?done=saved";
    } catch (StaleDraftException e) {
      model.addAttribute("mustMerge", true);
      model.addAttribute("since", e.since());
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(e.now(), e.now().etag(), text, model);
    } catch (PolicyFaultsException e) {
      model.addAttribute("pointed", Pointed.all(text, e.faults()));
    } catch (BadInputException e) {
      Fault.show(e, model);
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(drafts.open(me.personId()), etag, text, model);
  }
}
