package io.holdpoint.web.audit;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.AuditFilter;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.AuditLog.AuditEntry;
import io.holdpoint.model.desk.AuditLog.Sealed;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.text.Visible;
import io.holdpoint.web.diagram.TaskGraph;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The record. The filter lives in the address, so that a view can be sent on; without one the
 * newest entries are shown, also those that are not sealed yet.
 */
@Controller
class AuditPages {

  private static final int SHOWN = 100;

  /** The filter's texts, in the order of the form. */
  private static final List<String> TEXTS =
      List.of("agent", "task", "tool", "system", "resource", "label", "person", "event");

  private final AuditLog audit;

  AuditPages(@Lazy AuditLog audit) {
    this.audit = audit;
  }

  /** A row of the table: an entry with its data on one line, and where it stands. */
  record Row(AuditEntry entry, String data, @Nullable Sealed sealed) {

    static Row of(AuditEntry entry, @Nullable Sealed sealed) {
      List<String> parts =
          new TreeMap<>(entry.data())
              .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      return new Row(entry, Visible.line(parts.stream().collect(Collectors.joining("  "))), sealed);
    }
  }

  @GetMapping("/audit")
  String audit(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Map<String, String> parameters,
      Model model) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String name : TEXTS) {
      wanted.put(name, parameters.getOrDefault(name, "").strip());
    }
    for (String name : List.of("request", "since", "until")) {
      wanted.put(name, parameters.getOrDefault(name, "").strip());
    }
    AuditFilter filter = filter(wanted);
    Optional<String> before = some(parameters.getOrDefault("before", ""));
    Optional<String> next;
    if (filter.isAll()) {
      var page = audit.latest(me.personId(), before, SHOWN);
      model.addAttribute("rows", page.items().stream().map(e -> Row.of(e, null)).toList());
      next = page.next();
    } else {
      var page = audit.search(me.personId(), filter, before, SHOWN);
      model.addAttribute("rows", page.items().stream().map(s -> Row.of(s.entry(), s)).toList());
      next = page.next();
    }
    model.addAttribute("wanted", wanted);
    model.addAttribute("filtered", !filter.isAll());
    model.addAttribute("first", before.isEmpty());
    model.addAttribute("firstPage", address(wanted, null));
    model.addAttribute("nextPage", next.map(n -> address(wanted, n)).orElse(null));
    return "audit/audit";
  }

  /** A task's requests, what came from what, and everything that is recorded of them. */
  @GetMapping("/audit/task")
  String task(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") String agent,
      @RequestParam(defaultValue = "") String task,
      Model model) {
    if (task.isEmpty()) {
      throw new BadInputException("task", "task: expected the task's name");
    }
    var chain = audit.task(me.personId(), some(agent.strip()), task);
    model.addAttribute("agent", agent.strip());
    model.addAttribute("task", task);
    model.addAttribute("heading", "Task " + Visible.line(task));
    model.addAttribute("chain", chain);
    model.addAttribute("graph", TaskGraph.of(chain.requests(), chain.parents()));
    model.addAttribute("rows", chain.events().stream().map(e -> Row.of(e, null)).toList());
    return "audit/task";
  }

  private static AuditFilter filter(Map<String, String> wanted) {
    return new AuditFilter(
        text(wanted, "agent"),
        text(wanted, "task"),
        text(wanted, "tool"),
        text(wanted, "system"),
        text(wanted, "resource"),
        text(wanted, "label"),
        text(wanted, "person"),
        text(wanted, "event"),
        text(wanted, "request")
            .map(
                id ->
                    RequestId.parse(id)
                        .orElseThrow(
                            () ->
                                new BadInputException(
                                    "request", "request: expected the id of a request"))),
        day(wanted, "since", 0),
        day(wanted, "until", 1));
  }

  private static Optional<String> text(Map<String, String> wanted, String name) {
    return some(wanted.getOrDefault(name, ""));
  }

  /** The begin of a day in UTC, so many days later. */
  private static Optional<Instant> day(Map<String, String> wanted, String name, int later) {
    return text(wanted, name)
        .map(
            text -> {
              try {
                return LocalDate.parse(text)
                    .plusDays(later)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
              } catch (DateTimeException e) {
                throw new BadInputException(name, name + ": expected a day such as 2026-11-22");
              }
            });
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String address(Map<String, String> wanted, @Nullable String before) {
    var address = UriComponentsBuilder.fromPath("/audit");
    var values = new LinkedHashMap<String, Object>();
    wanted.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            address.queryParam(name, "{" + name + "}");
            values.put(name, value);
          }
        });
    if (before != null) {
      address.queryParam("before", "{before}");
      values.put("before", before);
    }
    return address.encode().buildAndExpand(values).toUriString();
  }
}
