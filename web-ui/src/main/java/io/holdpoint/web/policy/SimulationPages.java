package io.holdpoint.web.policy;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.SimulationDesk;
import io.holdpoint.model.desk.SimulationDesk.LogView;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Trying the draft: on what was asked of Holdpoint, or on a log from elsewhere. */
@Controller
class SimulationPages {

  static final List<Integer> SIZES = List.of(100, 1_000, 10_000);

  private final SimulationDesk simulations;
  private final DraftDesk drafts;

  SimulationPages(@Lazy SimulationDesk simulations, @Lazy DraftDesk drafts) {
    this.simulations = simulations;
    this.drafts = drafts;
  }

  /** Reading only: trying decides nothing, so an address with its choice can be kept and shared. */
  @GetMapping("/policy/draft/simulate")
  String simulate(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Optional<Integer> last,
      @RequestParam Optional<String> log,
      Model model) {
    Optional<String> chosen = log.filter(l -> !l.isEmpty());
    show(me, model);
    model.addAttribute("last", last.orElse(0));
    model.addAttribute("log", chosen.orElse(""));
    if (chosen.isPresent()) {
      model.addAttribute("result", simulations.onLog(me.personId(), chosen.get()));
    } else if (last.isPresent()) {
      model.addAttribute("result", simulations.onHistory(me.personId(), last.get()));
    }
    return "policy/simulate";
  }

  private void show(SignedIn me, Model model) {
    List<LogView> logs = simulations.logs(me.personId());
    model.addAttribute("draft", drafts.open(me.personId()));
    model.addAttribute("sizes", SIZES);
    model.addAttribute("logs", logs);
  }

  @PostMapping("/policy/draft/logs")
  String keep(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Optional<MultipartFile> file,
      Model model,
      HttpServletResponse response,
      RedirectAttributes address)
      throws IOException {
    try {
      MultipartFile given =
          file.filter(f -> !f.isEmpty())
              .orElseThrow(() -> new BadInputException("file", "Choose a file that is not empty."));
      try (InputStream content = given.getInputStream()) {
        LogView log = simulations.keep(me.personId(), name(given), content);
        address.addAttribute("log", log.id());
        address.addAttribute("done", "kept");
        return "redirect:/policy/draft/simulate";
      }
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      show(me, model);
      model.addAttribute("last", 0);
      model.addAttribute("log", "");
      return "policy/simulate";
    }
  }

  /** The file's own name without the folders that some browsers send along. */
  private static String name(MultipartFile file) {
    String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.isBlank() ? "log" : last.substring(0, Math.min(last.length(), 120));
  }

  @PostMapping("/policy/draft/logs/{id}/forget")
  String forget(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
    simulations.forget(me.personId(), id);
    return "redirect:/policy/draft/simulate?done=forgotten";
  }
}
