package io.holdpoint.audit;

import io.holdpoint.audit.chain.ChainKeys;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.MasterKey;
import io.holdpoint.platform.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key that signs heads of the record: Ed25519, made once for all instances, in the database
 * encrypted under a key that is derived from the master key. It signs nothing else.
 */
@Component
class SealingKey {

  private final JdbcClient jdbc;
  private final LedgerTime time;
  private final ObjectProvider<MasterKey> master;
  private volatile @Nullable Loaded loaded;

  SealingKey(JdbcClient jdbc, LedgerTime time, ObjectProvider<MasterKey> master) {
    this.jdbc = jdbc;
    this.time = time;
    this.master = master;
  }

  /**
   * A key that is ready to sign.
   *
   * @param encoded the public key
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Loaded(String id, byte[] encoded, PrivateKey key) {}

  /** A signature and the key that made it. */
  record Signed(String key, String signature) {}

  /**
   * Makes the key where there is none yet; under the lock of the chain's state, so that one
   * instance does.
   */
  void ensure() {
    if (loaded == null && read().isEmpty()) {
      make();
    }
  }

  Signed sign(String statement) {
    Loaded key = key();
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key.key());
      signer.update(statement.getBytes(StandardCharsets.UTF_8));
      return new Signed(key.id(), Base64.getEncoder().encodeToString(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK", e);
    }
  }

  boolean isGood(ChainTables.StoredHead head) {
    return ChainKeys.ofPem(publicPem()).fault(head.key(), head.head().statement(), head.signature())
        == null;
  }

  /** For who verifies: the public key as PEM. */
  String publicPem() {
    return ChainKeys.pem(key().encoded());
  }

  private Loaded key() {
    Loaded key = loaded;
    return key == null ? read().orElseThrow(NotSealedYetException::new) : key;
  }

  private Optional<Loaded> read() {
    var found =
        jdbc.sql(
                "select id, public_key, private_key from audit_keys order by created_at desc limit 1")
            .query(
                (row, n) ->
                    new String[] {
                      row.getString("id"), row.getString("public_key"), row.getString("private_key")
                    })
            .optional();
    found.ifPresent(
        key -> {
          try {
            byte[] plain = sealing().open(key[2], owner(key[0]));
            loaded =
                new Loaded(
                    key[0],
                    Base64.getDecoder().decode(key[1]),
                    KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new PKCS8EncodedKeySpec(plain)));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every JDK", e);
          }
        });
    return Optional.ofNullable(loaded);
  }

  private void make() {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      String id = ChainKeys.id(encoded);
      jdbc.sql(
              "insert into audit_keys (id, public_key, private_key, created_at) values (?, ?, ?, ?)")
          .param(id)
          .param(Base64.getEncoder().encodeToString(encoded))
          .param(sealing().seal(pair.getPrivate().getEncoded(), owner(id)))
          .param(time.now().atOffset(ZoneOffset.UTC))
          .update();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK", e);
    }
  }

  private Sealing sealing() {
    return new Sealing(master.getObject(), "audit-sealing-key");
  }

  private static String owner(String id) {
    return "audit key " + id;
  }

  /** Nothing is sealed yet: the service has just started on an empty database. */
  static final class NotSealedYetException extends RuntimeException {
    NotSealedYetException() {
      super("nothing of the record is sealed yet; try again in a second");
    }
  }
}
