package io.holdpoint.web.policy;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.CatalogueDesk;
import io.holdpoint.model.desk.CatalogueDesk.SeenTool;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.PolicyDesk.ToolView;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One entry of the draft's tool catalogue in a form. */
@Controller
class ToolEntryPages {

  private final DraftDesk drafts;
  private final CatalogueDesk catalogue;
  private final SeenNames seen;

  ToolEntryPages(@Lazy DraftDesk drafts, @Lazy CatalogueDesk catalogue, SeenNames seen) {
    this.drafts = drafts;
    this.catalogue = catalogue;
    this.seen = seen;
  }

  /**
   * @param match the entry to change
   * @param tool a tool that was seen, to begin a new entry with what is suggested for it
   */
  @GetMapping("/policy/draft/tool")
  String open(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Optional<String> match,
      @RequestParam Optional<String> tool,
      Model model) {
    DraftView draft = drafts.open(me.personId());
    ToolTyped typed;
    if (match.isPresent()) {
      typed = ToolTyped.of(entry(draft, match.get()).orElseThrow(NoSuchPageException::new), "");
    } else if (tool.isPresent()) {
      typed = begun(me, draft, tool.get());
    } else {
      typed = ToolTyped.begun("", "", "", "");
    }
    return show(me, draft, draft.etag(), typed, model);
  }

  private static Optional<ToolView> entry(DraftView draft, String match) {
    return draft.policy().tools().stream().filter(t -> t.match().equals(match)).findFirst();
  }

  /** The entry of exactly this tool where there is one; else a new one. */
  private ToolTyped begun(SignedIn me, DraftView draft, String tool) {
    var there = entry(draft, tool);
    if (there.isPresent()) {
      return ToolTyped.of(there.get(), "tools");
    }
    Optional<SeenTool> seenTool = catalogue.tool(me.personId(), tool);
    var suggestion = seenTool.flatMap(SeenTool::suggestion);
    return ToolTyped.begun(
        tool,
        suggestion.flatMap(s -> s.reversibility()).map(r -> r.wire()).orElse(""),
        suggestion.map(s -> String.join(", ", s.labels().stream().sorted().toList())).orElse(""),
        "tools");
  }

  private String show(SignedIn me, DraftView draft, String etag, ToolTyped typed, Model model) {
    model.addAttribute("draft", draft);
    model.addAttribute("etag", etag);
    model.addAttribute("typed", typed);
    model.addAttribute("choices", ReversibilityWords.CHOICES);
    model.addAttribute("units", Period.UNITS);
    model.addAttribute("toolsSeen", seen.tools(me.personId(), draft.policy()));
    model.addAttribute("systems", seen.systems(draft.policy()));
    model.addAttribute("labels", seen.labels(draft.policy()));
    if (!typed.match().isEmpty()) {
      catalogue.tool(me.personId(), typed.match()).ifPresent(t -> model.addAttribute("seen", t));
    }
    return "policy/tool";
  }

  @PostMapping("/policy/draft/tool")
  String save(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String etag,
      @ModelAttribute ToolTyped typed,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response) {
    Wanted.say(request, "Save the catalogue entry “" + typed.match() + "”");
    Optional<String> replaces =
        typed.replaces().isEmpty() ? Optional.empty() : Optional.of(typed.replaces());
    try {
      drafts.change(me.personId(), etag, new Change.PutTool(replaces, typed.form()));
      return typed.back().equals("tools")
          ? "redirect:/tools?done=classified"
          : "redirect:/policy/draft?done=saved#TOOLS";
    } catch (PolicyFaultsException e) {
      model.addAttribute("faults", Faults.of(e, typed.match(), ToolTyped.FIELDS));
    } catch (BadInputException e) {
      Fault.show(e, model);
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(me, drafts.open(me.personId()), etag, typed, model);
  }
}
