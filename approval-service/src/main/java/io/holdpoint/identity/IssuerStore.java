package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.IssuerDesk.IssuerView;
import io.holdpoint.model.desk.IssuerDesk.NewIssuer;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import io.holdpoint.model.desk.IssuerDesk.SubjectView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of issuers and their subjects. */
@Component
class IssuerStore {

  private static final String SELECT =
      "select id, issuer, keys_at, audience, algorithms, profile, max_lifetime_seconds, disabled,"
          + " created_at from token_issuers ";

  private final JdbcClient jdbc;

  IssuerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(TrustedIssuer issuer, Instant createdAt) {}

  /** The agent of a subject, as its account stands. */
  record Mapped(CallingAgent agent, boolean disabled) {}

  Optional<TrustedIssuer> named(String issuer) {
    return jdbc.sql(SELECT + "where issuer = :issuer")
        .param("issuer", issuer)
        .query(IssuerStore::row)
        .optional()
        .map(Row::issuer);
  }

  Optional<TrustedIssuer> lock(String id) {
    return jdbc.sql(SELECT + "where id = :id for update")
        .param("id", id)
        .query(IssuerStore::row)
        .optional()
        .map(Row::issuer);
  }

  Optional<Mapped> agentOf(TrustedIssuer issuer, String subject) {
    NamesConverter names = new NamesConverter();
    return jdbc.sql(
            """
            select a.id, a.owner, a.labels, a.environments, a.created_at, a.disabled
            from token_subjects s join agents a on a.id = s.agent
            where s.issuer = :issuer and s.subject = :subject
            """)
        .param("issuer", issuer.id())
        .param("subject", subject)
        .query(
            (rs, n) ->
                new Mapped(
                    new CallingAgent(
                        new AgentId(rs.getString(1)),
                        new PersonId(rs.getString(2)),
                        names.convertToEntityAttribute(rs.getString(3)),
                        names.convertToEntityAttribute(rs.getString(4)),
                        rs.getObject(5, OffsetDateTime.class).toInstant()),
                    rs.getBoolean(6)))
        .optional();
  }

  List<IssuerView> all() {
    Map<String, List<SubjectView>> subjects =
        jdbc
            .sql("select issuer, subject, agent, created_at from token_subjects order by subject")
            .query(
                (rs, n) ->
                    Map.entry(
                        rs.getString(1),
                        new SubjectView(
                            rs.getString(2),
                            new AgentId(rs.getString(3)),
                            rs.getObject(4, OffsetDateTime.class).toInstant())))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return jdbc.sql(SELECT + "order by id").query(IssuerStore::row).list().stream()
        .map(
            row ->
                new IssuerView(
                    row.issuer.terms(),
                    row.issuer.disabled(),
                    row.createdAt,
                    subjects.getOrDefault(row.issuer.id(), List.of())))
        .toList();
  }

  long count() {
    return jdbc.sql("select count(*) from token_issuers").query(Long.class).single();
  }

  /** Whether there was none of this id or issuer. */
  boolean add(NewIssuer terms, Instant at) {
    return jdbc.sql(
                """
                insert into token_issuers (id, issuer, keys_at, audience, algorithms, profile,
                  max_lifetime_seconds, disabled, created_at)
                values (:id, :issuer, cast(:keys as varchar), :audience, :algorithms, :profile,
                  :lifetime, false, :at) on conflict do nothing
                """)
            .param("id", terms.id())
            .param("issuer", terms.issuer())
            .param("keys", terms.keysAt().orElse(null))
            .param("audience", terms.audience())
            .param("algorithms", String.join(" ", new TreeSet<>(terms.algorithms())))
            .param("profile", terms.profile().name())
            .param("lifetime", terms.maxLifetime().toSeconds())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void disable(String id, boolean disabled) {
    jdbc.sql("update token_issuers set disabled = :disabled where id = :id")
        .param("disabled", disabled)
        .param("id", id)
        .update();
  }

  void remove(String id) {
    jdbc.sql("delete from token_subjects where issuer = :id").param("id", id).update();
    jdbc.sql("delete from token_issuers where id = :id").param("id", id).update();
  }

  long subjects(String id) {
    return jdbc.sql("select count(*) from token_subjects where issuer = :id")
        .param("id", id)
        .query(Long.class)
        .single();
  }

  /** Whether the subject was nobody's. */
  boolean map(String id, String subject, AgentId agent, Instant at) {
    return jdbc.sql(
                """
                insert into token_subjects (issuer, subject, agent, created_at)
                values (:id, :subject, :agent, :at) on conflict do nothing
                """)
            .param("id", id)
            .param("subject", subject)
            .param("agent", agent.value())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean unmap(String id, String subject) {
    return jdbc.sql("delete from token_subjects where issuer = :id and subject = :subject")
            .param("id", id)
            .param("subject", subject)
            .update()
        == 1;
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(
        new TrustedIssuer(
            new NewIssuer(
                rs.getString(1),
                rs.getString(2),
                Optional.ofNullable(rs.getString(3)),
                rs.getString(4),
                Set.of(rs.getString(5).split(" ")),
                Profile.valueOf(rs.getString(6)),
                Duration.ofSeconds(rs.getLong(7))),
            rs.getBoolean(8)),
        rs.getObject(9, OffsetDateTime.class).toInstant());
  }
}
