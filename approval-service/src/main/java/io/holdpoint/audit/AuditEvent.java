package io.holdpoint.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of the record. It has no setters: what is written stays as it is. */
@Entity
@Table(name = "audit_events")
class AuditEvent {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long sequence;

  private Instant at;
  private String event;
  private String actor;
  private @Nullable UUID requestId;
  private String data;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected AuditEvent() {}

  AuditEvent(Instant at, String event, String actor, @Nullable UUID requestId, String data) {
    this.at = at;
    this.event = event;
    this.actor = actor;
    this.requestId = requestId;
    this.data = data;
  }

  long sequence() {
    return sequence == null ? 0 : sequence;
  }

  Instant at() {
    return at;
  }

  String event() {
    return event;
  }

  String actor() {
    return actor;
  }

  @Nullable UUID requestId() {
    return requestId;
  }

  String data() {
    return data;
  }
}
