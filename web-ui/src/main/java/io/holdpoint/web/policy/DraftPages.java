package io.holdpoint.web.policy;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.Part;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.DraftDesk.Section;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The draft as lists, and what can be done to an entry without opening it. */
@Controller
class DraftPages {

  private final DraftDesk drafts;
  private final PolicyDesk policy;

  DraftPages(@Lazy DraftDesk drafts, @Lazy PolicyDesk policy) {
    this.drafts = drafts;
    this.policy = policy;
  }

  /**
   * @param at the button that was pressed last, so that the next press needs no search for it
   */
  @GetMapping("/policy/draft")
  String draft(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String at,
      Model model) {
    DraftView draft = drafts.open(me.personId());
    model.addAttribute("draft", draft);
    model.addAttribute("at", at);
    model.addAttribute(
        "listing", PolicyListing.of(draft.policy(), q, policy.failing(me.personId())));
    return "policy/draft";
  }

  @PostMapping("/policy/draft/move")
  String move(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Part part,
      @RequestParam String name,
      @RequestParam int to,
      @RequestParam boolean up,
      @RequestParam String etag,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response,
      RedirectAttributes address) {
    Wanted.say(request, "Move “" + name + "” to place " + (to + 1));
    address.addAttribute("at", part + "-" + to + (up ? "-up" : "-down"));
    return changing(me, etag, new Change.Move(part, name, to), "moved", model, response, address);
  }

  @PostMapping("/policy/draft/enable")
  String enable(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Part part,
      @RequestParam String name,
      @RequestParam boolean enabled,
      @RequestParam(defaultValue = "0") int index,
      @RequestParam String etag,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response,
      RedirectAttributes address) {
    Wanted.say(request, "Turn “" + name + "” " + (enabled ? "on" : "off"));
    address.addAttribute("at", part + "-" + index + "-on");
    return changing(
        me,
        etag,
        new Change.Enable(part, name, enabled),
        enabled ? "on" : "off",
        model,
        response,
        address);
  }

  @PostMapping("/policy/draft/remove")
  String remove(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Part part,
      @RequestParam String name,
      @RequestParam String etag,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response,
      RedirectAttributes address) {
    Wanted.say(request, "Delete “" + name + "”");
    Change change =
        switch (part) {
          case TIERS -> new Change.RemoveTier(name);
          case RULES -> new Change.RemoveRule(Section.RULES, name);
          case GUARDRAILS -> new Change.RemoveRule(Section.GUARDRAILS, name);
          case TOOLS -> new Change.RemoveTool(name);
        };
    return changing(me, etag, change, "deleted", model, response, address);
  }

  @PostMapping("/policy/draft/default")
  String defaultTier(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String name,
      @RequestParam String etag,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response,
      RedirectAttributes address) {
    Wanted.say(request, "Make “" + name + "” the default tier");
    return changing(me, etag, new Change.DefaultTier(name), "default", model, response, address);
  }

  @GetMapping("/policy/draft/discard")
  String askToDiscard(@AuthenticationPrincipal SignedIn me, Model model) {
    model.addAttribute("draft", drafts.open(me.personId()));
    return "policy/discard";
  }

  @PostMapping("/policy/draft/discard")
  String discard(
      @AuthenticationPrincipal SignedIn me, @RequestParam String etag, HttpServletRequest request) {
    Wanted.say(request, "Discard the whole draft");
    drafts.discard(me.personId(), etag);
    return "redirect:/policy/draft?done=discarded";
  }

  private String changing(
      SignedIn me,
      String etag,
      Change change,
      String done,
      Model model,
      HttpServletResponse response,
      RedirectAttributes address) {
    try {
      drafts.change(me.personId(), etag, change);
      address.addAttribute("done", done);
      return "redirect:/policy/draft";
    } catch (PolicyFaultsException e) {
      model.addAttribute("marks", e.faults());
    } catch (BadInputException e) {
      Fault.show(e, model);
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return draft(me, "", "", model);
  }
}
