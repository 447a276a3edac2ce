package io.holdpoint.audit;

import io.holdpoint.audit.ChainTables.StoredHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Signed heads in a file, which may lie on another host's disk or be shipped from here: whoever
 * rewrites the database does not reach them there. A file that cannot be written stops nothing.
 */
@Component
class HeadsFile {

  private static final Logger log = LoggerFactory.getLogger(HeadsFile.class);

  private final Optional<Path> file;
  private boolean troubled;

  HeadsFile(AuditSettings settings) {
    this.file = settings.heads();
  }

  void append(StoredHead head) {
    if (file.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          file.get(),
          head.head().line(head.key(), head.signature()) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      troubled = false;
    } catch (IOException e) {
      if (!troubled) {
        log.warn("Heads of the record cannot be appended to {}: {}", file.get(), e.toString());
      }
      troubled = true;
    }
  }
}
