package io.holdpoint.web.freezes;

import io.holdpoint.model.Person;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.FreezeDesk.NewFreeze;
import io.holdpoint.model.desk.FreezeDesk.Scope;
import io.holdpoint.model.desk.NoSuchRequestException;
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

/** Freezing and thawing, and what was frozen when. */
@Controller
class FreezePages {

  private static final int SHOWN = 50;

  private final FreezeDesk freezes;
  private final AccountDesk accounts;

  FreezePages(@Lazy FreezeDesk freezes, @Lazy AccountDesk accounts) {
    this.freezes = freezes;
    this.accounts = accounts;
  }

  /** What stands in the form. */
  public record Typed(String scope, String of, String reason) {}

  /** {@code scope} and {@code of} fill the form, for links from what may be frozen. */
  @GetMapping("/freezes")
  String list(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Optional<String> after,
      @RequestParam(defaultValue = "") String scope,
      @RequestParam(defaultValue = "") String of,
      Model model) {
    return list(me, after.filter(a -> !a.isEmpty()), new Typed(scope, of, ""), model);
  }

  private String list(SignedIn me, Optional<String> after, Typed typed, Model model) {
    model.addAttribute("page", freezes.freezes(me.personId(), after, SHOWN));
    model.addAttribute("first", after.isEmpty());
    model.addAttribute("typed", typed);
    model.addAttribute(
        "mayFreeze", accounts.person(me.personId()).filter(FreezePages::isAdmin).isPresent());
    return "freezes/freezes";
  }

  private static boolean isAdmin(Person person) {
    return person.is(Role.ADMIN);
  }

  @PostMapping("/freezes")
  String freeze(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String scope,
      @RequestParam(defaultValue = "") String of,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      HttpServletResponse response) {
    try {
      freezes.freeze(
          me.personId(),
          new NewFreeze(
              Scope.of(scope)
                  .orElseThrow(
                      () -> new BadInputException("scope", "Choose what is to be frozen.")),
              of,
              reason));
      return "redirect:/freezes?done=frozen";
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return list(me, Optional.empty(), new Typed(scope, of, reason), model);
    }
  }

  @PostMapping("/freezes/{id}/thaw")
  String thaw(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
    try {
      freezes.thaw(me.personId(), id);
    } catch (NoSuchRequestException e) {
      throw new NoSuchPageException();
    }
    return "redirect:/freezes?done=thawed";
  }
}
