package io.holdpoint.web.account;

import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
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

/** One's own account: who one is here, and one's password. */
@Controller
class AccountPages {

  private final AccountDesk accounts;

  AccountPages(@Lazy AccountDesk accounts) {
    this.accounts = accounts;
  }

  @GetMapping("/account")
  String page(@AuthenticationPrincipal SignedIn me, Model model) {
    accounts.person(me.personId()).ifPresent(person -> model.addAttribute("person", person));
    return "account/account";
  }

  @PostMapping("/account/password")
  String changePassword(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String current,
      @RequestParam String wanted,
      @RequestParam String again,
      Model model,
      HttpServletResponse response) {
    try {
      if (!wanted.equals(again)) {
        throw new BadInputException("again", "The two new passwords are not the same.");
      }
      accounts.changePassword(me.personId(), current, wanted);
      return "redirect:/account?done=password";
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page(me, model);
    }
  }
}
