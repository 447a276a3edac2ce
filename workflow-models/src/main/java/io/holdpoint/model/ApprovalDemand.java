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
 * @param denials how many distinct people must deny to end it; 1 or more
 * @param reasonRequired whether an approval needs a reason, of at least {@link #MIN_REASON} letters
 *     or digits
 * @param stepUp whether an approval needs a proof of who gives it that is at most five minutes old
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
    boolean changes,
    int denials,
    boolean reasonRequired,
    boolean stepUp) {

  /** Letters and digits of a reason that is required: fewer say nothing. */
  public static final int MIN_REASON = 10;

  public ApprovalDemand {
    slots = List.copyOf(slots);
    decideIn = Set.copyOf(decideIn);
    if (slots.isEmpty() || decideIn.isEmpty()) {
      throw new IllegalArgumentException("a demand needs at least one slot and one channel");
    }
    if (denials < 1) {
      throw new IllegalArgumentException("denials: expected 1 or more, was " + denials);
    }
  }

  /** The same that asks nobody to prove anew who they are. */
  public ApprovalDemand(
      List<ApprovalSlot> slots,
      boolean inTurn,
      String process,
      Optional<Duration> remindAfter,
      Optional<Duration> escalateAfter,
      Optional<String> escalateTo,
      Duration expireAfter,
      Set<Channel> decideIn,
      boolean changes,
      int denials,
      boolean reasonRequired) {
    this(
        slots,
        inTurn,
        process,
        remindAfter,
        escalateAfter,
        escalateTo,
        expireAfter,
        decideIn,
        changes,
        denials,
        reasonRequired,
        false);
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

  /** The same that one denial ends, and whose approvals need no reason. */
  public ApprovalDemand(
      List<ApprovalSlot> slots,
      boolean inTurn,
      String process,
      Optional<Duration> remindAfter,
      Optional<Duration> escalateAfter,
      Optional<String> escalateTo,
      Duration expireAfter,
      Set<Channel> decideIn,
      boolean changes) {
    this(
        slots,
        inTurn,
        process,
        remindAfter,
        escalateAfter,
        escalateTo,
        expireAfter,
        decideIn,
        changes,
        1,
        false);
  }
}
