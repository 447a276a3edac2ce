package io.holdpoint.notifiers.slack;

import static io.holdpoint.notifiers.slack.Blocks.bold;
import static io.holdpoint.notifiers.slack.Blocks.line;
import static io.holdpoint.notifiers.slack.Blocks.plain;
import static io.holdpoint.notifiers.slack.Blocks.rich;
import static io.holdpoint.notifiers.slack.Blocks.text;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Person;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The modal in which a person decides: everything once more, and the reason. */
final class ReviewForm {

  static final String CALLBACK = "hp_review";
  static final String REASON_BLOCK = "hp_reason";
  static final String REASON = "hp_reason_text";

  /** Characters of a reason; the desk takes no more. */
  private static final int LONGEST_REASON = 2_000;

  private ReviewForm() {}

  /**
   * @param whole whether all that is asked for is shown; an approval has no form otherwise
   * @param sealed comes back with the submission
   */
  static Map<String, Object> show(
      RequestDetail detail, Person who, ReviewDecision decision, boolean whole, String sealed) {
    boolean approves = decision == ReviewDecision.APPROVE;
    List<Object> blocks = new ArrayList<>();
    blocks.add(Blocks.header(RequestMessage.headline(detail.summary())));
    blocks.addAll(RequestMessage.body(detail, whole));
    blocks.add(rich(List.of(line(youAre(detail, who)))));
    blocks.add(
        reason(approves && detail.demand().filter(ApprovalDemand::reasonRequired).isEmpty()));
    blocks.add(
        Blocks.context("Your decision counts for exactly this: " + detail.action().digest()));
    return Blocks.of(
        "type",
        "modal",
        "callback_id",
        CALLBACK,
        "private_metadata",
        sealed,
        "title",
        plain(approves ? "Approve this action?" : "Deny this action?"),
        "submit",
        plain(approves ? "Approve" : "Deny"),
        "close",
        plain("Back"),
        "blocks",
        blocks);
  }

  private static List<Map<String, Object>> youAre(RequestDetail detail, Person who) {
    List<Map<String, Object>> parts = new ArrayList<>();
    parts.add(text("You decide as "));
    parts.add(bold(who.id().value()));
    switch (detail.standing()) {
      case Standing.MayReview(var groups, var insteadOf) ->
          parts.add(
              text(
                  ", for "
                      + String.join(", ", groups)
                      + insteadOf.map(absent -> ", standing in for " + absent).orElse("")));
      case Standing.MayNot(var why) -> parts.add(text(". " + why));
    }
    return parts;
  }

  private static Map<String, Object> reason(boolean optional) {
    return Blocks.of(
        "type",
        "input",
        "block_id",
        REASON_BLOCK,
        "optional",
        optional,
        "label",
        plain("Reason"),
        "hint",
        plain("The agent reads it, and it stays on record."),
        "element",
        Blocks.of(
            "type",
            "plain_text_input",
            "action_id",
            REASON,
            "multiline",
            true,
            "max_length",
            LONGEST_REASON));
  }

  /** A modal that says something and takes nothing. */
  static Map<String, Object> notice(String title, String... sentences) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String sentence : sentences) {
      lines.add(line(text(sentence)));
    }
    return Blocks.of(
        "type",
        "modal",
        "callback_id",
        "hp_notice",
        "title",
        plain(title),
        "close",
        plain("Close"),
        "blocks",
        List.of(rich(lines)));
  }
}
