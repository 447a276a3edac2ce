package io.holdpoint.notifiers.mail;

import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Target;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.text.LookAlikes;
import io.holdpoint.model.text.Visible;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a mail says, as pairs and blocks of bounded, visible text, before it is put into text or
 * HTML. Everything that an agent wrote passes through {@link Visible}.
 *
 * @param lines what stands under one another, each with its label
 * @param blocks longer texts with their headings
 */
record MailText(String subject, String opening, List<Pair> lines, List<Pair> blocks, String link) {

  static final int MAX_SUBJECT = 150;

  /** Characters of one line, of a block, and requests of a burst that are named. */
  static final int MAX_LINE = 200;

  static final int MAX_BLOCK = 4_000;
  static final int MAX_NAMED = 20;

  static final String NOTHING_DECIDED =
      "Nothing is decided by this mail or its link; the console asks you first.";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  record Pair(String label, String text) {}

  static MailText of(Delivery delivery) {
    return delivery.alsoHeld().isEmpty() ? ofOne(delivery) : ofBurst(delivery);
  }

  private static MailText ofOne(Delivery delivery) {
    RequestDetail request = delivery.request();
    RequestSummary summary = request.summary();
    List<Pair> lines = new ArrayList<>();
    lines.add(new Pair("Action", line(summary.tool())));
    lines.add(new Pair("Target", target(summary.target())));
    lines.add(new Pair("Agent", summary.agent().value()));
    if (!summary.task().isEmpty()) {
      lines.add(new Pair("Task", line(summary.task())));
    }
    lines.add(new Pair("Held because", line(summary.why()) + " (tier " + summary.tier() + ")"));
    lines.add(
        new Pair("Approvals", summary.approvalsGiven() + " of " + summary.approvalsDemanded()));
    summary
        .verdict()
        .ifPresentOrElse(
            verdict ->
                lines.add(
                    new Pair(
                        "Outcome",
                        verdict.outcome().wire()
                            + " by "
                            + verdict.basis().wire()
                            + (verdict.reason().isEmpty() ? "" : ": " + line(verdict.reason())))),
            () ->
                lines.add(
                    summary
                        .frozenSince()
                        .map(
                            since ->
                                new Pair(
                                    "Frozen",
                                    "since "
                                        + at(since)
                                        + "; it can be denied, not approved, and its time stands"
                                        + " still"))
                        .orElseGet(() -> new Pair("Until", at(summary.expiresAt())))));
    lookAlikes(summary).ifPresent(found -> lines.add(new Pair("Look closely", found)));
    List<Pair> blocks = new ArrayList<>();
    if (!request.action().masked().isEmpty()) {
      lines.add(new Pair("Masked", request.action().masked().size() + " secrets"));
    }
    blocks.add(new Pair("Arguments", block(request.action().arguments().text())));
    if (!request.reason().isEmpty()) {
      blocks.add(new Pair("The agent's own words, unverified", block(request.reason())));
    }
    String what = line(summary.tool()) + " on " + target(summary.target());
    return new MailText(
        cut(
            "[Holdpoint] " + word(delivery) + ": " + what + " (" + summary.tier() + ")",
            MAX_SUBJECT),
        opening(delivery),
        List.copyOf(lines),
        List.copyOf(blocks),
        delivery.link());
  }

  private static MailText ofBurst(Delivery delivery) {
    List<RequestSummary> all =
        Stream.concat(Stream.of(delivery.request().summary()), delivery.alsoHeld().stream())
            .toList();
    long waiting = all.stream().filter(each -> each.status() == RequestStatus.PENDING).count();
    String agent = delivery.request().summary().agent().value();
    List<Pair> lines =
        all.stream()
            .limit(MAX_NAMED)
            .map(
                each ->
                    new Pair(
                        each.status().wire(), line(each.tool()) + " on " + target(each.target())))
            .collect(Collectors.toCollection(ArrayList::new));
    if (all.size() > MAX_NAMED) {
      lines.add(new Pair("and", (all.size() - MAX_NAMED) + " more"));
    }
    return new MailText(
        cut("[Holdpoint] " + all.size() + " requests of " + agent + " held", MAX_SUBJECT),
        all.size()
            + " requests of "
            + agent
            + " came within a short time; "
            + waiting
            + " wait for people. The console's inbox has them all.",
        List.copyOf(lines),
        List.of(),
        delivery.link());
  }

