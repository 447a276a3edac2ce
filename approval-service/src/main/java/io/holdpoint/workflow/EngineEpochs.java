package io.holdpoint.workflow;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the lives of the engine. An engine that lost its data begins anew with the same keys, and
 * without a query API nothing tells. So a message that nobody ever takes is left with it, with an
 * id of ours: an engine that refuses the same message again still has its data, one that takes it
 * has none.
 */
@Component
class EngineEpochs {

  private static final Logger log = LoggerFactory.getLogger(EngineEpochs.class);
  private static final String MARKER = "holdpoint-marker";
  private static final Duration KEPT = Duration.ofDays(3650);

  private final JdbcClient jdbc;
  private final LedgerTime time;
  private volatile int current;

  EngineEpochs(JdbcClient jdbc, LedgerTime time) {
    this.jdbc = jdbc;
    this.time = time;
  }

  /** The engine's life, from 1; 0 before the engine was ever reached. */
  int current() {
    return current;
  }

  /** Looks whether the engine still has its data, and begins a new epoch when it has not. */
  void verify(CamundaClient client) {
    String marker = marker();
    boolean lost = takesMarker(client, marker);
    if (lost) {
      jdbc.sql("update engine_epochs set epoch = epoch + 1, since = :now where id = 1")
          .param("now", ProcessJournal.utc(time.now()))
          .update();
    }
    int before = current;
    current =
        jdbc.sql("select epoch from engine_epochs where id = 1").query(Integer.class).single();
    if (current > 1 && current != before && lost) {
      log.warn("The engine has lost its data; what it was doing is started anew");
    }
  }

  private String marker() {
    return jdbc.sql("select marker from engine_epochs where id = 1")
        .query(String.class)
        .optional()
        .orElseGet(this::newMarker);
  }

  private String newMarker() {
    try {
      jdbc.sql("insert into engine_epochs (id, epoch, marker, since) values (1, 0, :marker, :now)")
          .param("marker", UUID.randomUUID().toString())
          .param("now", ProcessJournal.utc(time.now()))
          .update();
    } catch (DuplicateKeyException e) {
      // another instance was faster
    }
    return jdbc.sql("select marker from engine_epochs where id = 1").query(String.class).single();
  }

  private static boolean takesMarker(CamundaClient client, String marker) {
    try {
      client
          .newPublishMessageCommand()
          .messageName(MARKER)
          .correlationKey(marker)
          .messageId(marker)
          .timeToLive(KEPT)
          .send()
          .join();
      return true;
    } catch (ClientStatusException e) {
      if (e.getStatusCode() == Status.Code.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
  }
}
