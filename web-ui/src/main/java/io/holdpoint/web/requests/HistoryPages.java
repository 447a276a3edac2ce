package io.holdpoint.web.requests;

import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.SignedIn;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * All requests, filtered, page by page. The filter lives in the address, so a view can be sent on.
 */
@Controller
class HistoryPages {

  private static final int SHOWN = 50;

  private final ReviewDesk desk;
  private final PolicyDesk policy;

  HistoryPages(@Lazy ReviewDesk desk, @Lazy PolicyDesk policy) {
    this.desk = desk;
    this.policy = policy;
  }

  /** What stands in the form. */
  record Wanted(List<String> status, String tier, String agent, String tool, String task) {

    public boolean isAny() {
      return !status.isEmpty() || !(tier + agent + tool + task).isEmpty();
    }
  }

  @GetMapping("/history")
  String history(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") List<String> status,
      @RequestParam(defaultValue = "") String tier,
      @RequestParam(defaultValue = "") String agent,
      @RequestParam(defaultValue = "") String tool,
      @RequestParam(defaultValue = "") String task,
      @RequestParam Optional<String> after,
      Model model) {
    var wanted = new Wanted(status, tier.strip(), agent.strip(), tool.strip(), task.strip());
    var filter =
        new RequestFilter(
            statuses(status),
            some(wanted.tier()),
            some(wanted.agent()),
            some(wanted.tool()),
            some(wanted.task()),
            after.filter(a -> !a.isEmpty()),
            SHOWN);
    Page<RequestSummary> page = desk.history(me.personId(), filter);
    model.addAttribute("wanted", wanted);
    model.addAttribute("page", page);
    model.addAttribute("first", after.isEmpty());
    model.addAttribute("firstPage", address(wanted));
    page.next()
        .ifPresent(
            next ->
                model.addAttribute(
                    "nextPage",
                    UriComponentsBuilder.fromUriString(address(wanted))
                        .queryParam("after", "{after}")
                        .build(false)
                        .expand(next)
                        .encode()
                        .toUriString()));
    model.addAttribute("statuses", RequestStatus.values());
    model.addAttribute(
        "tiers", policy.current().tiers().stream().map(PolicyDesk.TierView::name).toList());
    return "requests/history";
  }

  private static Set<RequestStatus> statuses(List<String> names) {
    var statuses = new LinkedHashSet<RequestStatus>();
    for (String name : names) {
      statuses.add(
          Arrays.stream(RequestStatus.values())
              .filter(s -> s.wire().equals(name))
              .findAny()
              .orElseThrow(
                  () -> new BadInputException("status", "status: expected one of " + expected())));
    }
    return statuses;
  }

  private static String expected() {
    return Arrays.stream(RequestStatus.values())
        .map(s -> s.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String address(Wanted wanted) {
    var address = UriComponentsBuilder.fromPath("/history");
    wanted.status().forEach(s -> address.queryParam("status", s));
    some(wanted.tier()).ifPresent(v -> address.queryParam("tier", v));
    some(wanted.agent()).ifPresent(v -> address.queryParam("agent", v));
    some(wanted.tool()).ifPresent(v -> address.queryParam("tool", v));
    some(wanted.task()).ifPresent(v -> address.queryParam("task", v));
    return address.encode().build().toUriString();
  }
}
