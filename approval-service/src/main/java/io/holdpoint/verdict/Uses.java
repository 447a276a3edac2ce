package io.holdpoint.verdict;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.RequestId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What became of approvals, in the database. Whoever writes the row of a request first decides
 * whether it was redeemed or revoked; all others learn that they came second.
 */
@Component
class Uses {

  private static final String COLUMNS =
      "request_id, kind, used_at, used_by, redemption_id, reason, result, result_detail, result_at";

  private final JdbcClient jdbc;

  Uses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Redeemed, or revoked before that. */
  enum Kind {
    REDEEMED,
    REVOKED
  }

  /**
   * What became of one approval.
   *
   * @param by as in the record: {@code agent:…}, {@code enforcement:…}, {@code person:…}
   * @param reason of a revocation, else {@code ""}
   */
  record Use(
      RequestId request,
      Kind kind,
      Instant at,
      String by,
      Optional<String> redemptionId,
      String reason,
      Optional<Reported> reported) {}

  /** What came of it. */
  record Reported(String result, String detail, Instant at) {}

  Optional<Use> find(RequestId request) {
    return jdbc.sql("select " + COLUMNS + " from verdict_uses where request_id = ?")
        .param(request.value())
        .query(Uses::use)
        .optional();
  }

  List<Use> findAll(Collection<RequestId> requests) {
    return requests.isEmpty()
        ? List.of()
        : jdbc.sql("select " + COLUMNS + " from verdict_uses where request_id in (:ids)")
            .param("ids", requests.stream().map(RequestId::value).toList())
            .query(Uses::use)
            .list();
  }

  /** False when somebody was first; waits for one who is not committed yet. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean redeem(
      RequestId request, Actor by, String tokenId, @Nullable String redemptionId, Instant now) {
    return jdbc.sql(
                "insert into verdict_uses"
                    + " (request_id, kind, used_at, used_by, token_id, redemption_id)"
                    + " values (?, 'REDEEMED', ?, ?, ?, ?) on conflict do nothing")
            .params(
                java.util.Arrays.asList(
                    request.value(),
                    now.atOffset(ZoneOffset.UTC),
                    by.wire(),
                    tokenId,
                    redemptionId))
            .update()
        == 1;
  }

  /** False when somebody was first. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean revoke(RequestId request, Actor by, String reason, Instant now) {
    return jdbc.sql(
                "insert into verdict_uses (request_id, kind, used_at, used_by, reason)"
                    + " values (?, 'REVOKED', ?, ?, ?) on conflict do nothing")
            .params(request.value(), now.atOffset(ZoneOffset.UTC), by.wire(), reason)
            .update()
        == 1;
  }

  /** False when a result was reported before, or this caller did not redeem it. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean report(RequestId request, Actor by, String result, String detail, Instant now) {
    return jdbc.sql(
                "update verdict_uses set result = ?, result_detail = ?, result_at = ?"
                    + " where request_id = ? and kind = 'REDEEMED' and used_by = ?"
                    + " and result is null")
            .params(
                result.toUpperCase(java.util.Locale.ROOT),
                detail,
                now.atOffset(ZoneOffset.UTC),
                request.value(),
                by.wire())
            .update()
        == 1;
  }

  private static Use use(ResultSet row, int number) throws SQLException {
    String reason = row.getString("reason");
    return new Use(
        new RequestId(row.getObject("request_id", UUID.class)),
        Kind.valueOf(row.getString("kind")),
        row.getObject("used_at", OffsetDateTime.class).toInstant(),
        row.getString("used_by"),
        Optional.ofNullable(row.getString("redemption_id")),
        reason == null ? "" : reason,
        reported(row));
  }

  private static Optional<Reported> reported(ResultSet row) throws SQLException {
    String result = row.getString("result");
    return result == null
        ? Optional.empty()
        : Optional.of(
            new Reported(
                result.toLowerCase(java.util.Locale.ROOT),
                row.getString("result_detail"),
                row.getObject("result_at", OffsetDateTime.class).toInstant()));
  }
}
