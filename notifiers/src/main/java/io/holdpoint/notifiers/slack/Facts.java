package io.holdpoint.notifiers.slack;

import static io.holdpoint.notifiers.slack.Blocks.bold;
import static io.holdpoint.notifiers.slack.Blocks.code;
import static io.holdpoint.notifiers.slack.Blocks.date;
import static io.holdpoint.notifiers.slack.Blocks.line;
import static io.holdpoint.notifiers.slack.Blocks.text;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.Explanation.MatchedRule;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.text.LookAlikes;
import io.holdpoint.model.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts of a request, one line each: what, on what, who asks and for which task, why it was
 * held, who has approved, until when.
 */
final class Facts {

  private final RequestDetail detail;
  private final int longest;
  private final List<Map<String, Object>> lines = new ArrayList<>();

  private Facts(RequestDetail detail, int longest) {
    this.detail = detail;
    this.longest = longest;
  }

  /**
   * @param longest characters that one value may have; the rest is cut
   */
  static List<Map<String, Object>> of(RequestDetail detail, int longest) {
    var facts = new Facts(detail, longest);
    facts.add();
    return facts.lines;
  }

  private void add() {
    RequestSummary s = detail.summary();
    lines.add(line(bold("Action  "), value(s.tool())));
    lines.add(line(target(s)));
    lines.add(line(asks(s)));
    lines.add(line(why(s)));
    detail.change().ifPresent(this::changed);
    detail.demand().ifPresent(demand -> needs(demand, s));
    if (!s.status().isFinal()) {
      lines.add(
          s.frozenSince()
              .map(
                  since ->
                      line(
                          bold("Frozen since  "),
                          date(since),
                          text(": it can be denied, not approved; its time stands still")))
              .orElseGet(
                  () ->
                      line(
                          bold("Until  "),
                          date(s.expiresAt()),
                          text(", then it expires: that means no"))));
    }
    warnings(s);
  }

  private List<Map<String, Object>> target(RequestSummary s) {
    List<Map<String, Object>> parts = new ArrayList<>();
    parts.add(bold("On  "));
    named(parts, "system ", s.target().system());
    named(parts, "resource ", s.target().resource());
    named(parts, "environment ", s.target().environment());
    if (parts.size() == 1) {
      parts.add(text("the agent named no target"));
    }
    return parts;
  }

  private void named(List<Map<String, Object>> parts, String name, String given) {
    if (!given.isEmpty()) {
      parts.add(text((parts.size() == 1 ? "" : "  ") + name));
      parts.add(value(given));
    }
  }

  private List<Map<String, Object>> asks(RequestSummary s) {
    List<Map<String, Object>> parts = new ArrayList<>();
    parts.add(bold("Asked by  "));
    parts.add(value(s.agent().value()));
    parts.add(text(", owned by " + detail.agentOwner()));
    if (!s.task().isEmpty()) {
      parts.add(text(", for task "));
      parts.add(value(s.task()));
    }
    return parts;
  }

  private List<Map<String, Object>> why(RequestSummary s) {
    List<Map<String, Object>> parts = new ArrayList<>();
    parts.add(bold("Held because  "));
    var rules = detail.explanation().rules();
    parts.add(
        text(
            clipped(
                rules.isEmpty()
                    ? "no rule matched, so the default tier holds"
                    : rules.stream().map(MatchedRule::name).collect(Collectors.joining(", ")))));
    parts.add(text(" (tier " + clipped(s.tier()) + ")"));
    return parts;
  }

  private void changed(ArgumentChange change) {
    lines.add(
        line(
            bold("Changed by  "),
            text(change.by().value() + ": " + clipped(Visible.line(change.reason()))),
            text(" (the agent asked for other arguments)")));
  }

  private void needs(ApprovalDemand demand, RequestSummary s) {
    for (int i = 0; i < demand.slots().size(); i++) {
      ApprovalSlot slot = demand.slots().get(i);
      List<PersonId> by = i < detail.filled().size() ? detail.filled().get(i) : List.of();
      int missing = slot.count() - by.size();
      String given =
          by.isEmpty()
              ? ""
              : by.stream().map(PersonId::value).collect(Collectors.joining(", ")) + " approved";
      String open =
          missing <= 0 ? "" : s.status().isFinal() ? missing + " not given" : missing + " needed";
      lines.add(
          line(
              bold("Approvals  "),
              text(
                  slot.group()
                      + ": "
                      + Stream.of(given, open)
                          .filter(part -> !part.isEmpty())
                          .collect(Collectors.joining(", "))
                      + (demand.inTurn() && i > 0 ? ", after the group before" : ""))));
    }
    detail.reviews().stream()
        .filter(review -> review.decision() == ReviewDecision.DENY)
        .forEach(review -> lines.add(line(bold("Denied by  "), text(review.by().value()))));
    if (!s.status().isFinal() && !demand.decideIn().contains(io.holdpoint.model.Channel.SLACK)) {
      lines.add(
          line(
              bold("Decided in  "),
              text(
                  new TreeSet<>(demand.decideIn())
                          .stream().map(c -> c.wire()).collect(Collectors.joining(", "))
                      + ", not here")));
    }
  }

  /** What reads like something else. */
  private void warnings(RequestSummary s) {
    List<String> found =
        Stream.of(
                s.tool(),
                s.target().system(),
                s.target().resource(),
                s.target().environment(),
                s.task(),
                detail.action().arguments().text())
            .flatMap(name -> LookAlikes.in(name).stream())
            .map(LookAlikes.Found::inWords)
            .distinct()
            .limit(LookAlikes.MAX)
            .toList();
    if (!found.isEmpty()) {
      lines.add(
          line(
              bold("\u26A0 Letters that pass for others  "),
              text(clipped(String.join("; ", found)))));
    }
    if (Visible.pieces(s.tool() + s.target() + s.task(), false).stream()
        .anyMatch(Visible.Piece::odd)) {
      lines.add(line(bold("\u26A0 Invisible characters  "), text("named above like ‹U+202E›")));
    }
  }

  private Map<String, Object> value(String given) {
    return code(clipped(Visible.line(given)));
  }

  private String clipped(String text) {
    return Blocks.clip(text, longest);
  }
}
