package io.holdpoint.web.account;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackSignIn;
import io.holdpoint.model.slack.SlackSignIn.SlackSignInException;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
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
 * Who a person is in Slack: one's own links, made by signing in with Slack, and everybody's for
 * admins, who type the ids.
 */
@Controller
class SlackPages {

  private static final String OWN = "/account/slack";

  private final SlackLinks links;
  private final ObjectProvider<SlackSignIn> signIn;
  private final SlackSignInMemory memory;
  private final String publicUrl;

  SlackPages(
      @Lazy SlackLinks links,
      ObjectProvider<SlackSignIn> signIn,
      SlackSignInMemory memory,
      @Value("${holdpoint.public-url:}") String publicUrl) {
    this.links = links;
    this.signIn = signIn;
    this.memory = memory;
    this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
  }

  @GetMapping(OWN)
  String own(@AuthenticationPrincipal SignedIn me, Model model) {
    return page(me, me.personId(), model);
  }

  @GetMapping("/people/{id}/slack")
  String of(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    return page(me, person(id), model);
  }

  @PostMapping("/people/{id}/slack")
  String link(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam String team,
      @RequestParam String user,
      Model model,
      HttpServletResponse response) {
    PersonId whom = person(id);
    try {
      links.link(me.personId(), whom, typed(team.strip(), user.strip()));
      return "redirect:/people/" + whom + "/slack?done=saved";
    } catch (BadInputException e) {
      model.addAttribute("typedTeam", team);
      model.addAttribute("typedUser", user);
      return refused(me, whom, e, model, response);
    }
  }

  @PostMapping("/people/{id}/slack/unlink")
  String unlink(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam String team,
      @RequestParam String user) {
    PersonId whom = person(id);
    links.unlink(me.personId(), whom, typed(team, user));
    return whom.equals(me.personId())
        ? "redirect:" + OWN + "?done=saved"
        : "redirect:/people/" + whom + "/slack?done=saved";
  }

  /** Sends the browser to Slack; nothing changes before it comes back. */
  @GetMapping(OWN + "/start")
  String start(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    SlackSignIn slack = offered();
    SlackSignInMemory.Attempt attempt = memory.begin(request.getSession(), me.personId());
    URI to = slack.start(attempt.state(), attempt.nonce(), callback(request));
    return "redirect:" + to;
  }

  @GetMapping(OWN + "/callback")
  String finish(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String error,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    SlackSignIn slack = offered();
    try {
      String nonce =
          memory
              .end(request.getSession(), me.personId(), state)
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "slack", "This sign-in was not begun here, or too long ago. Try again."));
      if (code.isEmpty() || !error.isEmpty()) {
        throw new BadInputException("slack", "Slack did not sign you in. Try again.");
      }
      links.linkOwn(me.personId(), slack.finish(code, nonce, callback(request)));
      return "redirect:" + OWN + "?done=saved";
    } catch (BadInputException e) {
      return refused(me, me.personId(), e, model, response);
    } catch (SlackSignInException e) {
      return refused(
          me,
          me.personId(),
          new BadInputException("slack", String.valueOf(e.getMessage())),
          model,
          response);
    }
  }

  private String page(SignedIn me, PersonId whose, Model model) {
    model.addAttribute("links", links.of(me.personId(), whose));
    model.addAttribute("whose", whose);
    model.addAttribute("own", whose.equals(me.personId()));
    SlackSignIn slack = signIn.getIfAvailable();
    model.addAttribute("offered", slack != null && slack.isOffered());
    return "account/slack";
  }

  private String refused(
      SignedIn me, PersonId whose, BadInputException e, Model model, HttpServletResponse response) {
    Fault.show(e, model);
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return page(me, whose, model);
  }

  private SlackSignIn offered() {
    SlackSignIn slack = signIn.getIfAvailable();
    if (slack == null || !slack.isOffered()) {
      throw new NoSuchPageException();
    }
    return slack;
  }

  private String callback(HttpServletRequest request) {
    String base = publicUrl.isEmpty() ? "http://localhost:" + request.getLocalPort() : publicUrl;
    return base + OWN + "/callback";
  }

  private static SlackUser typed(String team, String user) {
    if (!SlackUser.TEAM.matcher(team).matches()) {
      throw new BadInputException("team", "Expected the id of a workspace, such as T0123ABCD.");
    }
    if (!SlackUser.USER.matcher(user).matches()) {
      throw new BadInputException("user", "Expected the id of a member, such as U0123ABCD.");
    }
    return new SlackUser(team, user);
  }

  private static PersonId person(String id) {
    if (!PersonId.FORM.matcher(id).matches()) {
      throw new NoSuchPageException();
    }
    return new PersonId(id);
  }
}
