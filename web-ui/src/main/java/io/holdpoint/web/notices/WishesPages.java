package io.holdpoint.web.notices;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoticeDesk;
import io.holdpoint.model.desk.NoticeDesk.Quiet;
import io.holdpoint.model.desk.NoticeDesk.Wishes;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Each person's own wishes: what they are told by themselves, and when not. */
@Controller
class WishesPages {

  /** In the order of the form. */
  private static final Map<String, String> LABELS =
      Map.of(
          "held", "A request waits for one of my groups",
          "reminder", "It still waits: reminders",
          "escalation", "It was escalated to one of my groups",
          "verdict", "How it ended, if I was told before");

  private final NoticeDesk desk;

  WishesPages(@Lazy NoticeDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/account/notifications")
  String page(@AuthenticationPrincipal SignedIn me, Model model) {
    Wishes wishes = desk.wishes(me.personId(), me.personId());
    return page(
        wishes, wishes.kinds(), wishes.quiet().orElseGet(() -> new Quiet("", "", "")), model);
  }

  private static String page(Wishes wishes, Set<String> kinds, Quiet quiet, Model model) {
    model.addAttribute("wishes", wishes);
    model.addAttribute("kinds", kinds);
    model.addAttribute("quiet", quiet);
    model.addAttribute("allKinds", NoticeDesk.KINDS);
    model.addAttribute("labels", LABELS);
    return "notices/wishes";
  }

  /** Quiet hours end when all three fields are empty. */
  @PostMapping("/account/notifications")
  String change(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") List<String> kind,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String zone,
      Model model,
      HttpServletResponse response) {
    Quiet quiet = new Quiet(from.strip(), to.strip(), zone.strip());
    boolean none = quiet.from().isEmpty() && quiet.to().isEmpty();
    Set<String> kinds = Set.copyOf(kind);
    try {
      desk.change(me.personId(), kinds, none ? Optional.empty() : Optional.of(quiet));
      return "redirect:/account/notifications?done=saved";
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page(desk.wishes(me.personId(), me.personId()), kinds, quiet, model);
    }
  }
}
