package io.holdpoint.verdict;

import io.holdpoint.model.token.VerdictKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The signing keys in the database. */
@Component
class KeyStore {

  private static final String ALGORITHM = "Ed25519";

  private final JdbcClient jdbc;
  private final KeySealing sealing;

  KeyStore(JdbcClient jdbc, KeySealing sealing) {
    this.jdbc = jdbc;
    this.sealing = sealing;
  }

  /**
   * One key.
   *
   * @param deadAt from when it is not published any more; empty: it signs
   */
  record Stored(
      int number, VerdictKey key, String sealed, Instant createdAt, Optional<Instant> deadAt) {

    boolean isAlive(Instant now) {
      return deadAt.filter(at -> !now.isBefore(at)).isEmpty();
    }
  }

  /** All that were ever made, the newest first. */
  List<Stored> all() {
    return jdbc.sql(
            "select number, public_key, private_key, created_at, dead_at from verdict_keys"
                + " order by number desc")
        .query(KeyStore::stored)
        .list();
  }

  PrivateKey secret(Stored key) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(sealing.open(key.sealed(), key.key().id())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a signing key cannot be read", e);
    }
  }

  /**
   * Makes the key of this number; empty when another instance was first.
   *
   * @return its id
   */
  @Transactional(propagation = Propagation.MANDATORY)
  Optional<String> create(int number, Instant now) {
    KeyPair pair = generate();
    VerdictKey key = VerdictKey.of(pair.getPublic());
    int made =
        jdbc.sql(
                "insert into verdict_keys (number, kid, public_key, private_key, created_at)"
                    + " values (?, ?, ?, ?, ?) on conflict do nothing")
            .params(
                number,
                key.id(),
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                sealing.seal(pair.getPrivate().getEncoded(), key.id()),
                now.atOffset(ZoneOffset.UTC))
            .update();
    return made == 1 ? Optional.of(key.id()) : Optional.empty();
  }

  /** Ends the keys before this one; those that end sooner already are left. */
  @Transactional(propagation = Propagation.MANDATORY)
  void endBefore(int number, Instant deadAt) {
    jdbc.sql(
            "update verdict_keys set dead_at = ? where number < ?"
                + " and (dead_at is null or dead_at > ?)")
        .params(deadAt.atOffset(ZoneOffset.UTC), number, deadAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Nobody needs the secrets of the dead. */
  @Transactional(propagation = Propagation.MANDATORY)
  void forgetDead(Instant now) {
    jdbc.sql("update verdict_keys set private_key = '' where dead_at <= ? and private_key <> ''")
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }

  private static Stored stored(ResultSet row, int number) throws SQLException {
    try {
      byte[] encoded = Base64.getDecoder().decode(row.getString("public_key"));
      OffsetDateTime deadAt = row.getObject("dead_at", OffsetDateTime.class);
      return new Stored(
          row.getInt("number"),
          VerdictKey.of(
              KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded))),
          row.getString("private_key"),
          row.getObject("created_at", OffsetDateTime.class).toInstant(),
          Optional.ofNullable(deadAt).map(OffsetDateTime::toInstant));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a signing key cannot be read", e);
    }
  }
}
