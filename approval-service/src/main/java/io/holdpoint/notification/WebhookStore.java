package io.holdpoint.notification;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.notice.WebhookEndpoints;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.KnownWebhooks;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The endpoints of webhooks, as they are stored. */
@Component
class WebhookStore implements WebhookEndpoints, KnownWebhooks {

  private final JdbcClient jdbc;
  private final WebhookSecrets secrets;
  private final LedgerTime time;

  WebhookStore(JdbcClient jdbc, WebhookSecrets secrets, LedgerTime time) {
    this.jdbc = jdbc;
    this.secrets = secrets;
    this.time = time;
  }

  /**
   * @param sealed as {@link WebhookSecrets} makes it
   */
  record Stored(
      String name,
      String url,
      String sealed,
      @Nullable String oldSealed,
      @Nullable Instant oldUntil,
      PersonId changedBy,
      Instant changedAt) {}

  @Override
  public Optional<Endpoint> find(String name) {
    return stored(name).map(this::opened);
  }

  private Endpoint opened(Stored stored) {
    List<byte[]> keys = new ArrayList<>();
    keys.add(secrets.open(stored.sealed(), stored.name()));
    if (stored.oldSealed() != null
        && stored.oldUntil() != null
        && time.now().isBefore(stored.oldUntil())) {
      keys.add(secrets.open(stored.oldSealed(), stored.name()));
    }
    return new Endpoint(stored.name(), URI.create(stored.url()), keys);
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(jdbc.sql("select name from webhooks").query(String.class).list());
  }

  Optional<Stored> stored(String name) {
    return jdbc.sql("select * from webhooks where name = :name")
        .param("name", name)
        .query(WebhookStore::stored)
        .optional();
  }

  List<Stored> all() {
    return jdbc.sql("select * from webhooks order by name").query(WebhookStore::stored).list();
  }

  /** Whether it was not there before. */
  boolean insert(Stored one) {
    return jdbc.sql(
                """
                insert into webhooks (name, url, secret_sealed, changed_by, changed_at)
                values (:name, :url, :sealed, :by, :at) on conflict do nothing
                """)
            .param("name", one.name())
            .param("url", one.url())
            .param("sealed", one.sealed())
            .param("by", one.changedBy().value())
            .param("at", DeliveryQueue.at(one.changedAt()))
            .update()
        == 1;
  }

  void update(Stored one) {
    jdbc.sql(
            """
            update webhooks set url = :url, secret_sealed = :sealed, old_sealed = :old,
              old_until = :until, changed_by = :by, changed_at = :at
            where name = :name
            """)
        .param("url", one.url())
        .param("sealed", one.sealed())
        .param("old", one.oldSealed(), Types.VARCHAR)
        .param(
            "until",
            one.oldUntil() == null ? null : DeliveryQueue.at(one.oldUntil()),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("by", one.changedBy().value())
        .param("at", DeliveryQueue.at(one.changedAt()))
        .param("name", one.name())
        .update();
  }

  boolean delete(String name) {
    return jdbc.sql("delete from webhooks where name = :name").param("name", name).update() == 1;
  }

  private static Stored stored(ResultSet row, int n) throws SQLException {
    OffsetDateTime until = row.getObject("old_until", OffsetDateTime.class);
    return new Stored(
        row.getString("name"),
        row.getString("url"),
        row.getString("secret_sealed"),
        row.getString("old_sealed"),
        until == null ? null : until.toInstant(),
        new PersonId(row.getString("changed_by")),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
