package io.holdpoint.web.admin;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.WebhookDesk;
import io.holdpoint.model.desk.WebhookDesk.NotTakenException;
import io.holdpoint.model.desk.WebhookDesk.WithSecret;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where webhooks are posted to, for admins. A secret is in the answer that made it, once. */
@Controller
class WebhookPages {

  private final WebhookDesk desk;

  WebhookPages(@Lazy WebhookDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/webhooks")
  String list(@AuthenticationPrincipal SignedIn me, Model model) {
    return list(me, "", "", model);
  }

  private String list(SignedIn me, String name, String url, Model model) {
    model.addAttribute("webhooks", desk.list(me.personId()));
    model.addAttribute("typedName", name);
    model.addAttribute("typedUrl", url);
    return "notices/webhooks";
  }

  @PostMapping("/webhooks")
  String create(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String url,
      Model model,
      HttpServletResponse response) {
    try {
      return secret(desk.create(me.personId(), name.strip(), url.strip()), model, response);
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return list(me, name, url, model);
    }
  }

  @GetMapping("/webhooks/{name}")
  String one(@AuthenticationPrincipal SignedIn me, @PathVariable String name, Model model) {
    model.addAttribute(
        "webhook", desk.find(me.personId(), name).orElseThrow(NoSuchPageException::new));
    return "notices/webhook";
  }

  @PostMapping("/webhooks/{name}")
  String move(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String name,
      @RequestParam(defaultValue = "") String url,
      Model model,
      HttpServletResponse response) {
    String page = one(me, name, model);
    try {
      desk.move(me.personId(), name, url.strip());
      return "redirect:/webhooks/" + name + "?done=saved";
    } catch (BadInputException e) {
      Fault.show(e, model);
      model.addAttribute("typedUrl", url);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page;
    }
  }

  @PostMapping("/webhooks/{name}/rotate")
  String rotate(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String name,
      Model model,
      HttpServletResponse response) {
    one(me, name, model);
    return secret(desk.rotate(me.personId(), name), model, response);
  }

  @PostMapping("/webhooks/{name}/test")
  String test(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String name,
      Model model,
      HttpServletResponse response) {
    String page = one(me, name, model);
    try {
      desk.test(me.personId(), name);
      return "redirect:/webhooks/" + name + "?done=tested";
    } catch (NotTakenException e) {
      model.addAttribute("notTaken", String.valueOf(e.getMessage()));
      response.setStatus(HttpStatus.BAD_GATEWAY.value());
      return page;
    }
  }

  @PostMapping("/webhooks/{name}/delete")
  String delete(@AuthenticationPrincipal SignedIn me, @PathVariable String name, Model model) {
    one(me, name, model);
    desk.delete(me.personId(), name);
    return "redirect:/webhooks?done=deleted";
  }

  private static String secret(WithSecret made, Model model, HttpServletResponse response) {
    String name = made.webhook().name();
    model.addAttribute("howKept", "encrypted");
    return PeoplePages.secret(
        "Secret of webhook " + name, made.secret(), "/webhooks/" + name, model, response);
  }
}
