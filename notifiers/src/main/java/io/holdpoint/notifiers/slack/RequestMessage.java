package io.holdpoint.notifiers.slack;

import static io.holdpoint.notifiers.slack.Blocks.bold;
import static io.holdpoint.notifiers.slack.Blocks.line;
import static io.holdpoint.notifiers.slack.Blocks.rich;
import static io.holdpoint.notifiers.slack.Blocks.text;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Channel;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.text.Headline;
import io.holdpoint.model.text.Json;
import io.holdpoint.model.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One request as a message: what will happen, the facts, the arguments in full, the agent's words
 * apart, the buttons. What does not fit whole is not shown in part as if it were whole: then there
 * is no button to approve.
 */
final class RequestMessage {

  static final String APPROVE = "hp_approve";
  static final String DENY = "hp_deny";
  static final String CONSOLE = "hp_console";

  /**
   * Bytes of a message's blocks as JSON. Slack names no number for {@code msg_blocks_too_long};
   * refusals were reported from about 11,000 characters on.
   */
  static final int BUDGET = 9_500;

  /** Characters of a value where the whole does not fit. */
  private static final int SHORT = 150;

  private final Seals seals;

  RequestMessage(Seals seals) {
    this.seals = seals;
  }

  /** The request as it stands now. */
  Content of(RequestDetail detail, String link) {
    List<Object> whole = blocks(detail, link, true);
    List<Object> shown = Blocks.bytes(whole) <= BUDGET ? whole : blocks(detail, link, false);
    return Content.of(headline(detail.summary()), shown);
  }

  /** Whether everything that is asked for can be shown. */
  boolean fits(RequestDetail detail, String link) {
    return Blocks.bytes(blocks(detail, link, true)) <= BUDGET;
  }

  private List<Object> blocks(RequestDetail detail, String link, boolean whole) {
    List<Object> blocks = new ArrayList<>();
    RequestSummary s = detail.summary();
    blocks.add(Blocks.header(headline(s)));
    blocks.addAll(body(detail, whole));
    s.verdict().ifPresent(verdict -> blocks.add(rich(outcome(detail, verdict))));
    blocks.add(
        Blocks.context(
            "Request " + s.id() + ". A decision counts for exactly " + detail.action().digest()));
    blocks.add(Blocks.actions("hp_" + s.id(), buttons(detail, link, whole)));
    return blocks;
  }

  /** Facts, arguments and words, the same in a message and in a form. */
  static List<Object> body(RequestDetail detail, boolean whole) {
    List<Object> blocks = new ArrayList<>();
    blocks.add(rich(Facts.of(detail, whole ? Integer.MAX_VALUE : SHORT)));
    blocks.add(rich(arguments(detail, whole)));
    blocks.add(rich(words(detail, whole)));
    return blocks;
  }

  private static List<Map<String, Object>> arguments(RequestDetail detail, boolean whole) {
    String canonical = detail.action().arguments().text();
    List<Map<String, Object>> parts = new ArrayList<>();
    if (whole) {
      int masked = detail.action().masked().size();
      parts.add(
          line(
              bold("Arguments"),
              text(
                  masked == 0
                      ? " in full, as they would be sent"
                      : " in full, but for "
                          + masked
                          + (masked == 1 ? " value" : " values")
                          + " masked as secret")));
      parts.addAll(Blocks.pre(shown(Json.pretty(detail.action().arguments()))));
    } else {
      parts.add(
          line(
              bold("Too long to be shown here whole"),
              text(
                  String.format(
                      Locale.ROOT,
                      ": the arguments have %,d characters. Read and approve it in the console.",
                      canonical.length()))));
    }
    return parts;
  }

  private static List<Map<String, Object>> words(RequestDetail detail, boolean whole) {
    List<Map<String, Object>> parts = new ArrayList<>();
    if (detail.reason().isEmpty()) {
      parts.add(line(text("The agent gave no reason.")));
      return parts;
    }
    parts.add(
        line(
            bold("\u26A0 The agent’s own words"),
            text(", unverified: written by it or by what it read")));
    String words = shown(Visible.prose(detail.reason()));
    parts.add(Blocks.quote(whole ? words : Blocks.clip(words, SHORT)));
    return parts;
  }

  private List<Map<String, Object>> buttons(RequestDetail detail, String link, boolean whole) {
    List<Map<String, Object>> buttons = new ArrayList<>();
    RequestSummary s = detail.summary();
    boolean decidedHere =
        !s.status().isFinal()
            && detail
                .demand()
                .map(ApprovalDemand::decideIn)
                .filter(channels -> channels.contains(Channel.SLACK))
                .isPresent();
    if (decidedHere) {
      String value = seals.seal(new Seals.Button(s.id(), detail.action().digest()));
      buttons.add(Blocks.button(DENY, "Deny…", value));
      if (whole && s.frozenSince().isEmpty()) {
        buttons.add(Blocks.button(APPROVE, "Approve…", value));
      }
    }
    buttons.add(Blocks.linkButton(CONSOLE, "Open in the console", link));
    return buttons;
  }

  /** Mark, word, and what: the verb and object that we made. */
  static String headline(RequestSummary s) {
    return mark(s.status()) + ": " + Headline.of(s.tool(), s.target());
  }

  static String mark(RequestStatus status) {
    return switch (status) {
      case PENDING -> "\u270B Approval needed";
      case APPROVED -> "\u2705 Approved";
      case DENIED -> "\u26D4 Denied";
      case EXPIRED -> "\u231B Expired";
      case CANCELLED -> "\u21A9 Withdrawn";
    };
  }

  /** How it ended, on what that rests, and the words of those who decided. */
  static List<Map<String, Object>> outcome(RequestDetail detail, Verdict verdict) {
    List<Map<String, Object>> parts = new ArrayList<>();
    List<Map<String, Object>> head = new ArrayList<>();
    head.add(bold(mark(verdict.outcome())));
    head.add(text(" " + basis(detail, verdict)));
    detail
        .summary()
        .decidedAt()
        .ifPresent(
            at -> {
              head.add(text(", "));
              head.add(Blocks.date(at));
            });
    parts.add(line(head));
    if (!verdict.reason().isBlank()) {
      parts.add(Blocks.quote(Blocks.clip(shown(Visible.prose(verdict.reason())), 1_000)));
    }
    return parts;
  }

  private static String basis(RequestDetail detail, Verdict verdict) {
    return switch (verdict.basis()) {
      case POLICY -> "by policy";
      case REVIEWERS -> "by " + deciders(detail, verdict);
      case TIMEOUT -> "because its time was over";
      case AGENT -> "by its agent";
      case KILL_SWITCH -> "by a freeze";
      case SYSTEM -> "by the system";
    };
  }

  private static String deciders(RequestDetail detail, Verdict verdict) {
    ReviewDecision decision =
        verdict.outcome() == RequestStatus.APPROVED ? ReviewDecision.APPROVE : ReviewDecision.DENY;
    String people =
        detail.reviews().stream()
            .filter(review -> review.decision() == decision)
            .map(Review::by)
            .map(id -> id.value())
            .distinct()
            .collect(Collectors.joining(", "));
    return people.isEmpty() ? "reviewers" : people;
  }

  private static String shown(List<Visible.Piece> pieces) {
    return pieces.stream().map(Visible.Piece::text).collect(Collectors.joining());
  }
}
