package io.holdpoint.web.admin;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoticeDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.WebhookDesk;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
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
 * People's accounts, for admins. A new password is in the answer to the POST that made it and
 * nowhere else: not in an address, not in a session.
 */
@Controller
class PeoplePages {

  private final AccountDesk accounts;
  private final ObjectProvider<NoticeDesk> notices;
  private final ObjectProvider<WebhookDesk> webhooks;

  PeoplePages(
      @Lazy AccountDesk accounts,
      ObjectProvider<NoticeDesk> notices,
      ObjectProvider<WebhookDesk> webhooks) {
    this.accounts = accounts;
    this.notices = notices;
    this.webhooks = webhooks;
  }

  /** What stands in the form of a new account. */
  record Form(String id, String displayName, Set<Role> roles, String groups) {
    static final Form EMPTY = new Form("", "", Set.of(Role.REVIEWER), "");
  }

  @GetMapping("/people")
  String list(@AuthenticationPrincipal SignedIn me, Model model) {
    return list(me, Form.EMPTY, model);
  }

  private String list(SignedIn me, Form form, Model model) {
    List<Person> people = accounts.people(me.personId());
    var groups = new TreeSet<String>();
    people.forEach(p -> groups.addAll(p.groups()));
    model.addAttribute("people", people);
    model.addAttribute("groups", groups);
    model.addAttribute("roles", Role.values());
    model.addAttribute("form", form);
    return "admin/people";
  }

  @PostMapping("/people")
  String create(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String id,
      @RequestParam(defaultValue = "") String displayName,
      @RequestParam(defaultValue = "") List<String> role,
      @RequestParam(defaultValue = "") String groups,
      Model model,
      HttpServletResponse response) {
    try {
      var created =
          accounts.create(
              me.personId(),
              new AccountDesk.NewPerson(
                  Inputs.personId("id", id),
                  displayName.strip(),
                  roles(role),
                  Inputs.words(groups)));
      return secret(
          "Password of " + created.person().id(),
          created.password(),
          "/people/" + created.person().id(),
          model,
          response);
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return list(me, new Form(id, displayName, known(role), groups), model);
    }
  }

  @GetMapping("/people/{id}")
  String one(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    Person person =
        accounts.people(me.personId()).stream()
            .filter(p -> p.id().value().equals(id))
            .findAny()
            .orElseThrow(NoSuchPageException::new);
    model.addAttribute("person", person);
    model.addAttribute("roles", Role.values());
    notices.ifAvailable(
        desk -> model.addAttribute("wishes", desk.wishes(me.personId(), person.id())));
    WebhookDesk there = webhooks.getIfAvailable();
    model.addAttribute(
        "webhooks",
        there == null
            ? List.of()
            : there.list(me.personId()).stream().map(WebhookDesk.Webhook::name).toList());
    return "admin/person";
  }

  @PostMapping("/people/{id}")
  String update(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String displayName,
      @RequestParam(defaultValue = "") List<String> role,
      @RequestParam(defaultValue = "") String groups,
      Model model,
      HttpServletResponse response) {
    return changing(
        me,
        id,
        "saved",
        model,
        response,
        whom ->
            accounts.update(
                me.personId(), whom, displayName.strip(), roles(role), Inputs.words(groups)));
  }

  @PostMapping("/people/{id}/notifications")
  String setAddresses(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String mail,
      @RequestParam(defaultValue = "") String webhook,
      Model model,
      HttpServletResponse response) {
    model.addAttribute("typedMail", mail);
    return changing(
        me,
        id,
        "saved",
        model,
        response,
        whom ->
            notices
                .getObject()
                .setAddresses(me.personId(), whom, Inputs.given(mail), Inputs.given(webhook)));
  }

  @PostMapping("/people/{id}/disabled")
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
        whom -> accounts.disable(me.personId(), whom, disabled));
  }

  @PostMapping("/people/{id}/password")
  String resetPassword(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      Model model,
      HttpServletResponse response) {
    try {
      PersonId whom = Inputs.existingPerson(id);
      String password = accounts.resetPassword(me.personId(), whom);
      return secret("New password of " + whom, password, "/people/" + whom, model, response);
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return one(me, id, model);
    }
  }

  private interface Change {
    void apply(PersonId whom);
  }

  private String changing(
      SignedIn me,
      String id,
      String done,
      Model model,
      HttpServletResponse response,
      Change change) {
    PersonId whom = Inputs.existingPerson(id);
    try {
      change.apply(whom);
      return "redirect:/people/" + whom + "?done=" + done;
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return one(me, id, model);
    }
  }

  static String secret(
      String label, String secret, String back, Model model, HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    model.addAttribute("label", label);
    model.addAttribute("secret", secret);
    model.addAttribute("back", back);
    return "admin/secret";
  }

  private static Set<Role> roles(List<String> names) {
    Set<Role> roles = known(names);
    if (roles.size() < Set.copyOf(names).size()) {
      throw new BadInputException("role", "role: expected reviewer, admin or auditor");
    }
    return roles;
  }

  private static Set<Role> known(List<String> names) {
    var roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (names.contains(role.wire())) {
        roles.add(role);
      }
    }
    return roles;
  }
}
