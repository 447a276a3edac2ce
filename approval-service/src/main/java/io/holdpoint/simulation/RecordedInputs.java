package io.holdpoint.simulation;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInputJson;
import io.holdpoint.request.secrets.SecretVault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what recorded requests were decided on, without entities. */
@Component
class RecordedInputs {

  private static final String COLUMNS =
      "id, decision_input, sealed, status, verdict_basis, created_at, decided_at";

  private final JdbcClient jdbc;
  private final SecretVault vault;

  RecordedInputs(JdbcClient jdbc, SecretVault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /**
   * A row as it is stored; parsing it is for others to do.
   *
   * @param sealed what was posted, encrypted, where the input has its secrets covered
   * @param waited from a hold to its verdict by people, empty where people did not decide
   */
  record Row(
      UUID id, String input, Optional<String> sealed, boolean denied, Optional<Duration> waited) {}

  /** What a request was decided on, its secrets included: to decide by, never to show. */
  DecisionInput original(Row row) {
    return new Recorded(new RequestId(row.id()), DecisionInputJson.read(row.input()), row.sealed())
        .original(vault);
  }

  /**
   * What one request was decided on.
   *
   * @param shown with its secrets covered
   */
  record Recorded(RequestId id, DecisionInput shown, Optional<String> sealed) {
    DecisionInput original(SecretVault vault) {
      return sealed.map(text -> vault.open(id, text).in(shown)).orElse(shown);
    }
  }

  DecisionInput original(Recorded recorded) {
    return recorded.original(vault);
  }

  /** The newest requests below {@code before}, newest first. */
  List<Row> page(@Nullable UUID before, int limit) {
    return before == null
        ? jdbc.sql("select " + COLUMNS + " from requests order by id desc limit :limit")
            .param("limit", limit)
            .query(RecordedInputs::row)
            .list()
        : jdbc.sql(
                "select "
                    + COLUMNS
                    + " from requests where id < :before order by id desc limit :limit")
            .param("before", before)
            .param("limit", limit)
            .query(RecordedInputs::row)
            .list();
  }

  Optional<Recorded> one(RequestId id) {
    return jdbc.sql("select decision_input, sealed from requests where id = :id")
        .param("id", id.value())
        .query(
            (row, number) ->
                new Recorded(
                    id,
                    DecisionInputJson.read(row.getString("decision_input")),
                    Optional.ofNullable(row.getString("sealed"))))
        .optional();
  }

  /** Who denied each of these requests. */
  Map<RequestId, String> deniers(List<RequestId> requests) {
    Map<RequestId, TreeSet<String>> all = new HashMap<>();
    for (int from = 0; from < requests.size(); from += 500) {
      List<UUID> some =
          requests.subList(from, Math.min(requests.size(), from + 500)).stream()
              .map(RequestId::value)
              .toList();
      jdbc.sql(
              "select request_id, person_id from reviews where decision = 'DENY' and request_id in"
                  + " (:some)")
          .param("some", new ArrayList<>(some))
          .query(
              row -> {
                RequestId id = new RequestId(row.getObject("request_id", UUID.class));
                all.computeIfAbsent(id, key -> new TreeSet<>())
                    .add(new PersonId(row.getString("person_id")).value());
              });
    }
    return all.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> String.join(", ", each.getValue())));
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    boolean byPeople = "REVIEWERS".equals(row.getString("verdict_basis"));
    Instant held = row.getObject("created_at", OffsetDateTime.class).toInstant();
    OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
    return new Row(
        row.getObject("id", UUID.class),
        row.getString("decision_input"),
        Optional.ofNullable(row.getString("sealed")),
        byPeople && "DENIED".equals(row.getString("status")),
        byPeople && decided != null
            ? Optional.of(Duration.between(held, decided.toInstant()))
            : Optional.empty());
  }
}
