package io.holdpoint.drafts;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.policy.Compilation;
import io.holdpoint.policy.DocumentChange;
import io.holdpoint.policy.Publication;
import io.holdpoint.policy.Publication.Published;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts documents in force. Everything that counts is judged under the draft's lock: what stands,
 * who wrote it, who asks.
 */
@Component
class Publishing {

  private final DraftStore store;
  private final DraftWriting writing;
  private final Publication publication;
  private final MakerChecker rule;
  private final Admins admins;
  private final TransactionTemplate transaction;

  Publishing(
      DraftStore store,
      DraftWriting writing,
      Publication publication,
      MakerChecker rule,
      Admins admins,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.writing = writing;
    this.publication = publication;
    this.rule = rule;
    this.admins = admins;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Publishes the draft.
   *
   * @return the new version
   * @throws Stale the draft is not the one that was seen, or another version came in between
   */
  int publish(PersonId by, Optional<String> etag, String note) {
    String why = Notes.note(note);
    // Compiled and compared before the lock is taken: both are remembered, and may take a while.
    store.read().begun().ifPresent(begun -> prepare(begun.document()));
    return committed(
        () -> {
          Draft draft = store.lock();
          admins.require(by);
          Published inForce = publication.inForce();
          etag.ifPresent(wanted -> writing.check(wanted, draft, inForce));
          Draft.Begun begun =
              draft
                  .begun()
                  .orElseThrow(() -> new NoDraftException("there is no draft: nothing to publish"));
          if (begun.base() != inForce.version()) {
            throw new Stale(
                publication.version(begun.base()).map(Published::document), inForce.document());
          }
          DocumentChange change = checked(inForce, begun.document());
          Set<PersonId> authors = store.authors(begun);
          rule.objection(by, authors, change).ifPresent(Publishing::refuse);
          store.clear(draft);
          return publication.publish(
              "policy.published",
              begun.document(),
              why,
              by,
              Map.of(
                  "writtenBy",
                  authors.stream().map(PersonId::value).collect(Collectors.joining(","))));
        });
  }

  /**
   * Publishes the document of an earlier version anew.
   *
   * @return the new version
   */
  int rollback(PersonId by, int version, String note) {
    String why = Notes.note(note);
    return committed(
        () -> {
          Draft draft = store.lock();
          admins.require(by);
          Published inForce = publication.inForce();
          Published earlier =
              publication
                  .version(version)
                  .orElseThrow(
                      () ->
                          new BadInputException(
                              "version", "version: " + version + " was never published"));
          if (version == inForce.version()) {
            throw new BadInputException("version", "version: " + version + " is in force");
          }
          DocumentChange change = checked(inForce, earlier.document());
          rule.objection(version, change).ifPresent(Publishing::refuse);
          store.touch(draft); // whoever writes on it should see what it stands beside now
          return publication.publish(
              "policy.rolled_back",
              earlier.document(),
              why,
              by,
              Map.of("to", String.valueOf(version)));
        });
  }

  /** What the document changes, if it has no faults and is not what is in force already. */
  private DocumentChange checked(Published inForce, String document) {
    if (document.equals(inForce.document())) {
      throw new NoDraftException(DraftViews.sameAs(inForce));
    }
    if (publication.compile(document) instanceof Compilation.Faulty(var faults)) {
      throw new PolicyFaultsException(Marks.of(faults));
    }
    return publication.change(inForce.document(), document);
  }

  private void prepare(String document) {
    publication.change(publication.inForce().document(), document);
  }

  private static void refuse(String why) {
    throw new NotAllowedException(why);
  }

  /** Something that publishes. */
  private interface Work {
    int done();
  }

  private int committed(Work work) {
    Integer version = transaction.execute(status -> work.done());
    publication.takeOver();
    return Objects.requireNonNull(version);
  }
}
