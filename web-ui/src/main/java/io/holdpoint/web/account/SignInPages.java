package io.holdpoint.web.account;

import io.holdpoint.model.desk.SignInWays;
import io.holdpoint.model.desk.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in page; the form goes to the security chain, which answers with a flag only. */
@Controller
class SignInPages {

  private final ObjectProvider<SignInWays> ways;

  SignInPages(ObjectProvider<SignInWays> ways) {
    this.ways = ways;
  }

  @GetMapping("/login")
  String page(@AuthenticationPrincipal @Nullable SignedIn me, Model model) {
    if (me != null) {
      return "redirect:/";
    }
    ways.ifAvailable(
        known -> {
          model.addAttribute("singleSignOn", known.singleSignOn().orElse(null));
          model.addAttribute("singleSignOnAt", known.singleSignOnAt());
        });
    return "account/sign-in";
  }
}
