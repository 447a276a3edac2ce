package io.holdpoint.request;

import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.PersonId;
import io.holdpoint.policy.EffectJson;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of changed requests, written in the transaction that is there. */
final class ChangeRows {

  private final JdbcClient jdbc;

  ChangeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes the changed request.
   *
   * @return whether it was written; not when it is pending no more or its time is over
   */
  boolean write(ChangeProposal proposal, ArgumentChange change, Instant now) {
    var after = proposal.after;
    int written =
        jdbc.sql(
                """
            update requests set arguments = :arguments, digest = :digest, tier = :tier,
              explanation = :explanation, policy_version = :version, demand = :demand,
              decision_input = :input, effect = :effect, expires_at = :expires,
              escalates_at = cast(:escalates as timestamp(6) with time zone),
              escalated_at = case when escalates_at = cast(:escalates as timestamp(6) with time zone)
                then escalated_at else null end,
              changed = :changed, changed_at = :now, masked = cast(:masked as varchar),
              sealed = cast(:sealed as varchar)
            where id = :id and status = 'PENDING' and digest = :before and expires_at > :now
            """)
            .param("arguments", after.action().arguments().text())
            .param("digest", after.action().digest())
            .param("tier", after.tier())
            .param("explanation", StoredJson.write(after.explanation()))
            .param("version", after.explanation().policyVersion())
            .param("demand", StoredJson.write(after.demand().orElseThrow()))
            .param("input", StoredJson.write(proposal.input))
            .param("effect", EffectJson.write(proposal.with))
            .param("expires", at(after.expiresAt()))
            .param("escalates", after.escalatesAt().map(ChangeRows::at).orElse(null))
            .param("changed", StoredJson.write(change))
            .param("now", at(now))
            .param(
                "masked",
                after.action().masked().isEmpty()
                    ? null
                    : StoredJson.write(after.action().masked()))
            .param("sealed", proposal.sealed)
            .param("id", after.id().value())
            .param("before", proposal.before.action().digest())
            .update();
    return written == 1;
  }

  /** Keeps what was replaced; the reviews of it are void. */
  void replaced(ChangeProposal proposal, PersonId by, String reason, Instant now) {
    var before = proposal.before;
    int number =
        jdbc.sql("select count(*) from request_changes where request_id = :id")
                .param("id", before.id().value())
                .query(Integer.class)
                .single()
            + 1;
    jdbc.sql(
            """
            insert into request_changes (request_id, number, person_id, reason, changed_at,
              from_arguments, from_sealed, from_digest, to_digest)
            values (:id, :number, :person, :reason, :now, :arguments, cast(:sealed as varchar),
              :from, :to)
            """)
        .param("id", before.id().value())
        .param("number", number)
        .param("person", by.value())
        .param("reason", reason)
        .param("now", at(now))
        .param("arguments", before.action().arguments().text())
        .param("sealed", proposal.sealedBefore)
        .param("from", before.action().digest())
        .param("to", proposal.after.action().digest())
        .update();
    jdbc.sql(
            """
            update reviews set voided_by_change = :number
            where request_id = :id and voided_by_change = 0
            """)
        .param("number", number)
        .param("id", before.id().value())
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
