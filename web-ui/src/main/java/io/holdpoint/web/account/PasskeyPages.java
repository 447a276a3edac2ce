package io.holdpoint.web.account;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.PasskeyDesk;
import io.holdpoint.model.desk.SignInWays;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.web.Fault;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One's own passkeys, and the proof by one. What the page's script asks for is answered in JSON;
 * what it sends is judged by the desk.
 */
@Controller
class PasskeyPages {

  private static final String OWN = "/account/passkeys";

  private final PasskeyDesk passkeys;
  private final ObjectProvider<StepUp> stepUp;
  private final ObjectProvider<SignInWays> ways;

  PasskeyPages(
      @Lazy PasskeyDesk passkeys, ObjectProvider<StepUp> stepUp, ObjectProvider<SignInWays> ways) {
    this.passkeys = passkeys;
    this.stepUp = stepUp;
    this.ways = ways;
  }

  @GetMapping(OWN)
  String page(@AuthenticationPrincipal SignedIn me, Model model) {
    var mine = passkeys.of(me.personId(), me.personId());
    model.addAttribute("passkeys", mine);
    model.addAttribute("most", PasskeyDesk.MOST);
    model.addAttribute("unavailable", passkeys.unavailable().orElse(null));
    model.addAttribute("mayRegister", passkeys.mayRegister(me));
    model.addAttribute("askPasskey", !mine.isEmpty());
    ways.ifAvailable(
        known -> {
          model.addAttribute("singleSignOn", known.singleSignOn().orElse(null));
          model.addAttribute("singleSignOnAt", known.singleSignOnAt());
        });
    return "account/passkeys";
  }

  /** The password that opens registering for a while, where no passkey did. */
  @PostMapping(OWN + "/confirm")
  String confirm(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String password,
      Model model,
      HttpServletResponse response) {
    boolean proven =
        password.isEmpty()
            ? passkeys.mayRegister(me)
            : stepUp.getObject().prove(me.personId(), password).isPresent();
    if (proven) {
      return "redirect:" + OWN;
    }
    model.addAttribute("badPassword", true);
    response.setStatus(HttpStatus.FORBIDDEN.value());
    return page(me, model);
  }

  @PostMapping(OWN)
  String register(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam String name,
      @RequestParam(defaultValue = "") String answer,
      Model model,
      HttpServletResponse response) {
    try {
      passkeys.register(me.personId(), name, answer);
      return "redirect:" + OWN + "?done=saved";
    } catch (BadInputException e) {
      Fault.show(e, model);
      model.addAttribute("typed", name);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page(me, model);
    }
  }

  @PostMapping(OWN + "/remove")
  String remove(@AuthenticationPrincipal SignedIn me, @RequestParam String id) {
    passkeys.remove(me.personId(), me.personId(), id);
    return "redirect:" + OWN + "?done=saved";
  }

  @PostMapping(OWN + "/begin")
  ResponseEntity<?> begin(@AuthenticationPrincipal SignedIn me) {
    return options(() -> passkeys.beginRegistration(me));
  }

  @PostMapping(OWN + "/prove/begin")
  ResponseEntity<?> beginProof(@AuthenticationPrincipal SignedIn me) {
    return options(() -> passkeys.beginProof(me.personId()));
  }

  @PostMapping(OWN + "/prove")
  ResponseEntity<?> prove(@AuthenticationPrincipal SignedIn me, @RequestParam String answer) {
    return passkeys.prove(me.personId(), answer).isPresent()
        ? ResponseEntity.noContent().build()
        : said(
            HttpStatus.FORBIDDEN,
            "That passkey does not count here now. Try again, or give your password.");
  }

  private static ResponseEntity<?> options(Supplier<String> ceremony) {
    try {
      return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ceremony.get());
    } catch (NotAllowedException e) {
      return said(HttpStatus.FORBIDDEN, "Prove first who you are: open this page anew.");
    } catch (BadInputException e) {
      return said(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
    }
  }

  private static ResponseEntity<?> said(HttpStatus status, String words) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("said", words));
  }
}
