package io.holdpoint.policy;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.platform.LedgerTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The published policies in the database. */
@Component
class PolicyVersions {

  /**
   * One published policy.
   *
   * @param document to the letter
   * @param digest {@code sha256:} and the SHA-256 of the document in hexadecimal digits
   */
  record Version(
      int version,
      String document,
      String digest,
      String note,
      String publishedBy,
      Instant publishedAt) {}

  /** What tells one published policy from another. */
  record Head(int version, String digest) {
    static Head of(Version version) {
      return new Head(version.version(), version.digest());
    }
  }

  private static final String COLUMNS =
      "version, document, digest, note, published_by, published_at";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final AuditTrail audit;
  private final LedgerTime time;

  PolicyVersions(
      JdbcClient jdbc, PlatformTransactionManager transactions, AuditTrail audit, LedgerTime time) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.audit = audit;
    this.time = time;
  }

  /** The version in force; empty in an empty database. */
  Optional<Version> latest() {
    return jdbc.sql("select " + COLUMNS + " from policy_versions order by version desc limit 1")
        .query(PolicyVersions::version)
        .optional();
  }

  /** The number of the version in force. */
  int newest() {
    return jdbc.sql("select max(version) from policy_versions").query(Integer.class).single();
  }

  /** The version in force, without its document. */
  Head head() {
    return jdbc.sql("select version, digest from policy_versions order by version desc limit 1")
        .query((row, number) -> new Head(row.getInt("version"), row.getString("digest")))
        .single();
  }

  Optional<Version> find(int version) {
    return jdbc.sql("select " + COLUMNS + " from policy_versions where version = ?")
        .param(version)
        .query(PolicyVersions::version)
        .optional();
  }

  /** Newest first, those below {@code before}. */
  List<Version> list(int before, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from policy_versions where version < ? order by version desc limit ?")
        .params(before, limit)
        .query(PolicyVersions::version)
        .list();
  }

  /**
   * Publishes a document without faults as the next version, with its audit row, in the caller's
   * transaction. The caller keeps others from publishing meanwhile.
   *
   * @param event such as {@code policy.published}
   * @param more besides version, digest and note, for the audit row
   */
  Version publish(String event, String document, String note, Actor by, Map<String, String> more) {
    Version version =
        new Version(newest() + 1, document, digest(document), note, by.wire(), time.now());
    insert(version);
    Map<String, String> data = new TreeMap<>(more);
    data.put("version", String.valueOf(version.version()));
    data.put("digest", version.digest());
    data.put("note", note);
    audit.append(event, by, null, data);
    return version;
  }

  private void insert(Version version) {
    jdbc.sql("insert into policy_versions (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?)")
        .params(
            version.version(),
            version.document(),
            version.digest(),
            version.note(),
            version.publishedBy(),
            OffsetDateTime.ofInstant(version.publishedAt(), ZoneOffset.UTC))
        .update();
  }

  /**
   * Publishes the first policy of an empty database, with its audit row.
   *
   * @return the version in force afterwards: of several instances that start at once, one publishes
   */
  Version seed(String document, String note) {
    try {
      transaction.executeWithoutResult(
          status -> {
            Actor system = new Actor.BySystem();
            Version first =
                new Version(1, document, digest(document), note, system.wire(), time.now());
            insert(first);
            audit.append(
                "policy.published",
                system,
                null,
                Map.of("version", "1", "digest", first.digest(), "note", note));
          });
    } catch (DuplicateKeyException e) {
      // another instance was first; what it published stands
    }
    return latest().orElseThrow();
  }

  private static Version version(ResultSet row, int number) throws SQLException {
    return new Version(
        row.getInt("version"),
        row.getString("document"),
        row.getString("digest"),
        row.getString("note"),
        row.getString("published_by"),
        row.getObject("published_at", OffsetDateTime.class).toInstant());
  }

  static String digest(String document) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
