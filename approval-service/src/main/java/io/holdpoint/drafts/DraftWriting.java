package io.holdpoint.drafts;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.Mark;
import io.holdpoint.model.desk.DraftDesk.Part;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.model.desk.PolicyDesk.TierView;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.Compilation;
import io.holdpoint.policy.Publication;
import io.holdpoint.policy.Publication.Published;
import io.holdpoint.policy.text.PolicyText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes the draft. Each change is prepared without a lock and written under it, if the draft is
 * still what the writer saw.
 */
@Component
class DraftWriting {

  private final DraftStore store;
  private final DraftViews views;
  private final Publication publication;
  private final Admins admins;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  DraftWriting(
      DraftStore store,
      DraftViews views,
      Publication publication,
      Admins admins,
      AuditTrail audit,
      LedgerTime time,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.views = views;
    this.publication = publication;
    this.admins = admins;
    this.audit = audit;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Replaces the document, on top of the version in force.
   *
   * @param etag of what the writer saw; empty: whatever stands is replaced
   * @throws Stale it is not what the writer saw
   */
  void save(PersonId by, Optional<String> etag, String document) {
    admins.require(by);
    compiled(document);
    write(
        by,
        etag,
        (draft, inForce) -> {
          String before = draft.begun().map(Draft.Begun::document).orElse(inForce.document());
          int base = draft.begun().map(Draft.Begun::base).orElse(inForce.version());
          if (before.equals(document) && base == inForce.version()) {
            return Optional.empty();
          }
          String what =
              before.equals(document)
                  ? "put on version " + inForce.version()
                  : "document replaced: " + ChangeWords.inShort(before, document);
          return Optional.of(new Next(inForce.version(), document, what));
        });
  }

  /**
   * Changes one part.
   *
   * @throws Stale it is not what the writer saw
   */
  void change(PersonId by, Optional<String> etag, Change change) {
    admins.require(by);
    Draft seen = store.read();
    Published published = publication.inForce();
    String tag = seen.etag(published.version());
    etag.ifPresent(wanted -> check(wanted, seen, published));
    String before = seen.begun().map(Draft.Begun::document).orElse(published.document());
    Instant now = time.now();
    PolicyView old = publication.view(before, now, by);
    String document = applied(before, old.tiers(), change);
    compiled(document);
    if (document.equals(before)) {
      return;
    }
    String what = ChangeWords.of(change, old, publication.view(document, now, by));
    write(
        by,
        Optional.of(tag),
        (draft, inForce) ->
            Optional.of(
                new Next(
                    draft.begun().map(Draft.Begun::base).orElse(inForce.version()),
                    document,
                    what)));
  }

  /**
   * The text with the change made. A tier that would stand before a milder one, or after a stricter
   * one, is moved behind the last that is as strict: a step of its own could not mend that.
   */
  private static String applied(String text, List<TierView> tiers, Change change) {
    String changed = PolicyText.apply(text, change);
    if (change instanceof Change.PutTier(var replaces, var put)) {
      List<TierView> before = new ArrayList<>();
      List<TierView> after = new ArrayList<>();
      boolean passed = false;
      for (TierView tier : tiers) {
        if (replaces.isPresent() && replaces.get().equals(tier.name())) {
          passed = true;
        } else {
          (passed ? after : before).add(tier);
        }
      }
      boolean fits =
          before.stream().allMatch(tier -> tier.outcome().compareTo(put.outcome()) <= 0)
              && after.stream().allMatch(tier -> tier.outcome().compareTo(put.outcome()) >= 0);
      if (!fits) {
        long place =
            Stream.concat(before.stream(), after.stream())
                .filter(tier -> tier.outcome().compareTo(put.outcome()) <= 0)
                .count();
        return PolicyText.apply(changed, new Change.Move(Part.TIERS, put.name(), (int) place));
      }
    }
    return changed;
  }

  /**
   * Throws the draft away, if there is one.
   *
   * @throws Stale it is not what the writer saw
   */
  void discard(PersonId by, Optional<String> etag) {
    transaction.executeWithoutResult(
        status -> {
          Draft draft = store.lock();
          admins.require(by);
          Published inForce = publication.inForce();
          etag.ifPresent(wanted -> check(wanted, draft, inForce));
          if (draft.begun().isPresent()) {
            store.clear(draft);
            audit.append(
                "policy.draft_discarded",
                new Actor.ByPerson(by),
                null,
                Map.of("revision", String.valueOf(draft.revision())));
          }
        });
  }

  /** The faults of a document, all of them. */
  List<Mark> faults(String document) {
    return switch (publication.compile(document)) {
      case Compilation.Compiled compiled -> List.of();
      case Compilation.Faulty(var faults) -> Marks.of(faults);
    };
  }

  private void compiled(String document) {
    List<Mark> faults = faults(document);
    if (!faults.isEmpty()) {
      throw new PolicyFaultsException(faults);
    }
  }

  /** What the draft becomes. */
  private record Next(int base, String document, String what) {}

  /** Says what the draft becomes; empty when it stays as it is. */
  private interface Step {
    Optional<Next> from(Draft draft, Published inForce);
  }

  private void write(PersonId by, Optional<String> etag, Step step) {
    transaction.executeWithoutResult(
        status -> {
          Draft draft = store.lock();
          admins.require(by);
          Published inForce = publication.inForce();
          etag.ifPresent(wanted -> check(wanted, draft, inForce));
          step.from(draft, inForce)
              .ifPresent(
                  next -> {
                    store.write(draft, next.base(), next.document(), by, next.what(), time.now());
                    audit.append(
                        "policy.draft_changed",
                        new Actor.ByPerson(by),
                        null,
                        Map.of(
                            "revision", String.valueOf(draft.revision() + 1), "what", next.what()));
                  });
        });
  }

  /**
   * @throws Stale this is not the draft that the writer saw
   */
  void check(String etag, Draft draft, Published inForce) {
    if (!etag.equals(draft.etag(inForce.version()))) {
      throw new Stale(
          views.textSeen(etag),
          draft.begun().map(Draft.Begun::document).orElse(inForce.document()));
    }
  }
}
