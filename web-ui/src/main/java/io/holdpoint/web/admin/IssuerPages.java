package io.holdpoint.web.admin;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.IssuerDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The issuers whose tokens agents may come with, for admins. */
@Controller
class IssuerPages {

  private final IssuerDesk issuers;

  IssuerPages(@Lazy IssuerDesk issuers) {
    this.issuers = issuers;
  }

  @GetMapping("/issuers")
  String list(@AuthenticationPrincipal SignedIn me, Model model) {
    return list(me, IssuerTyped.NOTHING, model);
  }

  private String list(SignedIn me, IssuerTyped typed, Model model) {
    model.addAttribute("issuers", issuers.issuers(me.personId()));
    model.addAttribute("typed", typed);
    model.addAttribute("profiles", IssuerTyped.PROFILES);
    return "admin/issuers";
  }

  @PostMapping("/issuers")
  String trust(
      @AuthenticationPrincipal SignedIn me,
      @ModelAttribute IssuerTyped typed,
      Model model,
      HttpServletResponse response) {
    return changing(me, typed, model, response, () -> issuers.trust(me.personId(), typed.terms()));
  }

  @PostMapping("/issuers/{id}/subjects")
  String map(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam String subject,
      @RequestParam String agent,
      Model model,
      HttpServletResponse response) {
    return changing(
        me,
        IssuerTyped.NOTHING,
        model,
        response,
        () -> issuers.map(me.personId(), id, subject.strip(), Inputs.agentId("agent", agent)));
  }

  @PostMapping("/issuers/{id}/subjects/remove")
  String unmap(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam String subject,
      Model model,
      HttpServletResponse response) {
    return changing(
        me, IssuerTyped.NOTHING, model, response, () -> issuers.unmap(me.personId(), id, subject));
  }

  @PostMapping("/issuers/{id}/disabled")
  String disable(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam boolean disabled,
      Model model,
      HttpServletResponse response) {
    return changing(
        me,
        IssuerTyped.NOTHING,
        model,
        response,
        () -> issuers.disable(me.personId(), id, disabled));
  }

  @PostMapping("/issuers/{id}/forget")
  String forget(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      Model model,
      HttpServletResponse response) {
    return changing(
        me, IssuerTyped.NOTHING, model, response, () -> issuers.forget(me.personId(), id));
  }

  private String changing(
      SignedIn me, IssuerTyped typed, Model model, HttpServletResponse response, Runnable change) {
    try {
      change.run();
      return "redirect:/issuers?done=saved";
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return list(me, typed, model);
    }
  }
}
