package io.holdpoint.web.policy;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk.TierForm;
import io.holdpoint.model.desk.PolicyDesk.TierNotify;
import io.holdpoint.model.desk.PolicyDesk.TierUse;
import io.holdpoint.model.desk.PolicyDesk.TierView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tier as it stands in its form: what was typed, whether it can be taken or not.
 *
 * @param group the groups, in turn; a blank one is none
 * @param count how many people of the group at the same place of {@code group}
 * @param useWithin for how long after it an approval may be redeemed
 * @param notifyMail {@code true}, {@code false}, or empty where nothing is said
 */
public record TierTyped(
    String name,
    String outcome,
    String process,
    List<String> group,
    List<String> count,
    String remind,
    String remindUnit,
    String escalate,
    String escalateUnit,
    String escalateTo,
    String expire,
    String expireUnit,
    List<String> decideIn,
    @Nullable Boolean changes,
    @Nullable String denials,
    @Nullable Boolean reasonRequired,
    @Nullable Boolean stepUp,
    String useWithin,
    String useWithinUnit,
    String redeemBy,
    @Nullable String notifySlack,
    @Nullable String notifyWebhook,
    @Nullable String notifyMail,
    @Nullable Boolean notifyWakes,
    String replaces) {

  static final List<String> FIELDS =
      List.of(
          "name",
          "outcome",
          "process",
          "approvals",
          "group",
          "count",
          "remindAfter",
          "escalateAfter",
          "escalateTo",
          "expireAfter",
          "decideIn",
          "changes",
          "denials",
          "reasonRequired",
          "stepUp",
          "useWithin",
          "redeemBy",
          "notify",
          "slack",
          "webhook",
          "mail",
          "wakes");

  static final List<String> CHANNELS = List.of("console", "slack", "api");
  private static final String BY_AGENT = "agent";
  static final TierTyped EMPTY =
      new TierTyped(
          "",
          Outcome.REQUIRE_APPROVAL.wire(),
          "standard-approval",
          List.of(""),
          List.of("1"),
          "15",
          "min",
          "",
          "h",
          "",
          "4",
          "h",
          CHANNELS,
          false,
          "1",
          false,
          false,
          "15",
          "min",
          BY_AGENT,
          "",
          "",
          "",
          false,
          "");

  /** A form leaves out what has no box ticked and no row. */
  public TierTyped {
    group = group == null ? List.of() : List.copyOf(group);
    count = count == null ? List.of() : List.copyOf(count);
    decideIn = decideIn == null ? List.of() : List.copyOf(decideIn);
    changes = Boolean.TRUE.equals(changes);
    denials = denials == null || denials.isBlank() ? "1" : denials.strip();
    reasonRequired = Boolean.TRUE.equals(reasonRequired);
    stepUp = Boolean.TRUE.equals(stepUp);
    useWithin = useWithin == null ? "" : useWithin;
    useWithinUnit = useWithinUnit == null ? "min" : useWithinUnit;
    redeemBy = redeemBy == null || redeemBy.isBlank() ? BY_AGENT : redeemBy;
    notifySlack = notifySlack == null ? "" : notifySlack.strip();
    notifyWebhook = notifyWebhook == null ? "" : notifyWebhook.strip();
    notifyMail = notifyMail == null ? "" : notifyMail.strip();
    notifyWakes = Boolean.TRUE.equals(notifyWakes);
  }

  /** A place of the demand as the form shows it. */
  public record Row(String group, String count) {}

  static TierTyped of(TierView tier) {
    Period remind = Period.of(tier.remindAfter());
    Period escalate = Period.of(tier.escalateAfter());
    Period expire = Period.of(tier.expireAfter());
    Period use = Period.of(tier.use().useWithin());
    return new TierTyped(
        tier.name(),
        tier.outcome().wire(),
        tier.process().orElse("standard-approval"),
        tier.slots().stream().map(ApprovalSlot::group).toList(),
        tier.slots().stream().map(s -> Integer.toString(s.count())).toList(),
        remind.amount(),
        remind.unit(),
        escalate.amount(),
        escalate.unit(),
        tier.escalateTo().orElse(""),
        expire.amount(),
        expire.unit(),
        tier.decideIn().isEmpty() ? CHANNELS : tier.decideIn().stream().sorted().toList(),
        tier.changes(),
        Integer.toString(tier.denials()),
        tier.reasonRequired(),
        tier.stepUp(),
        use.amount(),
        use.unit(),
        tier.use().redeemBy().orElse(BY_AGENT),
        tier.notices().slack().orElse(""),
        tier.notices().webhook().orElse(""),
        tier.notices().mail().map(String::valueOf).orElse(""),
        tier.notices().wakes(),
        tier.name());
  }

  /** The rows that hold something and two to fill, so that no script is needed to add one. */
  public List<Row> rows() {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < group.size(); i++) {
      if (!group.get(i).isBlank() || isCounted(i)) {
        rows.add(new Row(group.get(i), i < count.size() ? count.get(i) : "1"));
      }
    }
    rows.add(new Row("", "1"));
    rows.add(new Row("", "1"));
    return rows;
  }

  /**
   * @throws BadInputException a number that is none, or an outcome that there is not
   */
  TierForm form() {
    Outcome what = parsed();
    if (what != Outcome.REQUIRE_APPROVAL) {
      return new TierForm(
          name.strip(),
          what,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          false,
          1,
          false,
          false,
          what == Outcome.DENY ? TierUse.UNSAID : use(),
          Optional.of(TierNotify.UNSAID));
    }
    boolean everyChannel = decideIn.containsAll(CHANNELS);
    return new TierForm(
        name.strip(),
        what,
        Optional.of(process).filter(p -> !p.isBlank()),
        slots(),
        new Period(remind, remindUnit).iso(),
        new Period(escalate, escalateUnit).iso(),
        Optional.of(escalateTo.strip()).filter(g -> !g.isEmpty()),
        new Period(expire, expireUnit).iso(),
        everyChannel ? Set.of() : new LinkedHashSet<>(decideIn),
        Boolean.TRUE.equals(changes),
        parsedDenials(),
        Boolean.TRUE.equals(reasonRequired),
        Boolean.TRUE.equals(stepUp),
        use(),
        Optional.of(told()));
  }

  private TierNotify told() {
    String mail = String.valueOf(notifyMail);
    return new TierNotify(
        given(notifySlack),
        given(notifyWebhook),
        mail.isEmpty() ? Optional.empty() : Optional.of(mail.equals("true")),
        Boolean.TRUE.equals(notifyWakes));
  }

  private static Optional<String> given(@Nullable String typed) {
    return Optional.ofNullable(typed).filter(text -> !text.isEmpty());
  }

  private TierUse use() {
    return new TierUse(new Period(useWithin, useWithinUnit).iso(), Optional.of(redeemBy));
  }

  private int parsedDenials() {
    String many = String.valueOf(denials);
    if (!many.matches("[1-9][0-9]{0,3}")) {
      throw new BadInputException(
          "denials", "Denials: " + many + " (expected a number from 1 to 20).");
    }
    return Integer.parseInt(many);
  }

  private Outcome parsed() {
    for (Outcome known : Outcome.values()) {
      if (known.wire().equals(outcome)) {
        return known;
      }
    }
    throw new BadInputException("outcome", "Choose what becomes of actions in this tier.");
  }

  /** Whether a number was typed that is not the one that stands in an empty line. */
  private boolean isCounted(int line) {
    return line < count.size()
        && !count.get(line).isBlank()
        && !count.get(line).strip().equals("1");
  }

  private List<ApprovalSlot> slots() {
    var slots = new ArrayList<ApprovalSlot>();
    for (int i = 0; i < group.size(); i++) {
      String who = group.get(i).strip();
      if (!who.isEmpty()) {
        String many = i < count.size() ? count.get(i).strip() : "1";
        if (!many.matches("[1-9][0-9]{0,3}")) {
          throw new BadInputException(
              "approvals", "People of " + who + ": " + many + " (expected a number from 1 to 20).");
        }
        slots.add(new ApprovalSlot(who, Integer.parseInt(many)));
      } else if (isCounted(i)) {
        throw new BadInputException(
            "approvals",
            count.get(i).strip() + " people of no group: name the group, or leave 1 there.");
      }
    }
    return slots;
  }
}
