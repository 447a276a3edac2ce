package io.holdpoint.web.requests;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.ChangeDesk;
import io.holdpoint.model.desk.ChangeDesk.ChangeOrder;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.ChangeRefusedException.Fault;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.text.Headline;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/**
 * Changes the arguments of a request: typed, looked at as a difference with what it would then
 * need, and only then approved.
 */
@Controller
class ChangePages {

  private static final String JSON = "json";

  private final ChangeDesk changes;
  private final ReviewDesk desk;
  private final FreshProof proof;

  ChangePages(@Lazy ChangeDesk changes, @Lazy ReviewDesk desk, FreshProof proof) {
    this.changes = changes;
    this.desk = desk;
    this.proof = proof;
  }

  /**
   * @param way {@code json} for the arguments as JSON although there is a form
   */
  @GetMapping("/requests/{id}/change")
  String edit(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String way,
      Model model) {
    RequestDetail detail = show(me, parse(id), model);
    model.addAttribute("typed", JsonLines.editable(detail.action().arguments()));
    form(me, detail, model)
        .filter(form -> !way.equals(JSON))
        .ifPresent(form -> model.addAttribute("form", form));
    return "requests/change";
  }

  /** Shows what would become of it; {@code make} does it. */
  @PostMapping("/requests/{id}/change")
  String change(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam String step,
      @RequestParam(defaultValue = "") String arguments,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String digest,
      @RequestParam(defaultValue = "") String password,
      @RequestParam Map<String, String> sent,
      Model model,
      HttpServletResponse response) {
    RequestId request = parse(id);
    if (step.equals("make")) {
      try {
        changes.change(order(me, request, arguments, reason, digest, proof.of(me, password)));
        return "redirect:/requests/" + request + "?recorded";
      } catch (ReviewRefusedException | ChangeRefusedException refused) {
        refused(refused, model, response);
      } catch (NoSuchRequestException none) {
        unchangeable(me, request, model, response);
      }
    }
    RequestDetail detail = show(me, request, model);
    model.addAttribute("reason", reason);
    Map<String, String> parts = parts(sent);
    Map<String, String> faults = new HashMap<>();
    Optional<ChangeForm> form = form(me, detail, model).filter(f -> !parts.isEmpty());
    String typed = arguments;
    if (step.equals("look")) {
      try {
        String wanted = form.map(f -> f.changed(parts).text()).orElse(arguments);
        var preview = changes.preview(order(me, request, wanted, reason, digest, Optional.empty()));
        model.addAttribute("preview", preview);
        model.addAttribute("parts", parts);
        proof.askIfNeeded(me, Optional.of(preview.demand()), model);
        model.addAttribute(
            "lines",
            JsonLines.difference(detail.action().arguments(), preview.action().arguments()));
        model.addAttribute("typed", preview.action().arguments().text());
        model.addAttribute("digest", digest);
        return "requests/change";
      } catch (ChangeForm.UnreadableException unreadable) {
        faults.putAll(unreadable.faults());
        model.addAttribute("refused", "What is marked below cannot be read.");
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      } catch (ReviewRefusedException | ChangeRefusedException refused) {
        refused(refused, model, response)
            .forEach(fault -> faults.putIfAbsent(fault.pointer(), fault.detail()));
      } catch (NoSuchRequestException none) {
        unchangeable(me, request, model, response);
      }
    } else if (step.equals("edit") && form.isEmpty()) {
      typed = JsonLines.editable(new CanonicalJson(arguments));
    }
    model.addAttribute("typed", typed);
    form.ifPresent(f -> model.addAttribute("form", f.typed(parts, faults)));
    return "requests/change";
  }

  /** Nobody but this person's desk knows it: a planted check, which looks like a request. */
  private void unchangeable(
      SignedIn me, RequestId request, Model model, HttpServletResponse response) {
    desk.open(me.personId(), request);
    model.addAttribute("refused", "It can only be decided as it is.");
    response.setStatus(HttpStatus.CONFLICT.value());
  }

  private static ChangeOrder order(
      SignedIn me,
      RequestId request,
      String arguments,
      String reason,
      String digest,
      Optional<Instant> provenAt) {
    return new ChangeOrder(
        me.personId(), request, arguments, reason, digest, Channel.CONSOLE, provenAt);
  }

  private static List<Fault> refused(
      RuntimeException refused, Model model, HttpServletResponse response) {
    var faults = refused instanceof ChangeRefusedException e ? e.faults() : List.<Fault>of();
    model.addAttribute("refused", refused.getMessage());
    model.addAttribute("faults", faults);
    boolean badReason =
        refused instanceof ReviewRefusedException e
            && e.why() == ReviewRefusedException.Why.BAD_REASON;
    model.addAttribute("badReason", badReason);
    response.setStatus(
        (badReason ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT).value());
    return faults;
  }

  /** What was typed into the parts of a form, by pointer. */
  private static Map<String, String> parts(Map<String, String> sent) {
    Map<String, String> parts = new HashMap<>();
    sent.forEach(
        (name, value) -> {
          if (name.startsWith(ChangeForm.PREFIX)) {
            parts.put(name.substring(ChangeForm.PREFIX.length()), value);
          }
        });
    return parts;
  }

  private Optional<ChangeForm> form(SignedIn me, RequestDetail detail, Model model) {
    var form =
        changes
            .schema(me.personId(), detail.id())
            .flatMap(schema -> ChangeForm.of(schema, detail.action().arguments()));
    model.addAttribute("hasForm", form.isPresent());
    return form;
  }

  private RequestDetail show(SignedIn me, RequestId id, Model model) {
    RequestDetail detail = desk.open(me.personId(), id);
    model.addAttribute("d", detail);
    model.addAttribute("digest", detail.action().digest());
    model.addAttribute(
        "headline",
        Headline.of(detail.action().tool(), detail.action().named(), detail.action().arguments()));
    return detail;
  }

  private static RequestId parse(String id) {
    return RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
  }
}
