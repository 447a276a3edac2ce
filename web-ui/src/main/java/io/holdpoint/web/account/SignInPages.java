package io.holdpoint.web.account;

import io.holdpoint.model.desk.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in page; the form goes to the security chain, which answers with a flag only. */
@Controller
class SignInPages {

  @GetMapping("/login")
  String page(@AuthenticationPrincipal @Nullable SignedIn me) {
    return me == null ? "account/sign-in" : "redirect:/";
  }
}
