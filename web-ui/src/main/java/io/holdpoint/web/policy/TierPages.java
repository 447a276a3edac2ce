package io.holdpoint.web.policy;

import io.holdpoint.model.Outcome;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.process.KnownProcesses;
import io.holdpoint.model.process.Processes;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One tier of the draft in a form. */
@Controller
class TierPages {

  private final DraftDesk drafts;
  private final SeenNames seen;
  private final KnownProcesses processes;

  TierPages(@Lazy DraftDesk drafts, SeenNames seen, ObjectProvider<KnownProcesses> known) {
    this.drafts = drafts;
    this.seen = seen;
    this.processes = known.getIfAvailable(() -> () -> Processes.DELIVERED);
  }

  @GetMapping("/policy/draft/tier")
  String open(
      @AuthenticationPrincipal SignedIn me, @RequestParam Optional<String> name, Model model) {
    DraftView draft = drafts.open(me.personId());
    TierTyped typed =
        name.map(
                n ->
                    draft.policy().tiers().stream()
                        .filter(t -> t.name().equals(n))
                        .findFirst()
                        .map(TierTyped::of)
                        .orElseThrow(NoSuchPageException::new))
            .orElse(TierTyped.EMPTY);
    return show(me, draft, draft.etag(), typed, model);
  }

  private String show(SignedIn me, DraftView draft, String etag, TierTyped typed, Model model) {
    model.addAttribute("draft", draft);
    model.addAttribute("etag", etag);
    model.addAttribute("typed", typed);
    model.addAttribute("outcomes", Outcome.values());
    model.addAttribute("processes", processes.names());
    model.addAttribute("channels", TierTyped.CHANNELS);
    model.addAttribute("units", Period.UNITS);
    model.addAttribute("groups", seen.groups(me.personId(), draft.policy()));
    model.addAttribute("isDefault", draft.policy().defaultTier().equals(typed.replaces()));
    return "policy/tier";
  }

  @PostMapping("/policy/draft/tier")
  String save(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String etag,
      @ModelAttribute TierTyped typed,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response) {
    Wanted.say(request, "Save the tier “" + typed.name() + "”");
    Optional<String> replaces =
        typed.replaces().isEmpty() ? Optional.empty() : Optional.of(typed.replaces());
    try {
      drafts.change(me.personId(), etag, new Change.PutTier(replaces, typed.form()));
      return "redirect:/policy/draft?done=saved#TIERS";
    } catch (PolicyFaultsException e) {
      model.addAttribute("faults", Faults.of(e, typed.name(), TierTyped.FIELDS));
    } catch (BadInputException e) {
      Fault.show(e, model);
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(me, drafts.open(me.personId()), etag, typed, model);
  }
}
