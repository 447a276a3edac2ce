package io.holdpoint.model.desk;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.PolicyChange;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one draft of the policy that all admins share: edited, tried, published. It is always a
 * document without faults; what has some is refused when it is saved. Every change is an admin's
 * ({@link NotAllowedException} otherwise) and is audited.
 */
public interface DraftDesk {

  /** The draft as it stands; where nobody has begun one, the published document. */
  DraftView open(PersonId by);

  /**
   * Replaces the whole document.
   *
   * @param etag of the draft that the writer saw
   * @throws StaleDraftException somebody else has changed the draft since
   * @throws PolicyFaultsException the document has faults: all of them; nothing has changed
   */
  DraftView save(PersonId by, String etag, String yaml);

  /**
   * Changes one part of the document, and of its text only that: comments and layout around it
   * stand.
   *
   * @throws StaleDraftException somebody else has changed the draft since
   * @throws PolicyFaultsException the document would have faults; nothing has changed
   * @throws BadInputException the part is not there
   */
  DraftView change(PersonId by, String etag, Change change);

  /** Throws the draft away: the published document again. */
  DraftView discard(PersonId by, String etag);

  /**
   * What is wrong with a condition, as it is typed; empty when nothing is. Lines and columns count
   * from 1 within the condition.
   */
  List<Mark> check(PersonId by, String condition);

  /** The faults of a whole document, as it is typed. */
  List<Mark> checkDocument(PersonId by, String yaml);

  /**
   * Puts the draft in force as the next version, on every instance within a second. Requests that
   * are held keep the demand that they were held with.
   *
   * @param note 1 to 2,000 characters: why
   * @throws StaleDraftException the draft is not the one that was seen, or another version was
   *     published since the draft was begun
   * @throws NotAllowedException another admin must publish it, and why
   */
  PolicyView publish(PersonId by, String etag, String note);

  /**
   * Puts an earlier version's document in force again, as a new version.
   *
   * @throws NotAllowedException it loosens, and another admin has to do that
   */
  PolicyView rollback(PersonId by, int version, String note);

  /**
   * The draft.
   *
   * @param base the published version that it was begun from
   * @param etag changes with every change of the draft
   * @param begun whether there is a draft at all
   * @param policy the document
   * @param change from the published version to the draft
   * @param edits who changed what, newest first, at most 100
   * @param mayPublish empty when this reader may publish it; else why not, in a sentence
   */
  record DraftView(
      int base,
      String etag,
      boolean begun,
      PolicyView policy,
      PolicyChange change,
      List<Edit> edits,
      Optional<String> mayPublish) {}

  /** One saved change. */
  record Edit(Instant at, PersonId by, String what) {}

  /** A place in a text and what is wrong there. Lines and columns count from 1. */
  record Mark(int line, int column, String where, String message) {}

  /** Somebody else changed the draft: what they made of what the writer saw, and who they were. */
  final class StaleDraftException extends RuntimeException {
    private final transient DraftView now;
    private final transient List<DiffLine> since;

    /**
     * @param since from what the writer saw to the draft as it stands; empty when what the writer
     *     saw is no longer kept
     */
    public StaleDraftException(DraftView now, List<DiffLine> since) {
      super("the draft was changed by somebody else since it was read");
      this.now = now;
      this.since = List.copyOf(since);
    }

    public DraftView now() {
      return now;
    }

    public List<DiffLine> since() {
      return since;
    }
  }

  /** The document has faults: all of them, in its order. */
  final class PolicyFaultsException extends RuntimeException {
    private final transient List<Mark> faults;

    public PolicyFaultsException(List<Mark> faults) {
      super("the policy has " + faults.size() + " faults");
      this.faults = List.copyOf(faults);
    }

    public List<Mark> faults() {
      return faults;
    }
  }

  /** One change of one part. A part is named as it stands before the change. */
  sealed interface Change {

    /**
     * Replaces the tier {@code replaces}, or adds one: as the last of those with its outcome, as
     * tiers go from least to most strict; {@link Move} places it among these.
     */
    record PutTier(Optional<String> replaces, TierForm tier) implements Change {}

    record RemoveTier(String name) implements Change {}

    record DefaultTier(String name) implements Change {}

