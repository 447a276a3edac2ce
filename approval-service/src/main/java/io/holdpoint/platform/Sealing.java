package io.holdpoint.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts small secrets for the database: AES-256-GCM under a key that only this installation has,
 * a fresh nonce each. Whose secret it is, is authenticated with it, so that one cannot be put in
 * the place of another.
 */
public final class Sealing {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param purpose see {@link MasterKey#derive}
   */
  public Sealing(MasterKey master, String purpose) {
    this.key = new SecretKeySpec(master.derive(purpose), "AES");
  }

  /**
   * Encrypts.
   *
   * @param owner what it is the secret of; the same is needed to open it
   * @return base64: the nonce, then what is encrypted
   */
  public String seal(byte[] secret, String owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(secret);
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the secret of " + owner + " cannot be encrypted", e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws IllegalStateException it was altered, is another's, or was sealed under another master
   *     key
   */
  public byte[] open(String sealed, String owner) {
    try {
      byte[] whole = Base64.getDecoder().decode(sealed);
      if (whole.length < NONCE_BYTES) {
        throw new IllegalArgumentException("shorter than a nonce");
      }
      return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE_BYTES), owner)
          .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the secret of " + owner + " cannot be decrypted: altered, or another master key", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
