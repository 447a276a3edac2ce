package io.holdpoint.web.admin;

import io.holdpoint.model.desk.ProcessDesk;
import io.holdpoint.model.desk.ProcessDesk.FaultyModelException;
import io.holdpoint.model.desk.ProcessDesk.OwnProcess;
import io.holdpoint.model.desk.ProcessDesk.ProcessRefusedException;
import io.holdpoint.model.desk.ProcessProgress;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.NoSuchPageException;
import io.holdpoint.web.diagram.Diagrams;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/**
 * Processes of one's own, for admins: what there is, a new one by its file, what is wrong in it.
 */
@Controller
class ProcessPages {

  private final ProcessDesk desk;
  private final Diagrams diagrams;

  ProcessPages(@Lazy ProcessDesk desk, Diagrams diagrams) {
    this.desk = desk;
    this.diagrams = diagrams;
  }

  @GetMapping("/processes")
  String list(@AuthenticationPrincipal SignedIn me, Model model) {
    model.addAttribute("processes", desk.list(me.personId()));
    return "processes/processes";
  }

  @PostMapping("/processes")
  String deploy(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Optional<MultipartFile> file,
      Model model,
      HttpServletResponse response) {
    if (file.filter(given -> !given.isEmpty()).isEmpty()) {
      return refused(me, "Choose a file first.", model, response);
    }
    try {
      OwnProcess deployed = desk.deploy(me.personId(), bytes(file.get()));
      return "redirect:/processes/" + deployed.name() + "?done=deployed";
    } catch (FaultyModelException e) {
      model.addAttribute("faultsOfModel", e.faults());
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return list(me, model);
    } catch (ProcessRefusedException e) {
      return refused(me, String.valueOf(e.getMessage()), model, response);
    }
  }

  @GetMapping("/processes/{name}")
  String one(@AuthenticationPrincipal SignedIn me, @PathVariable String name, Model model) {
    OwnProcess process = desk.find(me.personId(), name).orElseThrow(NoSuchPageException::new);
    model.addAttribute("process", process);
    model.addAttribute(
        "diagram",
        diagrams
            .draw(
                process.model(),
                new ProcessProgress(process.name(), process.version(), Set.of(), List.of()))
            .orElse(null));
    return "processes/process";
  }

  @PostMapping("/processes/{name}/remove")
  String remove(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String name,
      Model model,
      HttpServletResponse response) {
    try {
      desk.remove(me.personId(), name);
      return "redirect:/processes?done=removed";
    } catch (ProcessRefusedException e) {
      model.addAttribute("refused", String.valueOf(e.getMessage()));
      response.setStatus(HttpStatus.CONFLICT.value());
      return one(me, name, model);
    }
  }

  private String refused(SignedIn me, String why, Model model, HttpServletResponse response) {
    model.addAttribute("refused", why);
    response.setStatus(HttpStatus.CONFLICT.value());
    return list(me, model);
  }

  private static byte[] bytes(MultipartFile file) {
    try (InputStream in = file.getInputStream()) {
      return in.readNBytes(ProcessDesk.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
