package io.holdpoint.drafts;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.Edit;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.policy.DocumentChange;
import io.holdpoint.policy.Publication;
import io.holdpoint.policy.Publication.Published;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The draft as one person sees it. */
@Component
class DraftViews {

  private final DraftStore store;
  private final Publication publication;
  private final MakerChecker rule;
  private final Admins admins;

  DraftViews(DraftStore store, Publication publication, MakerChecker rule, Admins admins) {
    this.store = store;
    this.publication = publication;
    this.rule = rule;
    this.admins = admins;
  }

  DraftView of(PersonId reader) {
    Draft draft = store.read();
    Published inForce = publication.inForce();
    return draft
        .begun()
        .map(begun -> begun(reader, draft, begun, inForce))
        .orElseGet(() -> none(draft, inForce));
  }

  private DraftView none(Draft draft, Published inForce) {
    return new DraftView(
        inForce.version(),
        draft.etag(inForce.version()),
        false,
        publication.view(inForce.version()),
        publication.change(inForce.document(), inForce.document()).change(),
        List.of(),
        Optional.of("there is no draft"));
  }

  private DraftView begun(PersonId reader, Draft draft, Draft.Begun begun, Published inForce) {
    DocumentChange change = publication.change(inForce.document(), begun.document());
    List<Edit> edits = store.edits(begun);
    PolicyView policy =
        publication.view(
            begun.document(),
            edits.isEmpty() ? begun.at() : edits.getFirst().at(),
            edits.isEmpty() ? reader : edits.getFirst().by());
    return new DraftView(
        begun.base(),
        draft.etag(inForce.version()),
        true,
        policy,
        change.change(),
        edits,
        obstacle(reader, begun, inForce, change));
  }

  /** Why this reader cannot publish the draft as it stands, in a sentence. */
  private Optional<String> obstacle(
      PersonId reader, Draft.Begun begun, Published inForce, DocumentChange change) {
    if (begun.document().equals(inForce.document())) {
      return Optional.of(sameAs(inForce));
    }
    if (begun.base() != inForce.version()) {
      return Optional.of(
          "version "
              + inForce.version()
              + " was published since this draft was begun from version "
              + begun.base()
              + ": look at what that would undo, and save the whole document on top of it, or"
              + " discard the draft");
    }
    if (!admins.is(reader)) {
      return Optional.of("only an administrator may publish");
    }
    return rule.objection(reader, store.authors(begun), change);
  }

  static String sameAs(Published inForce) {
    return "the draft says what version "
        + inForce.version()
        + " says: there is nothing to publish";
  }

  /** What a writer saw who tells this etag back, where it is kept. */
  Optional<String> textSeen(String etag) {
    if (etag.matches("[0-9]{1,18}")) {
      return store.textAt(Long.parseLong(etag));
    }
    if (etag.matches("[0-9]{1,18}-v[0-9]{1,9}")) {
      int version = Integer.parseInt(etag.substring(etag.indexOf("-v") + 2));
      return publication.version(version).map(Published::document);
    }
    return Optional.empty();
  }
}
