package io.holdpoint.web.verdicts;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.VerdictDesk;
import io.holdpoint.model.desk.VerdictDesk.RevocationTooLateException;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Taking an approval back that nobody redeemed yet: a page that shows it, and takes the reason. */
@Controller
class RevocationPages {

  private final ReviewDesk requests;
  private final VerdictDesk verdicts;

  RevocationPages(@Lazy ReviewDesk requests, @Lazy VerdictDesk verdicts) {
    this.requests = requests;
    this.verdicts = verdicts;
  }

  @GetMapping("/requests/{id}/revoke")
  String ask(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    return show(me, request(id), "", model);
  }

  @PostMapping("/requests/{id}/revoke")
  String revoke(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      HttpServletResponse response) {
    RequestId request = request(id);
    try {
      verdicts.revoke(me.personId(), request, reason);
      return "redirect:/requests/" + request + "#use";
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    } catch (RevocationTooLateException e) {
      model.addAttribute("late", e.getMessage());
      response.setStatus(HttpStatus.CONFLICT.value());
    }
    return show(me, request, reason, model);
  }

  private String show(SignedIn me, RequestId request, String reason, Model model) {
    model.addAttribute("s", requests.open(me.personId(), request).summary());
    model.addAttribute("approval", verdicts.approval(me.personId(), request));
    model.addAttribute("typed", reason);
    return "verdicts/revoke";
  }

  private static RequestId request(String id) {
    return RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
  }
}
