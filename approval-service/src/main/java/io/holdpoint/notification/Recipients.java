package io.holdpoint.notification;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.PersonId;
import java.util.List;
import java.util.stream.IntStream;
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
  public static Recipients toTell(
      ApprovalDemand demand, String slots, List<List<PersonId>> filled) {
    return switch (slots) {
      case "first" -> new Recipients(groups(demand.slots().subList(0, 1)), "held:first");
      case "others" ->
          new Recipients(groups(demand.slots().subList(1, demand.slots().size())), "held:others");
      case "turn" -> {
        int turn = turn(demand, filled);
        yield new Recipients(List.of(demand.slots().get(turn).group()), "held:turn-" + turn);
      }
      default -> new Recipients(groups(demand.slots()), "held:all");
    };
  }

  /** The groups that a reminder goes to: all, or the one whose turn it is. */
  public static List<String> toRemind(ApprovalDemand demand, List<List<PersonId>> filled) {
    return demand.inTurn()
        ? List.of(demand.slots().get(turn(demand, filled)).group())
        : groups(demand.slots());
  }

  /** The groups whose places are open: all of these, or the one whose turn it is. */
  static List<String> awaited(ApprovalDemand demand, List<List<PersonId>> filled) {
    return demand.inTurn()
        ? toRemind(demand, filled)
        : IntStream.range(0, demand.slots().size())
            .filter(slot -> !isFull(demand, filled, slot))
            .mapToObj(slot -> demand.slots().get(slot).group())
            .distinct()
            .toList();
  }

  /** Every group that may have been told. */
  public static List<String> everyone(ApprovalDemand demand) {
    return Stream.concat(groups(demand.slots()).stream(), demand.escalateTo().stream())
        .distinct()
        .toList();
  }

  /** Whose turn it is: the first slot that is not full by the approvals that count now. */
  private static int turn(ApprovalDemand demand, List<List<PersonId>> filled) {
    int turn = 0;
    while (turn < demand.slots().size() - 1 && isFull(demand, filled, turn)) {
      turn++;
    }
    return turn;
  }

  private static boolean isFull(ApprovalDemand demand, List<List<PersonId>> filled, int slot) {
    return slot < filled.size() && filled.get(slot).size() >= demand.slots().get(slot).count();
  }

  private static List<String> groups(List<ApprovalSlot> slots) {
    return slots.stream().map(ApprovalSlot::group).distinct().toList();
  }
}
