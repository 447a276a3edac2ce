package io.holdpoint.web.policy;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.SimulationDesk;
import io.holdpoint.model.desk.SimulationDesk.Step;
import io.holdpoint.model.desk.SimulationDesk.Trace;
import java.util.Comparator;
import java.util.List;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Why one request was decided as it was, rule by rule. */
@Controller
class TracePages {

  private final SimulationDesk simulations;
  private final ReviewDesk requests;

  TracePages(@Lazy SimulationDesk simulations, @Lazy ReviewDesk requests) {
    this.simulations = simulations;
    this.requests = requests;
  }

  @GetMapping("/requests/{id}/trace")
  String trace(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean draft,
      Model model) {
    RequestId request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    Trace trace = simulations.trace(me.personId(), request, draft);
    model.addAttribute("summary", requests.open(me.personId(), request).summary());
    model.addAttribute("trace", trace);
    model.addAttribute("byDraft", draft);
    model.addAttribute("looked", steps(trace, true));
    model.addAttribute("passed", steps(trace, false));
    return "policy/trace";
  }

  /**
   * Those whose condition was looked at, what counted first, and those that were not for this tool
   * or are off.
   */
  private static List<Step> steps(Trace trace, boolean looked) {
    return trace.steps().stream()
        .filter(
            s ->
                switch (s.result()) {
                  case MATCHED, NOT_MATCHED, FAILED -> looked;
                  case OTHER_TOOL, OFF -> !looked;
                })
        .sorted(Comparator.comparing(s -> s.result() == Step.Result.NOT_MATCHED))
        .toList();
  }
}
