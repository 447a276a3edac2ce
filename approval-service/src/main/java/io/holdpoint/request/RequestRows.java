package io.holdpoint.request;

import io.holdpoint.model.RequestStatus;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.EffectJson;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes new requests, several in one round trip. */
@Component
class RequestRows {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "agent_id",
          "owner_id",
          "on_behalf_of",
          "tool",
          "arguments",
          "target",
          "target_system",
          "target_resource",
          "target_environment",
          "digest",
          "reason",
          "task",
          "context",
          "parent_id",
          "idempotency_key",
          "body_hash",
          "status",
          "tier",
          "explanation",
          "policy_version",
          "demand",
          "decision_input",
          "verdict_basis",
          "verdict_reason",
          "process_seen_at",
          "escalates_at",
          "frozen_since",
          "created_at",
          "expires_at",
          "decided_at",
          "changed_at",
          "effect",
          "shared_with",
          "masked",
          "sealed");

  private static final String INSERT =
      "insert into requests ("
          + String.join(", ", COLUMNS)
          + ") values ("
          + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", "))
          + ")";

  private final JdbcTemplate jdbc;

  RequestRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One request to be written.
   *
   * @param record what it will read as
   * @param input on which it was decided, as JSON
   * @param effect what it adds to the past
   */
  record NewRow(NewRequest request, RequestRecord record, String input, Effect effect) {}

  @Transactional(propagation = Propagation.MANDATORY)
  void insert(List<NewRow> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(INSERT, rows, rows.size(), (row, each) -> new Values(row).fill(each));
    }
  }

  /** The values of one row, in the order of the columns. */
  private static final class Values {

    private final PreparedStatement row;
    private int at;

    Values(PreparedStatement row) {
      this.row = row;
    }

    void fill(NewRow each) throws SQLException {
      var request = each.request();
      var record = each.record();
      var action = record.action();
      boolean held = record.status() == RequestStatus.PENDING;
      row.setObject(++at, record.id().value());
      text(record.agent().value());
      text(record.owner().value());
      text(record.onBehalfOf());
      text(action.tool());
      text(action.arguments().text());
      text(action.target().text());
      text(action.named().system());
      text(action.named().resource());
      text(action.named().environment());
      text(action.digest());
      text(record.reason());
      text(record.task());
      text(record.context().text());
      if (record.parent().isPresent()) {
        row.setObject(++at, record.parent().get().value());
      } else {
        row.setNull(++at, Types.OTHER);
      }
      text(request.idempotencyKey().orElse(null));
      text(request.bodyHash());
      text(record.status().name());
      text(record.tier());
      text(StoredJson.write(record.explanation()));
      row.setInt(++at, record.explanation().policyVersion());
      text(record.demand().map(StoredJson::write).orElse(null));
      text(each.input());
      text(record.verdict().map(verdict -> verdict.basis().name()).orElse(null));
      text(record.verdict().map(verdict -> verdict.reason()).orElse(null));
      time(held ? Optional.of(record.createdAt()) : Optional.empty());
      time(record.escalatesAt());
      time(record.frozenSince());
      time(Optional.of(record.createdAt()));
      time(Optional.of(record.expiresAt()));
      time(record.decidedAt());
      time(held ? Optional.of(record.createdAt()) : Optional.empty());
      text(record.status() == RequestStatus.DENIED ? null : EffectJson.write(each.effect()));
      text(
          request.sharedWith().stream()
              .map(agent -> "/" + agent + "/")
              .collect(Collectors.joining()));
      text(action.masked().isEmpty() ? null : StoredJson.write(action.masked()));
      text(request.covered().map(NewRequest.Covered::sealed).orElse(null));
    }

    private void text(@Nullable String value) throws SQLException {
      row.setString(++at, value);
    }

    private void time(Optional<Instant> value) throws SQLException {
      if (value.isPresent()) {
        row.setObject(++at, value.get().atOffset(ZoneOffset.UTC));
      } else {
        row.setNull(++at, Types.TIMESTAMP_WITH_TIMEZONE);
      }
    }
  }
}
