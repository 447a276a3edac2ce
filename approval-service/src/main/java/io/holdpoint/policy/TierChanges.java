package io.holdpoint.policy;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.PolicyComparison.Weighed;
import io.holdpoint.policy.PolicyDocument.Approval;
import io.holdpoint.policy.PolicyDocument.GroupName;
import io.holdpoint.policy.PolicyDocument.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of the tiers: which is which, how strict each is now, and what changed in what they
 * do.
 */
final class TierChanges {

  private final PolicyDocument before;
  private final PolicyDocument after;
  private final Map<String, String> renamed = new HashMap<>();

  TierChanges(PolicyDocument before, PolicyDocument after) {
    this.before = before;
    this.after = after;
    List<Tier> gone = without(before.tiers(), after.tiers());
    List<Tier> added = without(after.tiers(), before.tiers());
    for (Tier tier : gone) {
      added.stream()
          .filter(other -> isSame(tier, other) && !renamed.containsValue(other.name()))
          .findFirst()
          .ifPresent(other -> renamed.put(tier.name(), other.name()));
    }
  }

  private static List<Tier> without(List<Tier> tiers, List<Tier> others) {
    return tiers.stream()
        .filter(tier -> others.stream().noneMatch(other -> other.name().equals(tier.name())))
        .toList();
  }

  /** Whether two tiers do the same, whatever they are called. */
  private static boolean isSame(Tier one, Tier other) {
    Weighed weighed = new Weighed();
    weigh(one, other, weighed, true);
    return one.outcome() == other.outcome() && weighed.isEmpty();
  }

  /** What a tier of either policy is called now: a tier that only has another name is the same. */
  String nameNow(String tier) {
    return renamed.getOrDefault(tier, tier);
  }

  /** The place of a tier in the order of strictness as it is now; empty where it is gone. */
  OptionalInt rank(String tier) {
    return rank(after, nameNow(tier));
  }

  private static OptionalInt rank(PolicyDocument document, String tier) {
    for (int rank = 0; rank < document.tiers().size(); rank++) {
      if (document.tiers().get(rank).name().equals(tier)) {
        return OptionalInt.of(rank);
      }
    }
    return OptionalInt.empty();
  }

  /** Whether a rule of the policy as it was could release what the default tier would not. */
  boolean wasLooserThanDefault(String tier) {
    return rank(before, tier).orElse(0) < rank(before, before.defaultTier()).orElse(0);
  }

  boolean isLooserThanDefault(String tier) {
    return rank(tier).orElse(0) < rank(after.defaultTier()).orElse(0);
  }

  /** Whether, as it is now, some rule that is on has a tier looser than this one. */
  boolean isAboveAnotherRule(String tier) {
    int rank = rank(tier).orElse(Integer.MAX_VALUE);
    return after.rules().stream()
        .anyMatch(rule -> rule.enabled() && rank(rule.tier()).orElse(0) < rank);
  }

  void weigh(Weighed weighed) {
    weighOrder(weighed);
    for (Tier tier : before.tiers()) {
      Optional<Tier> now = tier(nameNow(tier.name()));
      if (tier.enabled() && now.isPresent() && now.get().enabled()) {
        weigh(tier, now.get(), weighed, false);
      }
    }
    weighNamed("the default tier", before.defaultTier(), after.defaultTier(), weighed);
    String safe = safeTier(before);
    String safeNow = safeTier(after);
    boolean asDefault = safe.equals(before.defaultTier()) && safeNow.equals(after.defaultTier());
    if (!asDefault) {
      weighNamed("the tier of unclassified tools", safe, safeNow, weighed);
    }
  }

  private Optional<Tier> tier(String name) {
    return after.tiers().stream().filter(tier -> tier.name().equals(name)).findFirst();
  }

  private static String safeTier(PolicyDocument document) {
    boolean reached = false;
    for (Tier tier : document.tiers()) {
      reached = reached || tier.name().equals(document.defaultTier());
      if (reached && tier.enabled() && tier.outcome() != Outcome.ALLOW) {
        return tier.name();
      }
    }
    return document.defaultTier();
  }

  private void weighNamed(String what, String old, String now, Weighed weighed) {
    if (nameNow(old).equals(now)) {
      return;
    }
    OptionalInt from = rank(old);
    int to = rank(now).orElse(0);
    weighed.add(
        from.isEmpty() || to < from.getAsInt(),
        from.isEmpty() || to > from.getAsInt(),
        what + " is " + now + " instead of " + old);
  }

  private void weighOrder(Weighed weighed) {
    List<String> old = new ArrayList<>();
    before.tiers().forEach(tier -> old.add(nameNow(tier.name())));
    List<String> now = new ArrayList<>();
    after.tiers().forEach(tier -> now.add(tier.name()));
    List<String> shared = new ArrayList<>(old);
    shared.retainAll(now);
    now.retainAll(old);
    if (!shared.equals(now)) {
      weighed.add(
          true,
          true,
          "the order of the tiers is "
              + String.join(", ", now)
              + " instead of "
              + String.join(", ", shared));
    }
  }

