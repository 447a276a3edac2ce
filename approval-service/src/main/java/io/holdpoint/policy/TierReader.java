package io.holdpoint.policy;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.PolicyDocument.Approval;
import io.holdpoint.policy.PolicyDocument.GroupName;
import io.holdpoint.policy.PolicyDocument.Tier;
import io.holdpoint.policy.TierTerms.RedeemBy;
import io.holdpoint.policy.YamlNode.Mapping;
import io.holdpoint.policy.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the tiers of a policy document. */
public final class TierReader {

  /** After which a held request expires where its tier does not say. */
  public static final Duration DEFAULT_EXPIRY = Duration.ofHours(24);

  private static final List<String> APPROVAL_KEYS =
      List.of(
          "process",
          "approvals",
          "remindAfter",
          "escalateAfter",
          "escalateTo",
          "expireAfter",
          "decideIn",
          "changes",
          "denials",
          "reasonRequired",
          "stepUp",
          "notify");
  private static final List<String> TERM_KEYS = List.of("useWithin", "redeemBy");
  private static final List<String> KEYS =
      Stream.of(Stream.of("name", "outcome", "enabled"), APPROVAL_KEYS.stream(), TERM_KEYS.stream())
          .flatMap(keys -> keys)
          .toList();
  private static final Map<String, Outcome> OUTCOMES = new LinkedHashMap<>();
  private static final Map<String, Channel> CHANNELS = new LinkedHashMap<>();
  private static final Map<String, RedeemBy> REDEEMERS = new LinkedHashMap<>();

  static {
    for (Outcome outcome : Outcome.values()) {
      OUTCOMES.put(outcome.wire(), outcome);
    }
    for (Channel channel : Channel.values()) {
      CHANNELS.put(channel.wire(), channel);
    }
    for (RedeemBy redeemer : RedeemBy.values()) {
      REDEEMERS.put(redeemer.wire(), redeemer);
    }
  }

  private final Map<String, String> processes = new LinkedHashMap<>();
  private final List<Remark> faults;

  TierReader(List<String> processes, List<Remark> faults) {
    processes.forEach(process -> this.processes.put(process, process));
    this.faults = faults;
  }

  /** The tier, or nothing when a fault leaves too little of it to go on with. */
  Optional<Tier> read(int position, Mapping mapping) {
    String where = DocumentReader.named("tier", position, mapping);
    Fields fields = new Fields(where, mapping, KEYS, faults);
    fields.require("name", Fields.NAME_FORM);
    fields.require("outcome", "one of: " + String.join(", ", OUTCOMES.keySet()));
    Optional<String> name = fields.name("name").map(Scalar::text);
    Optional<Outcome> outcome = fields.oneOf("outcome", OUTCOMES);
    Optional<Approval> approval = Optional.empty();
    if (outcome.isPresent() && outcome.get() == Outcome.REQUIRE_APPROVAL) {
      approval = Optional.of(approval(fields));
    } else if (outcome.isPresent()) {
      refuse(APPROVAL_KEYS, "only with require_approval", fields, outcome.get());
    }
    if (outcome.isPresent() && outcome.get() == Outcome.DENY) {
      refuse(TERM_KEYS, "only with allow or require_approval", fields, outcome.get());
    }
    TierTerms terms =
        new TierTerms(
            fields.duration("useWithin").orElse(TierTerms.DEFAULT_USE_WITHIN),
            fields.oneOf("redeemBy", REDEEMERS).orElse(RedeemBy.AGENT));
    boolean enabled = fields.isEnabled();
    if (name.isEmpty() || outcome.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Tier(fields.at(), name.get(), outcome.get(), approval, terms, enabled));
  }

  private static void refuse(List<String> keys, String expected, Fields fields, Outcome outcome) {
    for (String key : keys) {
      if (fields.has(key)) {
        fields.fault(
            fields.at(key),
            key
                + ": is of no effect with outcome "
                + outcome.wire()
                + " (expected "
                + expected
                + ")");
      }
    }
  }

  private Approval approval(Fields fields) {
    List<At> places = new ArrayList<>();
    List<ApprovalSlot> slots = slots(fields, places);
    Optional<Duration> escalateAfter = fields.duration("escalateAfter");
    Optional<GroupName> escalateTo =
        fields.name("escalateTo").map(group -> new GroupName(group.at(), group.text()));
    if (fields.has("escalateAfter") != fields.has("escalateTo")) {
      String there = fields.has("escalateAfter") ? "escalateAfter" : "escalateTo";
      fields.fault(
          fields.at(there),
          there + ": stands alone (expected escalateAfter and escalateTo together)");
    }
    Set<Channel> channels = channels(fields);
    return new Approval(
        fields.oneOf("process", processes).orElse(Processes.STANDARD),
        slots,
        places,
        fields.duration("remindAfter"),
        escalateAfter,
        escalateTo,
        fields.duration("expireAfter").orElse(DEFAULT_EXPIRY),
        channels,
        fields.isTrue("changes"),
        fields.integer("denials", 1, PolicyLimits.COUNT).orElse(1),
        fields.isTrue("reasonRequired"),
        stepUp(fields, channels),
        NoticeReader.tier(fields, faults));
  }

  private List<ApprovalSlot> slots(Fields fields, List<At> places) {
    List<ApprovalSlot> slots = new ArrayList<>();
    fields.require("approvals", "a list such as [{group: reviewers, count: 1}]");
    if (fields.isEmptyList("approvals")) {
      fields.fault(fields.at("approvals"), "approvals: nothing (expected at least one group)");
    }
    for (Mapping each : fields.mappings("approvals", PolicyLimits.SLOTS)) {
      Fields slot = new Fields(fields.where(), each, List.of("group", "count"), faults);
      slot.require("group", Fields.NAME_FORM);
      Optional<Scalar> group = slot.name("group");
      OptionalInt count = slot.integer("count", 1, PolicyLimits.COUNT);
      if (group.isEmpty()) {
        continue;
      }
      if (slots.stream().anyMatch(other -> other.group().equals(group.get().text()))) {
        slot.fault(
            group.get().at(),
            "approvals: group " + group.get().text() + " twice (expected once, with a count)");
        continue;
      }
      slots.add(new ApprovalSlot(group.get().text(), count.orElse(1)));
      places.add(group.get().at());
    }
    return slots;
  }

  /** Only the console asks for a fresh proof, so the tier must be decided there. */
  private static boolean stepUp(Fields fields, Set<Channel> channels) {
    boolean stepUp = fields.isTrue("stepUp");
    if (stepUp && !channels.contains(Channel.CONSOLE)) {
      fields.fault(
          fields.at("stepUp"), "stepUp: without the console (expected decideIn with console)");
    }
    return stepUp;
  }

  private static Set<Channel> channels(Fields fields) {
    if (!fields.has("decideIn")) {
      return EnumSet.allOf(Channel.class);
    }
    EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
    List<Scalar> names = fields.names("decideIn", CHANNELS.size());
    for (Scalar name : names) {
      Channel channel = CHANNELS.get(name.text());
      if (channel == null) {
        fields.fault(name.at(), Fields.unknown("channel", name.text(), CHANNELS.keySet()));
      } else {
        channels.add(channel);
      }
    }
    if (fields.isEmptyList("decideIn")) {
      fields.fault(
          fields.at("decideIn"),
          "decideIn: no channel (expected at least one of: "
              + String.join(", ", CHANNELS.keySet())
              + ")");
    }
    return channels;
  }
}
