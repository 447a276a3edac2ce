package io.holdpoint.web.requests;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.ChangeDesk;
import io.holdpoint.model.desk.ChangeDesk.ChangeOrder;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.text.Headline;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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
 * Changes the arguments of a request: typed, looked at as a difference with what it would then
 * need, and only then approved.
 */
@Controller
class ChangePages {

  private final ChangeDesk changes;
  private final ReviewDesk desk;

  ChangePages(@Lazy ChangeDesk changes, @Lazy ReviewDesk desk) {
    this.changes = changes;
    this.desk = desk;
  }

  @GetMapping("/requests/{id}/change")
  String edit(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    RequestDetail detail = show(me, parse(id), model);
    model.addAttribute("typed", JsonLines.editable(detail.action().arguments()));
    return "requests/change";
  }

  /** Shows what would become of it; {@code make} does it. */
  @PostMapping("/requests/{id}/change")
  String change(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam String step,
      @RequestParam String arguments,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String digest,
      Model model,
      HttpServletResponse response) {
    RequestId request = parse(id);
    var order = new ChangeOrder(me.personId(), request, arguments, reason, digest, Channel.CONSOLE);
    try {
      if (step.equals("make")) {
        changes.change(order);
        return "redirect:/requests/" + request + "?recorded";
      }
      if (!step.equals("edit")) {
        var preview = changes.preview(order);
        RequestDetail detail = show(me, request, model);
        model.addAttribute("preview", preview);
        model.addAttribute(
            "lines",
            JsonLines.difference(detail.action().arguments(), preview.action().arguments()));
        model.addAttribute("typed", preview.action().arguments().text());
        model.addAttribute("digest", digest);
        model.addAttribute("reason", reason);
        return "requests/change";
      }
    } catch (ReviewRefusedException | ChangeRefusedException refused) {
      model.addAttribute("refused", refused.getMessage());
      model.addAttribute(
          "faults", refused instanceof ChangeRefusedException e ? e.faults() : List.of());
      response.setStatus(HttpStatus.CONFLICT.value());
    }
    show(me, request, model);
    model.addAttribute(
        "typed",
        step.equals("edit") ? JsonLines.editable(new CanonicalJson(arguments)) : arguments);
    model.addAttribute("reason", reason);
    return "requests/change";
  }

  private RequestDetail show(SignedIn me, RequestId id, Model model) {
    RequestDetail detail = desk.open(me.personId(), id);
    model.addAttribute("d", detail);
    model.addAttribute("digest", detail.action().digest());
    model.addAttribute(
        "headline",
        Headline.of(detail.action().tool(), detail.action().named(), detail.action().arguments()));
    return detail;
  }

  private static RequestId parse(String id) {
    return RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
  }
}