  private static void weigh(Tier old, Tier now, Weighed weighed, boolean all) {
    String tier = "tier " + now.name();
    if (old.outcome() != now.outcome()) {
      weighed.add(
          now.outcome().compareTo(old.outcome()) < 0,
          now.outcome().compareTo(old.outcome()) > 0,
          tier + ": outcome " + now.outcome().wire() + " instead of " + old.outcome().wire());
      return;
    }
    weighTerms(tier, old.terms(), now.terms(), weighed);
    if (old.approval().isEmpty() || now.approval().isEmpty()) {
      return;
    }
    Approval was = old.approval().get();
    Approval is = now.approval().get();
    weighPeople(tier, was, is, weighed);
    weighEscalation(tier, was, is, weighed);
    weighChannels(tier, was, is, weighed);
    weighed.add(
        is.changes() && !was.changes(),
        was.changes() && !is.changes(),
        tier
            + ": reviewers may "
            + (is.changes() ? "" : "no longer ")
            + "change the arguments and approve them so");
    weighed.add(
        is.denials() > was.denials(),
        is.denials() < was.denials(),
        tier + ": ends after " + is.denials() + " denials instead of " + was.denials());
    weighed.add(
        was.reasonRequired() && !is.reasonRequired(),
        is.reasonRequired() && !was.reasonRequired(),
        tier + ": approvals " + (is.reasonRequired() ? "" : "no longer ") + "need a reason");
    weighed.add(
        was.stepUp() && !is.stepUp(),
        is.stepUp() && !was.stepUp(),
        tier + ": approvals " + (is.stepUp() ? "" : "no longer ") + "need a fresh proof");
    int longer = is.expireAfter().compareTo(was.expireAfter());
    weighed.add(
        longer > 0,
        longer < 0,
        tier + ": expires after " + is.expireAfter() + " instead of " + was.expireAfter());
    if (all
        && !(was.process().equals(is.process()) && was.remindAfter().equals(is.remindAfter()))) {
      weighed.add(true, true, tier + ": other reminders or process");
    }
  }

  private static void weighTerms(String tier, TierTerms was, TierTerms is, Weighed weighed) {
    int longer = is.useWithin().compareTo(was.useWithin());
    weighed.add(
        longer > 0,
        longer < 0,
        tier + ": is to be used within " + is.useWithin() + " instead of " + was.useWithin());
    if (was.redeemBy() != is.redeemBy()) {
      weighed.add(
          is.redeemBy() == TierTerms.RedeemBy.AGENT,
          is.redeemBy() == TierTerms.RedeemBy.TOOL,
          tier + ": is redeemed by the " + is.redeemBy().wire());
    }
  }

  private static void weighPeople(String tier, Approval was, Approval is, Weighed weighed) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    was.slots().forEach(slot -> counts.put(slot.group(), slot.count()));
    for (ApprovalSlot slot : is.slots()) {
      int old = counts.getOrDefault(slot.group(), 0);
      weighed.add(
          slot.count() < old,
          slot.count() > old,
          tier + ": asks " + slot.count() + " of " + slot.group() + " instead of " + old);
      counts.remove(slot.group());
    }
    counts.forEach(
        (group, count) -> weighed.loosens(tier + ": asks nobody of " + group + " any more"));
    boolean wasInTurn = was.process().equals(Processes.SEQUENTIAL);
    boolean isInTurn = is.process().equals(Processes.SEQUENTIAL);
    weighed.add(
        wasInTurn && !isInTurn,
        isInTurn && !wasInTurn,
        tier + ": asks its groups " + (isInTurn ? "one after the other" : "in no order"));
    List<String> order = was.slots().stream().map(ApprovalSlot::group).toList();
    List<String> now = is.slots().stream().map(ApprovalSlot::group).toList();
    boolean reordered = wasInTurn && isInTurn && !order.equals(now);
    weighed.add(reordered, reordered, tier + ": asks its groups in another order");
  }

  private static void weighEscalation(String tier, Approval was, Approval is, Weighed weighed) {
    Optional<String> to = was.escalateTo().map(GroupName::name);
    Optional<String> toNow = is.escalateTo().map(GroupName::name);
    if (toNow.isEmpty()) {
      to.ifPresent(group -> weighed.tightens(tier + ": no longer escalates to " + group));
      return;
    }
    String now =
        tier
            + ": escalates to "
            + toNow.get()
            + is.escalateAfter().map(after -> " after " + after).orElse("");
    if (!to.equals(toNow)) {
      weighed.loosens(now);
      return;
    }
    Duration old = was.escalateAfter().orElse(Duration.ZERO);
    int later = is.escalateAfter().orElse(Duration.ZERO).compareTo(old);
    weighed.add(later < 0, later > 0, now + " instead of " + old);
  }

  private static void weighChannels(String tier, Approval was, Approval is, Weighed weighed) {
    for (Channel channel : EnumSet.allOf(Channel.class)) {
      boolean before = was.decideIn().contains(channel);
      boolean now = is.decideIn().contains(channel);
      weighed.add(
          now && !before,
          before && !now,
          tier + ": is " + (now ? "" : "no longer ") + "decided in " + channel.wire());
    }
  }
}
