package io.holdpoint.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two demands on one request, of which both hold: in each respect the stricter. Pure. A part that
 * is added to {@link ApprovalDemand} needs its line here.
 *
 * @param demand what holds
 * @param stricter in which respects it is stricter than the first of the two, in sentences for
 *     people; empty when the first holds as it is
 */
public record StricterDemand(ApprovalDemand demand, List<String> stricter) {

  public StricterDemand {
    stricter = List.copyOf(stricter);
  }

  /**
   * @param held what is demanded so far; its process runs already and stays
   * @param more what is demanded besides
   * @param elapsed since the request was held: the times of {@code more} count from now
   * @return empty when no channel is left in which both may be decided
   */
  public static Optional<StricterDemand> of(
      ApprovalDemand held, ApprovalDemand more, Duration elapsed) {
    List<String> stricter = new ArrayList<>();
    Set<Channel> channels = EnumSet.copyOf(held.decideIn());
    channels.retainAll(more.decideIn());
    if (channels.isEmpty()) {
      return Optional.empty();
    }
    List<ApprovalSlot> slots = slots(held, more, stricter);
    boolean inTurn = held.inTurn() || more.inTurn();
    if (inTurn && !held.inTurn() && slots.size() > 1) {
      stricter.add("the groups decide one after the other");
    }
    Optional<String> escalateTo =
        held.escalateTo().filter(to -> more.escalateTo().equals(Optional.of(to)));
    if (held.escalateTo().isPresent() && escalateTo.isEmpty()) {
      stricter.add("it no longer escalates to " + held.escalateTo().get());
    }
    Optional<Duration> escalateAfter =
        escalateTo.map(
            to ->
                later(
                    held.escalateAfter().orElse(Duration.ZERO),
                    elapsed.plus(more.escalateAfter().orElse(Duration.ZERO))));
    Duration expireAfter = sooner(held.expireAfter(), elapsed.plus(more.expireAfter()));
    if (channels.size() < held.decideIn().size()) {
      stricter.add(
          "it is decided in "
              + channels.stream().map(Channel::wire).collect(Collectors.joining(" and "))
              + " only");
    }
    boolean changes = held.changes() && more.changes();
    if (held.changes() && !changes) {
      stricter.add("its arguments cannot be changed again");
    }
    int denials = Math.min(held.denials(), more.denials());
    if (denials < held.denials()) {
      stricter.add("it ends after " + denials + (denials == 1 ? " denial" : " denials"));
    }
    boolean reasonRequired = held.reasonRequired() || more.reasonRequired();
    if (reasonRequired && !held.reasonRequired()) {
      stricter.add("its approvals need a reason");
    }
    boolean stepUp = held.stepUp() || more.stepUp();
    if (stepUp && !held.stepUp()) {
      stricter.add("who approves proves anew who they are");
    }
    return Optional.of(
        new StricterDemand(
            new ApprovalDemand(
                slots,
                inTurn,
                held.process(),
                held.remindAfter(),
                escalateAfter,
                escalateTo,
                expireAfter,
                channels,
                changes,
                denials,
                reasonRequired,
                stepUp),
            stricter));
  }

  /** What is demanded so far, and nothing more. */
  public static StricterDemand unchanged(ApprovalDemand held) {
    return new StricterDemand(held, List.of());
  }

  private static List<ApprovalSlot> slots(
      ApprovalDemand held, ApprovalDemand more, List<String> stricter) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    held.slots().forEach(slot -> counts.put(slot.group(), slot.count()));
    for (ApprovalSlot slot : more.slots()) {
      int before = counts.getOrDefault(slot.group(), 0);
      if (slot.count() > before) {
        counts.put(slot.group(), slot.count());
        stricter.add(
            "it needs "
                + slot.count()
                + " of "
                + slot.group()
                + (before == 0 ? " as well" : " instead of " + before));
      }
    }
    return counts.entrySet().stream()
        .map(each -> new ApprovalSlot(each.getKey(), each.getValue()))
        .toList();
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration sooner(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
