package io.holdpoint.web.admin;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.EnforcementDesk;
import io.holdpoint.model.desk.EnforcementDesk.IssuedPointKey;
import io.holdpoint.model.desk.EnforcementDesk.PointView;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Enforcement points and their keys, for admins. A key is in the answer to the POST that made it,
 * once.
 */
@Controller
class EnforcementPages {

  private final EnforcementDesk points;

  EnforcementPages(@Lazy EnforcementDesk points) {
    this.points = points;
  }

  /** What stands in the form of a point. */
  public record PointForm(String id, String tools) {}

  @GetMapping("/enforcement-points")
  String list(@AuthenticationPrincipal SignedIn me, Model model) {
    return list(me, new PointForm("", ""), model);
  }

  private String list(SignedIn me, PointForm form, Model model) {
    model.addAttribute("points", points.points(me.personId()));
    model.addAttribute("form", form);
    return "admin/points";
  }

  @PostMapping("/enforcement-points")
  String create(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String id,
      @RequestParam(defaultValue = "") String tools,
      Model model,
      HttpServletResponse response) {
    try {
      return secret(points.create(me.personId(), id.strip(), patterns(tools)), model, response);
    } catch (BadInputException e) {
      Fault.refuse(e, model, response);
      return list(me, new PointForm(id, tools), model);
    }
  }

  /** Parted by commas, spaces or lines: no name of a tool has one of these. */
  private static List<String> patterns(String typed) {
    return Arrays.stream(typed.split("[,\\s]+")).filter(pattern -> !pattern.isEmpty()).toList();
  }

  @GetMapping("/enforcement-points/{id}")
  String one(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    PointView point =
        points.points(me.personId()).stream()
            .filter(p -> p.id().equals(id))
            .findAny()
            .orElseThrow(NoSuchPageException::new);
    model.addAttribute("point", point);
    return "admin/point";
  }

  @PostMapping("/enforcement-points/{id}/disabled")
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
        () -> points.disable(me.personId(), id, disabled));
  }

  @PostMapping("/enforcement-points/{id}/keys")
  String rotate(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      Model model,
      HttpServletResponse response) {
    try {
      return secret(points.rotateKey(me.personId(), id), model, response);
    } catch (BadInputException e) {
      Fault.refuse(e, model, response);
      return one(me, id, model);
    }
  }

  @PostMapping("/enforcement-points/{id}/keys/{keyId}/revoke")
  String revoke(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @PathVariable String keyId,
      Model model,
      HttpServletResponse response) {
    return changing(
        me, id, "revoked", model, response, () -> points.revokeKey(me.personId(), id, keyId));
  }

  private String changing(
      SignedIn me,
      String id,
      String done,
      Model model,
      HttpServletResponse response,
      Runnable change) {
    return Fault.orDone(
        change, "/enforcement-points/" + id, done, () -> one(me, id, model), model, response);
  }

  private static String secret(IssuedPointKey key, Model model, HttpServletResponse response) {
    return PeoplePages.secret(
        "Key of the enforcement point " + key.point(),
        key.key(),
        "/enforcement-points/" + key.point(),
        model,
        response);
  }
}
