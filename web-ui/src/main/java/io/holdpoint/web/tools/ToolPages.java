package io.holdpoint.web.tools;

import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.CatalogueDesk;
import io.holdpoint.model.desk.CatalogueDesk.SeenTool;
import io.holdpoint.model.desk.CatalogueDesk.Suggestion;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Every tool that agents use. A suggestion is taken only as it was shown: should it have changed in
 * the meantime, the admin looks again.
 */
@Controller
class ToolPages {

  /** As many rows as a page can show; the rest is found by its name. */
  private static final int SHOWN = 200;

  private final CatalogueDesk catalogue;
  private final DraftDesk drafts;

  ToolPages(@Lazy CatalogueDesk catalogue, @Lazy DraftDesk drafts) {
    this.catalogue = catalogue;
    this.drafts = drafts;
  }

  /**
   * @param open those to which the draft gives no class
   * @param waiting those to which the draft gives one and the policy in force does not
   * @param cut how many are left out of the page
   */
  public record Seen(List<SeenTool> open, List<SeenTool> waiting, List<SeenTool> known, int cut) {

    public long suggested() {
      return open.stream().filter(ToolPages::hasClass).count();
    }

    public boolean isEmpty() {
      return open.isEmpty() && waiting.isEmpty() && known.isEmpty();
    }
  }

  @GetMapping("/tools")
  String tools(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "false") boolean ticked,
      Model model) {
    String needle = q.strip().toLowerCase(Locale.ROOT);
    List<SeenTool> all = catalogue.tools(me.personId());
    List<SeenTool> matching =
        all.stream().filter(t -> t.name().toLowerCase(Locale.ROOT).contains(needle)).toList();
    List<SeenTool> shown = matching.stream().limit(SHOWN).toList();
    model.addAttribute(
        "seen",
        new Seen(
            shown.stream().filter(ToolPages::isOpen).toList(),
            shown.stream().filter(t -> !isOpen(t) && isUnclassified(t.published())).toList(),
            shown.stream().filter(t -> !isOpen(t) && !isUnclassified(t.published())).toList(),
            matching.size() - shown.size()));
    model.addAttribute("all", all.size());
    model.addAttribute("q", q);
    model.addAttribute("ticked", ticked);
    model.addAttribute("draft", drafts.open(me.personId()));
    return "tools/tools";
  }

  private static boolean isOpen(SeenTool tool) {
    return isUnclassified(tool.draft());
  }

  private static boolean isUnclassified(Reversibility reversibility) {
    return reversibility == Reversibility.UNCLASSIFIED;
  }

  private static boolean hasClass(SeenTool tool) {
    return tool.suggestion().flatMap(Suggestion::reversibility).isPresent();
  }

  /**
   * @param sent {@code accept}, each {@code <class>|<tool>}, as it was shown; read as a map because
   *     a list would be parted at the commas of a tool's name
   */
  @PostMapping("/tools/accept")
  String accept(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam MultiValueMap<String, String> sent,
      @RequestParam String etag,
      Model model,
      HttpServletResponse response) {
    try {
      List<ToolForm> forms = forms(me, sent.getOrDefault("accept", List.of()));
      drafts.change(me.personId(), etag, new Change.PutTools(forms));
      return "redirect:/tools?done=classified";
    } catch (PolicyFaultsException e) {
      model.addAttribute("marks", e.faults());
    } catch (BadInputException e) {
      Fault.show(e, model);
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return tools(me, "", false, model);
  }

  private List<ToolForm> forms(SignedIn me, List<String> accept) {
    if (accept.isEmpty()) {
      throw new BadInputException("accept", "No tool is ticked.");
    }
    Map<String, SeenTool> tools =
        catalogue.tools(me.personId()).stream()
            .collect(Collectors.toMap(SeenTool::name, Function.identity(), (a, b) -> a));
    var forms = new ArrayList<ToolForm>();
    for (String one : accept) {
      int bar = one.indexOf('|');
      String shown = bar < 0 ? "" : one.substring(0, bar);
      String name = one.substring(bar + 1);
      SeenTool tool = tools.get(name);
      Suggestion suggestion = tool == null ? null : tool.suggestion().orElse(null);
      if (suggestion == null
          || suggestion.reversibility().map(r -> !r.wire().equals(shown)).orElse(true)) {
        throw new BadInputException(
            "accept", "What is suggested for " + name + " has changed since; look again.");
      }
      forms.add(new ToolForm(name, "", suggestion.reversibility(), suggestion.labels()));
    }
    return forms;
  }
}
