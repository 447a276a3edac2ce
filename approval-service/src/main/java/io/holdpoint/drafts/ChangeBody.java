package io.holdpoint.drafts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.Part;
import io.holdpoint.model.desk.DraftDesk.RuleForm;
import io.holdpoint.model.desk.DraftDesk.Section;
import io.holdpoint.model.desk.DraftDesk.TierForm;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.model.desk.PolicyDesk.TierNotify;
import io.holdpoint.model.desk.PolicyDesk.TierUse;
import io.holdpoint.model.desk.PolicyDesk.ToolCredential;
import io.holdpoint.platform.SafeText;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One change of one part of the draft, as a call carries it. {@code change} says which of the other
 * members count; a part is named as it stands before the change.
 */
record ChangeBody(
    @Nullable String change,
    @Nullable String section,
    @Nullable String part,
    @Nullable String name,
    @Nullable String replaces,
    @Nullable Integer to,
    @Nullable Boolean enabled,
    @Nullable TierBody tier,
    @Nullable RuleBody rule,
    @Nullable ToolBody tool,
    @Nullable List<@Nullable ToolBody> tools) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KINDS =
      "put_tier, remove_tier, default_tier, put_rule, remove_rule, put_tool, put_tools,"
          + " remove_tool, move, enable";

  /** The keys that a tier has in the document. */
  record TierBody(
      @Nullable String name,
      @Nullable String outcome,
      @Nullable String process,
      @Nullable List<@Nullable SlotBody> approvals,
      @Nullable String remindAfter,
      @Nullable String escalateAfter,
      @Nullable String escalateTo,
      @Nullable String expireAfter,
      @Nullable Set<@Nullable String> decideIn,
      @Nullable Boolean changes,
      @Nullable Integer denials,
      @Nullable Boolean reasonRequired,
      @Nullable Boolean stepUp,
      @Nullable String useWithin,
      @Nullable String redeemBy,
      @JsonProperty("notify") @Nullable NotifyBody notices) {}

  /** Where people are told; a tier without it leaves what stands there. */
  record NotifyBody(
      @Nullable String slack,
      @Nullable String webhook,
      @Nullable Boolean mail,
      @Nullable Boolean wakes) {

    TierNotify toNotify() {
      return new TierNotify(
          Optional.ofNullable(slack),
          Optional.ofNullable(webhook),
          Optional.ofNullable(mail),
          Boolean.TRUE.equals(wakes));
    }
  }

  /** {@code count} is 1 where it is left out. */
  record SlotBody(@Nullable String group, @Nullable Integer count) {}

  /** The keys that a rule has in the document. */
  record RuleBody(
      @Nullable String name,
      @Nullable String tier,
      @Nullable List<@Nullable String> tools,
      @Nullable String when,
      @Nullable Boolean enabled) {}

  /**
   * The keys that an entry of the catalogue has in the document.
   *
   * @param arguments left out: what stands there stays; empty: none
   * @param credential the same
   */
  record ToolBody(
      @Nullable String match,
      @Nullable String system,
      @Nullable String reversibility,
      @Nullable Set<@Nullable String> labels,
      @Nullable Map<String, Object> arguments,
      @Nullable CredentialBody credential) {}

  /** What a credential for each action is good for. */
  record CredentialBody(
      @Nullable String audience, @Nullable String scope, @Nullable String validFor) {

    ToolCredential toCredential() {
      return new ToolCredential(
          Objects.requireNonNullElse(audience, ""),
          Objects.requireNonNullElse(scope, ""),
          Optional.ofNullable(validFor));
    }
  }

  /**
   * @throws BadInputException naming the member, its value and what was expected
   */
  Change toChange() {
    return switch (required("change", change)) {
      case "put_tier" ->
          new Change.PutTier(Optional.ofNullable(replaces), tier(required("tier", tier)));
      case "remove_tier" -> new Change.RemoveTier(required("name", name));
      case "default_tier" -> new Change.DefaultTier(required("name", name));
      case "put_rule" ->
          new Change.PutRule(
              wantedSection(), Optional.ofNullable(replaces), rule(required("rule", rule)));
      case "remove_rule" -> new Change.RemoveRule(wantedSection(), required("name", name));
      case "put_tool" ->
          new Change.PutTool(Optional.ofNullable(replaces), tool("tool", required("tool", tool)));
      case "put_tools" -> new Change.PutTools(tools(required("tools", tools)));
      case "remove_tool" -> new Change.RemoveTool(required("name", name));
      case "move" -> new Change.Move(wantedPart(), required("name", name), required("to", to));
      case "enable" ->
          new Change.Enable(wantedPart(), required("name", name), required("enabled", enabled));
      default ->
          throw new BadInputException(
              "change",
              "change: " + SafeText.quote(String.valueOf(change)) + ", expected one of: " + KINDS);
    };
  }

  private Section wantedSection() {
    return one("section", required("section", section), Section.values());
  }

  private Part wantedPart() {
    return one("part", required("part", part), Part.values());
  }

  private static TierForm tier(TierBody tier) {
    List<@Nullable SlotBody> slots = tier.approvals() == null ? List.of() : tier.approvals();
    return new TierForm(
        required("tier.name", tier.name()),
        one("tier.outcome", required("tier.outcome", tier.outcome()), Outcome.values()),
        Optional.ofNullable(tier.process()),
        slots.stream().map(ChangeBody::slot).toList(),
        Optional.ofNullable(tier.remindAfter()),
        Optional.ofNullable(tier.escalateAfter()),
        Optional.ofNullable(tier.escalateTo()),
        Optional.ofNullable(tier.expireAfter()),
        texts("tier.decideIn", tier.decideIn()),
        Boolean.TRUE.equals(tier.changes()),
        tier.denials() == null ? 1 : tier.denials(),
        Boolean.TRUE.equals(tier.reasonRequired()),
        Boolean.TRUE.equals(tier.stepUp()),
        new TierUse(Optional.ofNullable(tier.useWithin()), Optional.ofNullable(tier.redeemBy())),
        Optional.ofNullable(tier.notices()).map(NotifyBody::toNotify));
  }

  private static ApprovalSlot slot(@Nullable SlotBody slot) {
    SlotBody given = required("tier.approvals", slot);
    int count = given.count() == null ? 1 : given.count();
    if (count < 1) {
      throw new BadInputException(
          "tier.approvals", "tier.approvals: count " + count + ", expected 1 or more");
    }
    return new ApprovalSlot(required("tier.approvals.group", given.group()), count);
  }

  private static RuleForm rule(RuleBody rule) {
    return new RuleForm(
        required("rule.name", rule.name()),
        required("rule.tier", rule.tier()),
        rule.tools() == null
            ? List.of()
            : rule.tools().stream().map(tool -> required("rule.tools", tool)).toList(),
        Objects.requireNonNullElse(rule.when(), ""),
        rule.enabled() == null || rule.enabled());
  }

  private static List<ToolForm> tools(List<@Nullable ToolBody> tools) {
    return IntStream.range(0, tools.size())
        .mapToObj(i -> tool("tools." + i, required("tools." + i, tools.get(i))))
        .toList();
  }

  private static ToolForm tool(String where, ToolBody tool) {
    return new ToolForm(
        required(where + ".match", tool.match()),
        Objects.requireNonNullElse(tool.system(), ""),
        Optional.ofNullable(tool.reversibility())
            .map(text -> one(where + ".reversibility", text, Reversibility.values())),
        texts(where + ".labels", tool.labels()),
        Optional.ofNullable(tool.arguments())
            .map(arguments -> arguments.isEmpty() ? "" : JSON.writeValueAsString(arguments)),
        Optional.ofNullable(tool.credential()).map(CredentialBody::toCredential));
  }

  private static Set<String> texts(String field, @Nullable Set<@Nullable String> texts) {
    Set<String> all = new LinkedHashSet<>();
    if (texts != null) {
      texts.forEach(text -> all.add(required(field, text)));
    }
    return all;
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new BadInputException(field, field + ": missing");
    }
    return value;
  }

  private static <E extends Enum<E>> E one(String field, String text, E[] values) {
    for (E value : values) {
      if (wire(value).equals(text)) {
        return value;
      }
    }
    throw new BadInputException(
        field,
        field
            + ": "
            + SafeText.quote(text)
            + ", expected one of: "
            + Arrays.stream(values).map(ChangeBody::wire).collect(Collectors.joining(", ")));
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
