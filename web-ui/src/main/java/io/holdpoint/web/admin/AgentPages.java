package io.holdpoint.web.admin;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.AgentDesk.AgentView;
import io.holdpoint.model.desk.AgentDesk.IssuedKey;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Agents and their keys, for admins. A key is in the answer to the POST that made it, once. */
@Controller
class AgentPages {

  private final AgentDesk agents;

  AgentPages(@Lazy AgentDesk agents) {
    this.agents = agents;
  }

  /** What stands in the form of an agent. */
  record Form(String id, String owner, String labels, String environments) {}

  @GetMapping("/agents")
  String list(@AuthenticationPrincipal SignedIn me, Model model) {
    return list(me, new Form("", me.personId().value(), "", ""), model);
  }

  private String list(SignedIn me, Form form, Model model) {
    model.addAttribute("agents", agents.agents(me.personId()));
    model.addAttribute("form", form);
    return "admin/agents";
  }

  @PostMapping("/agents")
  String create(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String id,
      @RequestParam String owner,
      @RequestParam(defaultValue = "") String labels,
      @RequestParam(defaultValue = "") String environments,
      Model model,
      HttpServletResponse response) {
    try {
      IssuedKey key =
          agents.create(
              me.personId(),
              new AgentDesk.NewAgent(
                  Inputs.agentId("id", id),
                  Inputs.personId("owner", owner),
                  Inputs.words(labels),
                  Inputs.words(environments)));
      return secret(key, model, response);
    } catch (BadInputException e) {
      Fault.refuse(e, model, response);
      return list(me, new Form(id, owner, labels, environments), model);
    }
  }

  @GetMapping("/agents/{id}")
  String one(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    return one(me, id, KeyTyped.NOTHING, model);
  }

  private String one(SignedIn me, String id, KeyTyped typed, Model model) {
    AgentView agent =
        agents.agent(me.personId(), Inputs.existingAgent(id)).orElseThrow(NoSuchPageException::new);
    model.addAttribute("agent", agent);
    model.addAttribute("validities", KeyTyped.VALIDITIES);
    model.addAttribute("typed", typed);
    return "admin/agent";
  }

  @PostMapping("/agents/{id}")
  String update(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam String owner,
      @RequestParam(defaultValue = "") String labels,
      @RequestParam(defaultValue = "") String environments,
      Model model,
      HttpServletResponse response) {
    return changing(
        me,
        id,
        "saved",
        model,
        response,
        which ->
            agents.update(
                me.personId(),
                which,
                Inputs.personId("owner", owner),
                Inputs.words(labels),
                Inputs.words(environments)));
  }

  @PostMapping("/agents/{id}/disabled")
  String disable(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam boolean disabled,
      Model model,
      HttpServletResponse response) {
    return changing(
        me,
        id,
        disabled ? "disabled" : "enabled",
        model,
        response,
        which -> agents.disable(me.personId(), which, disabled));
  }

  @PostMapping("/agents/{id}/keys")
  String rotate(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @ModelAttribute KeyTyped typed,
      Model model,
      HttpServletResponse response) {
    try {
      return secret(
          agents.issueKey(me.personId(), Inputs.existingAgent(id), typed.terms()), model, response);
    } catch (BadInputException e) {
      Fault.refuse(e, model, response);
      return one(me, id, typed, model);
    }
  }

  @PostMapping("/agents/{id}/keys/{keyId}/networks")
  String restrict(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @PathVariable String keyId,
      @RequestParam(defaultValue = "") String networks,
      Model model,
      HttpServletResponse response) {
    return changing(
        me,
        id,
        "saved",
        model,
        response,
        which -> agents.restrictKey(me.personId(), which, keyId, Inputs.words(networks)));
  }

  @PostMapping("/agents/{id}/keys/{keyId}/revoke")
  String revoke(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @PathVariable String keyId,
      Model model,
      HttpServletResponse response) {
    return changing(
        me, id, "revoked", model, response, which -> agents.revokeKey(me.personId(), which, keyId));
  }

  private interface Change {
    void apply(AgentId which);
  }

  private String changing(
      SignedIn me,
      String id,
      String done,
      Model model,
      HttpServletResponse response,
      Change change) {
    AgentId which = Inputs.existingAgent(id);
    return Fault.orDone(
        () -> change.apply(which),
        "/agents/" + which,
        done,
        () -> one(me, id, model),
        model,
        response);
  }

  private static String secret(IssuedKey key, Model model, HttpServletResponse response) {
    return PeoplePages.secret(
        "Key of " + key.agent(), key.key(), "/agents/" + key.agent(), model, response);
  }
}
