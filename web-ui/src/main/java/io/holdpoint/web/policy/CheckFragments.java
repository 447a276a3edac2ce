package io.holdpoint.web.policy;

import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.SignedIn;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is wrong with a text while it is typed: a piece of the page. Changes nothing. */
@Controller
class CheckFragments {

  private final DraftDesk drafts;

  CheckFragments(@Lazy DraftDesk drafts) {
    this.drafts = drafts;
  }

  @PostMapping("/policy/draft/check")
  String condition(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String when,
      Model model) {
    String text = RuleTyped.unixLines(when);
    if (!text.isBlank()) {
      model.addAttribute("pointed", Pointed.all(text, drafts.check(me.personId(), text)));
    }
    return "policy/checks :: condition";
  }

  @PostMapping("/policy/draft/check-document")
  String document(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String yaml,
      Model model) {
    String text = RuleTyped.unixLines(yaml);
    model.addAttribute("pointed", Pointed.all(text, drafts.checkDocument(me.personId(), text)));
    return "policy/checks :: document";
  }
}
