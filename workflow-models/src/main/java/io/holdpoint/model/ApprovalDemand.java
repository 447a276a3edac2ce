package io.holdpoint.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a held request needs before it is approved. Frozen in the ledger when the request is held: a
 * policy published later changes nothing for it, and no process can lower it.
 *
 * @param slots never empty; each person fills at most one place of one slot
 * @param inTurn whether the groups decide one after the other, in the order of the slots
 * @param process the id of the BPMN process that seeks the approvals
 * @param remindAfter from the time of holding, again and again; empty: never
 * @param escalateAfter from the time of holding; after it people of {@code escalateTo} may fill any
 *     slot; empty: never
 * @param expireAfter from the time of holding
 * @param decideIn the channels through which a review counts; never empty
 * @param changes whether a reviewer may change the arguments and approve them as changed
 */
public record ApprovalDemand(
    List<ApprovalSlot> slots,
    boolean inTurn,
    String process,
    Optional<Duration> remindAfter,
    Optional<Duration> escalateAfter,
    Optional<String> escalateTo,
    Duration expireAfter,
    Set<Channel> decideIn,
    boolean changes) {

  public ApprovalDemand {
    slots = List.copyOf(slots);
    decideIn = Set.copyOf(decideIn);
    if (slots.isEmpty() || decideIn.isEmpty()) {
      throw new IllegalArgumentException("a demand needs at least one slot and one channel");
    }
  }

  /** The same without leave to change the arguments. */
  public ApprovalDemand(
      List<ApprovalSlot> slots,
      boolean inTurn,
      String process,
      Optional<Duration> remindAfter,
      Optional<Duration> escalateAfter,
      Optional<String> escalateTo,
      Duration expireAfter,
      Set<Channel> decideIn) {
    this(
        slots,
        inTurn,
        process,
        remindAfter,
        escalateAfter,
        escalateTo,
        expireAfter,
        decideIn,
        false);
  }
}
