package io.holdpoint.identity;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Remembers when keys were used last and writes it down now and then, away from the calls. What was
 * noted in the last half minute before a kill is lost: it is a hint for tidying up, not a record.
 */
@Component
class KeyUse {

  private static final Logger log = LoggerFactory.getLogger(KeyUse.class);

  private final AgentKeys keys;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  KeyUse(AgentKeys keys) {
    this.keys = keys;
  }

  void note(String keyId, Instant at) {
    used.put(keyId, at);
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  @PreDestroy
  void write() {
    try {
      Map.copyOf(used)
          .forEach(
              (keyId, at) -> {
                keys.used(keyId, at);
                used.remove(keyId, at); // unless it was used again meanwhile
              });
    } catch (DataAccessException | TransactionException e) {
      log.debug("last use of keys not written, tried again later", e);
    }
  }
}
