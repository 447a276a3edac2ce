package io.holdpoint.insight;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.PersonId;
import io.holdpoint.platform.LedgerTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Plants checks: one for so many reviews, by chance, for the person who gave the review. A check is
 * a row of a table of its own and never a request: the ledger, its record, the agents' past, the
 * engine and the API do not know of it, so nothing can release, redeem or count it.
 */
@Component
class Planting {

  /** A check that nobody answers goes away by itself. */
  static final Duration OPEN = Duration.ofHours(4);

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final SecureRandom random = new SecureRandom();

  Planting(JdbcClient jdbc, AuditTrail audit, LedgerTime time) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.time = time;
  }

  int every() {
    return jdbc.sql("select checks_every from insight_state where id = 1")
        .query(Integer.class)
        .single();
  }

  /** In the caller's transaction. */
  void set(PersonId by, int every) {
    jdbc.sql("update insight_state set checks_every = :every where id = 1")
        .param("every", every)
        .update();
    audit.append(
        "checks.changed", new Actor.ByPerson(by), null, Map.of("every", String.valueOf(every)));
  }

  /** A review that somebody gave. */
  record Given(String person, UUID request) {}

  /** People have reviewed requests: perhaps they get checks that look like these. */
  void after(List<Given> reviews) {
    int every = every();
    if (every > 0) {
      for (Given review : reviews) {
        if (random.nextInt(every) == 0) {
          plant(review.person(), review.request());
        }
      }
    }
  }

  /** One open check a person is enough. */
  void plant(String person, UUID request) {
    var now = time.now();
    int open =
        jdbc.sql(
                "select count(*) from planted_checks where person_id = :person and answered_at is"
                    + " null and expires_at > :now")
            .param("person", person)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single();
    if (open > 0) {
      return;
    }
    jdbc.sql(
            """
            insert into planted_checks (id, person_id, like_request, planted_at, expires_at)
            values (:id, :person, :request, :now, :until)
            """)
        .param(
            "id",
            new UUID(
                (now.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000),
                (random.nextLong() >>> 2) | 0x8000000000000000L))
        .param("person", person)
        .param("request", request)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("until", now.plus(OPEN).atOffset(ZoneOffset.UTC))
        .update();
    // The record does not name the check: a reviewer who reads it must not know it beforehand.
    audit.append("check.planted", new Actor.BySystem(), null, Map.of());
  }
}
