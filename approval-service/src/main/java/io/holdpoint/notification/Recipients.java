package io.holdpoint.notification;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which groups to tell, and of what, so that the same thing is not told twice.
 *
 * @param groups may be empty: nobody is left to tell
 * @param occasion names the telling within its request
 */
public record Recipients(List<String> groups, String occasion) {

  public Recipients {
    groups = List.copyOf(groups);
  }

  /**
   * The groups that a notify task tells.
   *
   * @param slots what the model asks for: {@code first}, {@code others}, {@code turn}; anything
   *     else means all
   */
  public static Recipients toTell(ApprovalDemand demand, String slots, List<Review> reviews) {
    return switch (slots) {
      case "first" -> new Recipients(groups(demand.slots().subList(0, 1)), "held:first");
      case "others" ->
          new Recipients(groups(demand.slots().subList(1, demand.slots().size())), "held:others");
      case "turn" -> {
        int turn = turn(demand, reviews);
        yield new Recipients(List.of(demand.slots().get(turn).group()), "held:turn-" + turn);
      }
      default -> new Recipients(groups(demand.slots()), "held:all");
    };
  }

  /** The groups whose word is still awaited. */
  public static List<String> toRemind(ApprovalDemand demand, List<Review> reviews) {
    return demand.inTurn()
        ? List.of(demand.slots().get(turn(demand, reviews)).group())
        : groups(demand.slots());
  }

  /** Every group that may have been told. */
  public static List<String> everyone(ApprovalDemand demand) {
    return Stream.concat(groups(demand.slots()).stream(), demand.escalateTo().stream())
        .distinct()
        .toList();
  }

  /** Whose turn it is: the first slot that the approvals given so far, in order, do not fill. */
  private static int turn(ApprovalDemand demand, List<Review> reviews) {
    long approvals = reviews.stream().filter(r -> r.decision() == ReviewDecision.APPROVE).count();
    int turn = 0;
    long needed = demand.slots().get(0).count();
    while (approvals >= needed && turn < demand.slots().size() - 1) {
      turn++;
      needed += demand.slots().get(turn).count();
    }
    return turn;
  }

  private static List<String> groups(List<ApprovalSlot> slots) {
    return slots.stream().map(ApprovalSlot::group).distinct().toList();
  }
}
