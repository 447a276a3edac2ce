package io.holdpoint.web.grants;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk;
import io.holdpoint.model.desk.GrantDesk.Advice;
import io.holdpoint.model.desk.GrantDesk.GrantView;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import io.holdpoint.model.desk.GrantDesk.Proposal;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Standing grants. What a form sends is laid over what the desk proposes anew, so that no address
 * and no hidden field can name another tool, agent or target than the one that was shown.
 */
@Controller
class GrantPages {

  private static final int SHOWN = 50;

  private final GrantDesk grants;
  private final ReviewDesk desk;
  private final Clock clock;

  GrantPages(@Lazy GrantDesk grants, @Lazy ReviewDesk desk, ObjectProvider<Clock> clock) {
    this.grants = grants;
    this.desk = desk;
    this.clock = clock.getIfUnique(Clock::systemUTC);
  }

  /** Advice with the key by which its form is opened. */
  public record Advised(Advice advice, String key) {

    public boolean releases() {
      return advice instanceof Advice.Release;
    }
  }

  @GetMapping("/grants")
  String list(
      @AuthenticationPrincipal SignedIn me, @RequestParam Optional<String> after, Model model) {
    model.addAttribute(
        "page", grants.grants(me.personId(), after.filter(a -> !a.isEmpty()), SHOWN));
    model.addAttribute("first", after.isEmpty());
    model.addAttribute("advice", after.isEmpty() ? advice(me) : List.of());
    return "grants/grants";
  }

  private List<Advised> advice(SignedIn me) {
    return grants.advice(me.personId()).stream()
        .map(
            a ->
                new Advised(
                    a,
                    switch (a) {
                      case Advice.Release(var grant, var evidence) -> key(grant);
                      case Advice.Refuse(var rule, var tier, var evidence) -> "";
                    }))
        .toList();
  }

  /**
   * The same for the same advice, whatever stands before it in the list and whenever it is read.
   */
  private static String key(NewGrant grant) {
    return Integer.toHexString(
        (grant.agent() + " " + grant.tool() + " " + grant.task() + " " + grant.bounds())
            .hashCode());
  }

  @GetMapping("/grants/{id}")
  String one(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    return one(me, id, "", model);
  }

  private String one(SignedIn me, String id, String reason, Model model) {
    GrantView grant = grants.grant(me.personId(), id).orElseThrow(NoSuchPageException::new);
    model.addAttribute("view", grant);
    model.addAttribute("reason", reason);
    return "grants/grant";
  }

  @PostMapping("/grants/{id}/revoke")
  String revoke(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      HttpServletResponse response) {
    try {
      if (reason.isBlank()) {
        throw new BadInputException("reason", "Say why, for whoever relied on it.");
      }
      grants.revoke(me.personId(), id, reason.strip());
      return "redirect:/grants/" + id + "?done=revoked";
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return one(me, id, reason, model);
    }
  }

  @GetMapping("/requests/{id}/grant")
  String propose(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    Proposal proposal = proposal(me, id);
    model.addAttribute("refused", proposal.refused().orElse(null));
    return form(
        GrantTyped.of(proposal.grant(), clock.instant()), "/requests/" + id + "/grant", model);
  }

  @PostMapping("/requests/{id}/grant")
  String make(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      Model model,
      HttpServletResponse response) {
    Proposal proposal = proposal(me, id);
    if (proposal.refused().isPresent()) {
      model.addAttribute("refused", proposal.refused().get());
      response.setStatus(HttpStatus.FORBIDDEN.value());
      return form(
          GrantTyped.of(proposal.grant(), clock.instant()), "/requests/" + id + "/grant", model);
    }
    return make(me, proposal.grant(), typed, "/requests/" + id + "/grant", model, response);
  }

  @GetMapping("/grants/advised/{key}")
  String advised(@AuthenticationPrincipal SignedIn me, @PathVariable String key, Model model) {
    Advice.Release advice = release(me, key);
    model.addAttribute("evidence", advice.evidence());
    return form(GrantTyped.of(advice.grant(), clock.instant()), "/grants/advised/" + key, model);
  }

  @PostMapping("/grants/advised/{key}")
  String makeAdvised(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      Model model,
      HttpServletResponse response) {
    Advice.Release advice = release(me, key);
    model.addAttribute("evidence", advice.evidence());
    return make(me, advice.grant(), typed, "/grants/advised/" + key, model, response);
  }

  /**
   * What this person's desk shows, and nothing else knows, is a planted check: of that there is no
   * grant. It says so in words that do not tell it from a request.
   */
  private Proposal proposal(SignedIn me, String id) {
    RequestId request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    try {
      return grants.proposal(me.personId(), request);
    } catch (NoSuchRequestException e) {
      RequestDetail shown = desk.open(me.personId(), request);
      return new Proposal(
          new NewGrant(
              shown.summary().agent(),
              Optional.empty(),
              shown.action().tool(),
              shown.action().target(),
              List.of(),
              1,
              clock.instant().plus(Duration.ofHours(1)),
              "",
              Optional.of(request)),
          Optional.of("It can only be decided for itself."));
    }
  }

  private Advice.Release release(SignedIn me, String key) {
    for (Advised advised : advice(me)) {
      if (advised.advice() instanceof Advice.Release release && advised.key().equals(key)) {
        return release;
      }
    }
    throw new NoSuchPageException();
  }

  private static String form(GrantTyped typed, String action, Model model) {
    model.addAttribute("typed", typed);
    model.addAttribute("action", action);
    return "grants/form";
  }

  private String make(
      SignedIn me,
      NewGrant template,
      Map<String, String> sent,
      String action,
      Model model,
      HttpServletResponse response) {
    GrantTyped typed = GrantTyped.of(template, clock.instant()).with(sent);
    try {
      GrantView made = grants.make(me.personId(), typed.grant(clock.instant()));
      return "redirect:/grants/" + made.id() + "?done=granted";
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    } catch (NotAllowedException e) {
      model.addAttribute("refused", String.valueOf(e.getMessage()));
      response.setStatus(HttpStatus.FORBIDDEN.value());
    }
    return form(typed, action, model);
  }
}
