package io.holdpoint.web.policy;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.DraftDesk.Section;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.model.desk.PolicyDesk.RuleView;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One rule or guardrail of the draft in a form, its condition checked while it is typed. */
@Controller
class RulePages {

  private final DraftDesk drafts;
  private final PolicyDesk policy;
  private final SeenNames seen;

  RulePages(@Lazy DraftDesk drafts, @Lazy PolicyDesk policy, SeenNames seen) {
    this.drafts = drafts;
    this.policy = policy;
    this.seen = seen;
  }

  /** What is typed into the helpers beside the form, to be put into it. */
  record Helper(String tool, String system, String environment, String resource) {
    static final Helper EMPTY = new Helper("", "", "", "");
  }

  @GetMapping("/policy/draft/rule")
  String open(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Section section,
      @RequestParam Optional<String> name,
      @RequestParam(defaultValue = "") String tool,
      Model model) {
    DraftView draft = drafts.open(me.personId());
    RuleTyped typed =
        name.map(n -> RuleTyped.of(find(draft, section, n)))
            .orElseGet(() -> new RuleTyped("", draft.policy().defaultTier(), tool, "", true, ""));
    return show(me, draft, draft.etag(), section, typed, model);
  }

  private static RuleView find(DraftView draft, Section section, String name) {
    List<RuleView> rules =
        switch (section) {
          case RULES -> draft.policy().rules();
          case GUARDRAILS -> draft.policy().guardrails();
        };
    return rules.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(NoSuchPageException::new);
  }

  private String show(
      SignedIn me, DraftView draft, String etag, Section section, RuleTyped typed, Model model) {
    model.addAttribute("draft", draft);
    model.addAttribute("etag", etag);
    model.addAttribute("section", section);
    model.addAttribute("typed", typed);
    if (!model.containsAttribute("helper")) {
      model.addAttribute("helper", Helper.EMPTY);
    }
    model.addAttribute("topics", Vocabulary.TOPICS);
    model.addAttribute("toolsSeen", seen.tools(me.personId(), draft.policy()));
    model.addAttribute("systems", seen.systems(draft.policy()));
    if (!typed.replaces().isEmpty()) {
      policy.failing(me.personId()).stream()
          .filter(f -> f.rule().equals(typed.replaces()))
          .findFirst()
          .ifPresent(f -> model.addAttribute("failing", f));
    }
    String when = RuleTyped.unixLines(typed.when());
    if (!when.isBlank()) {
      model.addAttribute("pointed", Pointed.all(when, drafts.check(me.personId(), when)));
    }
    return "policy/rule";
  }

  /** The two helpers send the same form and get it back with their piece put in. */
  @PostMapping("/policy/draft/rule")
  String save(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Section section,
      @RequestParam String etag,
      @RequestParam(defaultValue = "save") String op,
      @ModelAttribute RuleTyped typed,
      @RequestParam(defaultValue = "") String addTool,
      @RequestParam(defaultValue = "") String addSystem,
      @RequestParam(defaultValue = "") String addEnvironment,
      @RequestParam(defaultValue = "") String addResource,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response) {
    return switch (op) {
      case "tool" ->
          show(me, drafts.open(me.personId()), etag, section, typed.withTool(addTool), model);
      case "target" ->
          show(
              me,
              drafts.open(me.personId()),
              etag,
              section,
              typed.withTarget(addSystem, addEnvironment, addResource),
              model);
      default -> {
        model.addAttribute("helper", new Helper(addTool, addSystem, addEnvironment, addResource));
        yield save(me, section, etag, typed, request, model, response);
      }
    };
  }

  private String save(
      SignedIn me,
      Section section,
      String etag,
      RuleTyped typed,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response) {
    Wanted.say(request, "Save the rule “" + typed.name() + "”");
    Optional<String> replaces =
        typed.replaces().isEmpty() ? Optional.empty() : Optional.of(typed.replaces());
    try {
      drafts.change(me.personId(), etag, new Change.PutRule(section, replaces, typed.form()));
      return "redirect:/policy/draft?done=saved#" + section;
    } catch (PolicyFaultsException e) {
      model.addAttribute("faults", Faults.of(e, typed.name(), RuleTyped.FIELDS));
    } catch (BadInputException e) {
      Fault.show(e, model);
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(me, drafts.open(me.personId()), etag, section, typed, model);
  }
}
