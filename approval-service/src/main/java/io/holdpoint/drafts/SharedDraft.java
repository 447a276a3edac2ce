package io.holdpoint.drafts;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.policy.PolicyCompiler;
import io.holdpoint.policy.Publication;
import io.holdpoint.policy.TextDiff;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The desk at which admins edit the policy. */
@Component
class SharedDraft implements DraftDesk {

  private final DraftViews views;
  private final DraftWriting writing;
  private final Publishing publishing;
  private final Publication publication;
  private final PolicyCompiler compiler;
  private final Admins admins;

  SharedDraft(
      DraftViews views,
      DraftWriting writing,
      Publishing publishing,
      Publication publication,
      PolicyCompiler compiler,
      Admins admins) {
    this.views = views;
    this.writing = writing;
    this.publishing = publishing;
    this.publication = publication;
    this.compiler = compiler;
    this.admins = admins;
  }

  @Override
  public DraftView open(PersonId by) {
    admins.requireReader(by);
    return views.of(by);
  }

  @Override
  public DraftView save(PersonId by, String etag, String yaml) {
    return save(by, Optional.of(etag), yaml);
  }

  /**
   * @param etag empty: whatever stands is replaced
   */
  DraftView save(PersonId by, Optional<String> etag, String yaml) {
    return done(by, () -> writing.save(by, etag, yaml));
  }

  @Override
  public DraftView change(PersonId by, String etag, Change change) {
    return change(by, Optional.of(etag), change);
  }

  DraftView change(PersonId by, Optional<String> etag, Change change) {
    return done(by, () -> writing.change(by, etag, change));
  }

  @Override
  public DraftView discard(PersonId by, String etag) {
    return discard(by, Optional.of(etag));
  }

  DraftView discard(PersonId by, Optional<String> etag) {
    return done(by, () -> writing.discard(by, etag));
  }

  @Override
  public List<Mark> check(PersonId by, String condition) {
    admins.require(by);
    return Marks.of(compiler.check(condition));
  }

  @Override
  public List<Mark> checkDocument(PersonId by, String yaml) {
    admins.require(by);
    return writing.faults(yaml);
  }

  @Override
  public PolicyView publish(PersonId by, String etag, String note) {
    return publish(by, Optional.of(etag), note);
  }

  /**
   * @param etag empty: the draft as it stands is published
   */
  PolicyView publish(PersonId by, Optional<String> etag, String note) {
    try {
      return publication.view(publishing.publish(by, etag, note));
    } catch (Stale stale) {
      throw told(by, stale);
    }
  }

  @Override
  public PolicyView rollback(PersonId by, int version, String note) {
    return publication.view(publishing.rollback(by, version, note));
  }

  private DraftView done(PersonId by, Runnable work) {
    try {
      work.run();
    } catch (Stale stale) {
      throw told(by, stale);
    }
    return views.of(by);
  }

  private StaleDraftException told(PersonId by, Stale stale) {
    List<DiffLine> since =
        stale.seen().map(seen -> TextDiff.lines(seen, stale.stands())).orElse(List.of());
    return new StaleDraftException(views.of(by), since);
  }
}