    /** Replaces the rule {@code replaces}, or adds one at the end. */
    record PutRule(Section section, Optional<String> replaces, RuleForm rule) implements Change {}

    record RemoveRule(Section section, String name) implements Change {}

    /** Replaces the entry {@code replaces} (its pattern), or adds one at the end. */
    record PutTool(Optional<String> replaces, ToolForm tool) implements Change {}

    /** Adds several entries at the end, or replaces those of the same pattern. */
    record PutTools(List<ToolForm> tools) implements Change {}

    record RemoveTool(String match) implements Change {}

    /** Moves an entry to another place of its list, from 0. */
    record Move(Part part, String name, int to) implements Change {}

    /** Turns an entry off or on; it keeps its place. A tier that is in use cannot be off. */
    record Enable(Part part, String name, boolean enabled) implements Change {}
  }

  /** Where a rule stands. */
  enum Section {
    RULES,
    GUARDRAILS
  }

  /** The lists of the document. A tool entry's name is its pattern. */
  enum Part {
    TIERS,
    RULES,
    GUARDRAILS,
    TOOLS
  }

  /**
   * A tier as a form has it; durations are ISO 8601 texts, checked with the document.
   *
   * @param notices empty: what stands there of it is left as it is
   */
  record TierForm(
      String name,
      Outcome outcome,
      Optional<String> process,
      List<ApprovalSlot> approvals,
      Optional<String> remindAfter,
      Optional<String> escalateAfter,
      Optional<String> escalateTo,
      Optional<String> expireAfter,
      Set<String> decideIn,
      boolean changes,
      int denials,
      boolean reasonRequired,
      boolean stepUp,
      PolicyDesk.TierUse use,
      Optional<PolicyDesk.TierNotify> notices) {

    /** A tier whose notices stay as they are. */
    public TierForm(
        String name,
        Outcome outcome,
        Optional<String> process,
        List<ApprovalSlot> approvals,
        Optional<String> remindAfter,
        Optional<String> escalateAfter,
        Optional<String> escalateTo,
        Optional<String> expireAfter,
        Set<String> decideIn,
        boolean changes,
        int denials,
        boolean reasonRequired,
        boolean stepUp,
        PolicyDesk.TierUse use) {
      this(
          name,
          outcome,
          process,
          approvals,
          remindAfter,
          escalateAfter,
          escalateTo,
          expireAfter,
          decideIn,
          changes,
          denials,
          reasonRequired,
          stepUp,
          use,
          Optional.empty());
    }

    /** A tier whose reviewers may not change the arguments. */
    public TierForm(
        String name,
        Outcome outcome,
        Optional<String> process,
        List<ApprovalSlot> approvals,
        Optional<String> remindAfter,
        Optional<String> escalateAfter,
        Optional<String> escalateTo,
        Optional<String> expireAfter,
        Set<String> decideIn) {
      this(
          name,
          outcome,
          process,
          approvals,
          remindAfter,
          escalateAfter,
          escalateTo,
          expireAfter,
          decideIn,
          false,
          1,
          false,
          false,
          PolicyDesk.TierUse.UNSAID);
    }
  }

  /** {@code tools} are patterns, empty: every tool; {@code when} is CEL, empty: always. */
  record RuleForm(String name, String tier, List<String> tools, String when, boolean enabled) {}

  /**
   * @param system may be empty
   * @param reversibility may be left open
   * @param arguments the form of the tool's arguments as YAML or JSON, {@code ""} to have none;
   *     empty: what stands there stays
   * @param credential {@link PolicyDesk.ToolCredential#NONE} to have none; empty: what stands there
   *     stays
   */
  record ToolForm(
      String match,
      String system,
      Optional<Reversibility> reversibility,
      Set<String> labels,
      Optional<String> arguments,
      Optional<PolicyDesk.ToolCredential> credential) {

    /** Says nothing of the credential. */
    public ToolForm(
        String match,
        String system,
        Optional<Reversibility> reversibility,
        Set<String> labels,
        Optional<String> arguments) {
      this(match, system, reversibility, labels, arguments, Optional.empty());
    }

    /** Says nothing of arguments and credential. */
    public ToolForm(
        String match, String system, Optional<Reversibility> reversibility, Set<String> labels) {
      this(match, system, reversibility, labels, Optional.empty());
    }
  }
}
