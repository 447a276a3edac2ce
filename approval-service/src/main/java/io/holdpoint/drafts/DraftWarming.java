package io.holdpoint.drafts;

import io.holdpoint.policy.Publication;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compiles the draft on every instance soon after it changed. When it is published, the others have
 * it already: a policy of ten thousand conditions takes seconds to compile, and every instance is
 * to use it within one. Nothing depends on this; without it, what is published is compiled then.
 */
@Component
class DraftWarming {

  private static final Logger log = LoggerFactory.getLogger(DraftWarming.class);

  private final DraftStore store;
  private final Publication publication;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("draft-warming").daemon().factory());

  private long seen = -1;

  DraftWarming(DraftStore store, Publication publication) {
    this.store = store;
    this.publication = publication;
  }

  @Scheduled(fixedDelay = 1_000)
  synchronized void look() {
    try {
      long revision = store.revision();
      if (revision != seen) {
        seen = revision;
        thread.execute(this::compile);
      }
    } catch (DataAccessException e) {
      log.debug("Cannot look for a changed draft", e); // the published policy's poll warns
    }
  }

  private void compile() {
    try {
      store.read().begun().ifPresent(draft -> publication.compile(draft.document()));
    } catch (DataAccessException e) {
      log.debug("Cannot read the draft", e);
    }
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