  private static String word(Delivery delivery) {
    RequestStatus status = delivery.request().summary().status();
    return switch (delivery.kind()) {
      case HELD -> "Held";
      case REMINDER -> "Still held";
      case ESCALATION -> "Escalated";
      case VERDICT, UPDATE ->
          status.wire().substring(0, 1).toUpperCase(Locale.ROOT) + status.wire().substring(1);
    };
  }

  private static String opening(Delivery delivery) {
    String groups =
        delivery.groups().stream().map(MailText::line).collect(Collectors.joining(", "));
    return switch (delivery.kind()) {
      case HELD -> "An agent's action waits for " + groups + ".";
      case REMINDER -> "An agent's action still waits for " + groups + ".";
      case ESCALATION -> "An agent's action has waited too long; " + groups + " may decide now.";
      case VERDICT, UPDATE ->
          "This action is " + delivery.request().summary().status().wire() + ".";
    };
  }

  private static Optional<String> lookAlikes(RequestSummary summary) {
    List<LookAlikes.Found> found =
        LookAlikes.in(
            String.join(
                " ",
                summary.tool(),
                summary.target().system(),
                summary.target().resource(),
                summary.target().environment()));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            found.stream().map(LookAlikes.Found::inWords).collect(Collectors.joining("; ")));
  }

  private static String target(Target target) {
    String joined =
        Stream.of(target.system(), target.resource(), target.environment())
            .filter(part -> !part.isEmpty())
            .map(MailText::line)
            .collect(Collectors.joining(" · "));
    return joined.isEmpty() ? "no named target" : joined;
  }

  private static String line(String text) {
    return cut(Visible.line(cut(text, MAX_LINE)), MAX_LINE);
  }

  private static String block(String text) {
    boolean more = text.length() > MAX_BLOCK;
    String shown =
        Visible.prose(more ? text.substring(0, MAX_BLOCK) : text).stream()
            .map(Visible.Piece::text)
            .collect(Collectors.joining());
    return more || shown.length() > MAX_BLOCK
        ? cut(shown, MAX_BLOCK)
            + "\n(cut here; all "
            + text.length()
            + " characters are in the console)"
        : shown;
  }

  /** Never within a pair of surrogates. */
  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + "…";
  }

  private static String at(Instant time) {
    return TIME.format(time);
  }

  String asText() {
    StringBuilder out = new StringBuilder(opening).append("\n\n");
    lines.forEach(pair -> out.append(pair.label()).append(": ").append(pair.text()).append('\n'));
    for (Pair block : blocks) {
      out.append("\n-- ").append(block.label()).append(" --\n");
      // Quoted, so that no line of a stranger's can pass for one of ours.
      block.text().lines().forEach(line -> out.append("> ").append(line).append('\n'));
    }
    return out.append("\nSee it whole: ")
        .append(link)
        .append('\n')
        .append(NOTHING_DECIDED)
        .append('\n')
        .toString();
  }

  String asHtml() {
    StringBuilder out = new StringBuilder("<!doctype html><html><body><p>");
    out.append(html(opening)).append("</p><table>");
    lines.forEach(
        pair ->
            out.append("<tr><th align=\"left\" valign=\"top\">")
                .append(html(pair.label()))
                .append("</th><td>")
                .append(html(pair.text()))
                .append("</td></tr>"));
    out.append("</table>");
    for (Pair block : blocks) {
      out.append("<h3>")
          .append(html(block.label()))
          .append("</h3><pre style=\"white-space:pre-wrap\">")
          .append(html(block.text()))
          .append("</pre>");
    }
    return out.append("<p><a href=\"")
        .append(html(link))
        .append("\">See it whole in the console</a></p><p>")
        .append(html(NOTHING_DECIDED))
        .append("</p></body></html>")
        .toString();
  }

  static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
