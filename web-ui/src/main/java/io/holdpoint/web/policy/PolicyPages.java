package io.holdpoint.web.policy;

import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
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
 * The policy in force and the versions before it: whoever decides under the rules may read them.
 */
@Controller
class PolicyPages {

  private static final int SHOWN = 50;

  private final PolicyDesk policy;
  private final DraftDesk drafts;
  private final AccountDesk accounts;

  PolicyPages(@Lazy PolicyDesk policy, @Lazy DraftDesk drafts, @Lazy AccountDesk accounts) {
    this.policy = policy;
    this.drafts = drafts;
    this.accounts = accounts;
  }

  @GetMapping("/policy")
  String inForce(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String q,
      Model model) {
    readBy(me, model);
    model.addAttribute(
        "listing", PolicyListing.of(policy.current(), q, policy.failing(me.personId())));
    return "policy/in-force";
  }

  @GetMapping("/policy/versions")
  String versions(
      @AuthenticationPrincipal SignedIn me, @RequestParam Optional<String> after, Model model) {
    readBy(me, model);
    model.addAttribute("page", policy.versions(after.filter(a -> !a.isEmpty()), SHOWN));
    model.addAttribute("first", after.isEmpty());
    model.addAttribute("current", policy.current().version());
    return "policy/versions";
  }

  @GetMapping("/policy/versions/{number}")
  String version(@AuthenticationPrincipal SignedIn me, @PathVariable int number, Model model) {
    readBy(me, model);
    return show(number, "", model);
  }

  private String show(int number, String note, Model model) {
    PolicyView version = policy.version(number).orElseThrow(NoSuchPageException::new);
    int current = policy.current().version();
    model.addAttribute("version", version);
    model.addAttribute("current", current);
    model.addAttribute("note", note);
    if (number != current) {
      model.addAttribute("back", policy.between(current, number));
    }
    if (number > 1) {
      model.addAttribute("made", policy.between(number - 1, number));
    }
    return "policy/version";
  }

  @GetMapping("/policy/compare")
  String compare(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam int from,
      @RequestParam int to,
      Model model) {
    readBy(me, model);
    model.addAttribute("from", from);
    model.addAttribute("to", to);
    model.addAttribute("change", policy.between(from, to));
    model.addAttribute("page", policy.versions(Optional.empty(), 200));
    return "policy/compare";
  }

  @PostMapping("/policy/versions/{number}/rollback")
  String rollback(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String note,
      Model model,
      HttpServletResponse response) {
    readBy(me, model);
    try {
      if (note.isBlank()) {
        throw new BadInputException("note", "Say why, for those who read the versions later.");
      }
      drafts.rollback(me.personId(), number, note);
      return "redirect:/policy?done=rolled-back";
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(number, note, model);
    } catch (NotAllowedException e) {
      model.addAttribute("refused", String.valueOf(e.getMessage()));
      response.setStatus(HttpStatus.FORBIDDEN.value());
      return show(number, note, model);
    }
  }

  /** The desk asks no reader for these, so the page does. */
  private void readBy(SignedIn me, Model model) {
    var person = accounts.person(me.personId());
    if (person.isEmpty() || person.get().roles().isEmpty()) {
      throw new NotAllowedException("Your account has no role that may see this page.");
    }
    model.addAttribute("admin", person.get().is(Role.ADMIN));
  }
}
