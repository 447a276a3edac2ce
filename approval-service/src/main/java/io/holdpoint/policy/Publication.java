package io.holdpoint.policy;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.policy.PolicyVersions.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The published versions, for what publishes: read from the database, in the caller's transaction.
 */
@Component
public class Publication {

  private static final Logger log = LoggerFactory.getLogger(Publication.class);

  private record Compared(String before, String after, DocumentChange change) {}

  private final PolicyVersions versions;
  private final PolicyLoader loader;
  private final PublishedPolicy engine;
  private final PublishedPolicyDesk desk;
  private volatile @Nullable Compared last;

  Publication(
      PolicyVersions versions,
      PolicyLoader loader,
      PublishedPolicy engine,
      PublishedPolicyDesk desk) {
    this.versions = versions;
    this.loader = loader;
    this.engine = engine;
    this.desk = desk;
  }

  /**
   * A published document.
   *
   * @param publishedBy such as {@code person:ada} or {@code system}
   */
  public record Published(int version, String document, String publishedBy, Instant publishedAt) {

    private Published(Version version) {
      this(version.version(), version.document(), version.publishedBy(), version.publishedAt());
    }
  }

  /** The version in force. */
  public Published inForce() {
    return new Published(versions.latest().orElseThrow());
  }

  public Optional<Published> version(int version) {
    return versions.find(version).map(Published::new);
  }

  /** Compiles a document; the last few are remembered. */
  public Compilation compile(String document) {
    return loader.compile(document);
  }

  /** Whether this very text was compiled here lately, so that compiling it again costs nothing. */
  public boolean remembers(String document) {
    return loader.remembers(document);
  }

  /** What changes from one document to another; the last answer is remembered. */
  public DocumentChange change(String before, String after) {
    Compared known = last;
    if (known == null || !known.before().equals(before) || !known.after().equals(after)) {
      known = new Compared(before, after, DocumentChange.between(loader, before, after));
      last = known;
    }
    return known.change();
  }

  /** A document that is not published, as the console reads it: version 0. */
  public PolicyView view(String document, Instant at, PersonId by) {
    return desk.view(
        new Version(0, document, "", "", new Actor.ByPerson(by).wire(), at),
        loader.compile(document));
  }

  /** One that is published. */
  public PolicyView view(int version) {
    Version found = versions.find(version).orElseThrow();
    return desk.view(found, loader.load(found));
  }

  /** A document without faults as JSON, with the keys that it has in YAML; empty for others. */
  public Optional<Map<String, Object>> json(String document) {
    return loader.compile(document) instanceof Compilation.Compiled(var policy)
        ? Optional.of(DocumentJson.of(policy.document()))
        : Optional.empty();
  }

  /**
   * Publishes a document without faults as the next version, with its audit row. The caller keeps
   * others from publishing until its transaction ends, and calls {@link #takeOver()} after that.
   *
   * @param event such as {@code policy.published}
   * @param note 1 to 2,000 characters
   * @param more for the audit row, besides version, digest and note
   * @return the new version
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int publish(
      String event, String document, String note, PersonId by, Map<String, String> more) {
    return versions.publish(event, document, note, new Actor.ByPerson(by), more).version();
  }

  /** Has this instance use what was just committed; the poll makes up for it where that fails. */
  public void takeOver() {
    try {
      engine.refresh();
    } catch (RuntimeException e) {
      log.warn("The published policy is not in use here yet: {}", e.getMessage());
    }
  }
}
