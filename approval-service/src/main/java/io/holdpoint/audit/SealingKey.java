package io.holdpoint.audit;

import io.holdpoint.audit.chain.ChainKeys;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.MasterKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
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

  private static final int NONCE_BYTES = 12;

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
            byte[] sealed = Base64.getDecoder().decode(key[2]);
            byte[] plain =
                crypt(
                    Cipher.DECRYPT_MODE,
                    Arrays.copyOf(sealed, NONCE_BYTES),
                    key[0],
                    Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
            loaded =
                new Loaded(
                    key[0],
                    Base64.getDecoder().decode(key[1]),
                    KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new PKCS8EncodedKeySpec(plain)));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                "the key of the record cannot be opened: altered, or another master key", e);
          }
        });
    return Optional.ofNullable(loaded);
  }

  private void make() {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      String id = ChainKeys.id(encoded);
      byte[] nonce = new byte[NONCE_BYTES];
      new SecureRandom().nextBytes(nonce);
      byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, id, pair.getPrivate().getEncoded());
      jdbc.sql(
              "insert into audit_keys (id, public_key, private_key, created_at) values (?, ?, ?, ?)")
          .param(id)
          .param(Base64.getEncoder().encodeToString(encoded))
          .param(
              Base64.getEncoder()
                  .encodeToString(
                      ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                          .put(nonce)
                          .put(sealed)
                          .array()))
          .param(time.now().atOffset(ZoneOffset.UTC))
          .update();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK", e);
    }
  }

  private byte[] crypt(int mode, byte[] nonce, String id, byte[] data)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(master.getObject().derive("audit-sealing-key"), "AES"),
        new GCMParameterSpec(128, nonce));
    cipher.updateAAD(("audit key " + id).getBytes(StandardCharsets.UTF_8));
    return cipher.doFinal(data);
  }

  /** Nothing is sealed yet: the service has just started on an empty database. */
  static final class NotSealedYetException extends RuntimeException {
    NotSealedYetException() {
      super("nothing of the record is sealed yet; try again in a second");
    }
  }
}
