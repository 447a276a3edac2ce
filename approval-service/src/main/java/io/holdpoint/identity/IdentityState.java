package io.holdpoint.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one row that is locked by what must not happen twice at once, in whichever instance. */
@Component
class IdentityState {

  private final JdbcClient jdbc;

  IdentityState(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks until the caller's transaction ends. */
  State lock() {
    return jdbc.sql("select key_check, seeded_at from identity_state where id = 1 for update")
        .query(
            (rs, n) ->
                new State(
                    Optional.ofNullable(rs.getString(1)),
                    Optional.ofNullable(rs.getObject(2, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)))
        .single();
  }

  void keyCheck(String check) {
    jdbc.sql("update identity_state set key_check = :check where id = 1")
        .param("check", check)
        .update();
  }

  void seeded(Instant at) {
    jdbc.sql("update identity_state set seeded_at = :at where id = 1")
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * @param keyCheck a hash that only the right master key gives
   * @param seededAt when the first accounts were made
   */
  record State(Optional<String> keyCheck, Optional<Instant> seededAt) {}
}
