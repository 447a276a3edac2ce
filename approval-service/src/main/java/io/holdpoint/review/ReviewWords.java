package io.holdpoint.review;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import java.util.List;
import java.util.stream.Collectors;

/** What a reviewer writes: judged, and handed on to the agent. */
final class ReviewWords {

  /** Characters (UTF-16 code units) of a reason. */
  static final int MAX_REASON = 2_000;

  private ReviewWords() {}

  /**
   * The reason without the white space around it.
   *
   * @throws ReviewRefusedException it is too long, has control characters, a denial has none, or an
   *     approval has not enough of one where the demand asks for it
   */
  static String reason(ReviewDecision decision, String text, ApprovalDemand demand) {
    var reason = plain(text);
    if (decision == ReviewDecision.DENY && reason.isEmpty()) {
      throw refused("A denial needs a reason: the agent is told it.");
    }
    if (decision == ReviewDecision.APPROVE
        && demand.reasonRequired()
        && letters(reason) < ApprovalDemand.MIN_REASON) {
      throw refused(
          "Requests of this tier are approved with a reason of at least %d letters or digits."
              .formatted(ApprovalDemand.MIN_REASON));
    }
    return reason;
  }

  private static String plain(String text) {
    var reason = text.strip();
    if (reason.length() > MAX_REASON) {
      throw refused(
          "The reason has %d characters; at most %d are taken."
              .formatted(reason.length(), MAX_REASON));
    }
    if (reason.codePoints().anyMatch(ReviewWords::unreadable)) {
      throw refused("The reason has control characters; plain text and line breaks are taken.");
    }
    return reason;
  }

  /**
   * Why arguments were changed, without the white space around it.
   *
   * @throws ReviewRefusedException there is none, it is too long or has control characters
   */
  static String change(String text) {
    var reason = plain(text);
    if (reason.isEmpty()) {
      throw refused("A change needs a reason: the agent is told it.");
    }
    return reason;
  }

  /**
   * The same, where the change is also an approval: then it has to do for that, too.
   *
   * @param demand what the changed action needs
   * @throws ReviewRefusedException as above, or an approval of this demand needs more of a reason
   */
  static String changeAndApproval(String text, ApprovalDemand demand) {
    change(text);
    return reason(ReviewDecision.APPROVE, text, demand);
  }

  /** What says something: dots and blanks do not. */
  private static long letters(String reason) {
    return reason.codePoints().filter(Character::isLetterOrDigit).count();
  }

  /** The reasons of those whose word decided, as the verdict's reason. */
  static String together(List<Review> reviews) {
    return reviews.stream()
        .map(Review::reason)
        .filter(reason -> !reason.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static boolean unreadable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
      case Character.SURROGATE -> true; // half a character: no database keeps it
      default -> false;
    };
  }

  private static ReviewRefusedException refused(String message) {
    return new ReviewRefusedException(Why.BAD_REASON, message);
  }
}
