package io.holdpoint.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret that everything else is derived from. It never leaves this class: features get a
 * key of their own for one purpose, from which neither this one nor another's can be computed.
 */
public final class MasterKey {

  /** The file's name below the data directory, when the key is not given from outside. */
  public static final String FILE = "master.key";

  private static final int BYTES = 32;
  private static final String HMAC = "HmacSHA256";
  private static final String EXPECTED = "expected 32 bytes in base64 (openssl rand -base64 32)";

  private final byte[] key;

  private MasterKey(byte[] key) {
    this.key = key;
  }

  /**
   * @throws StartRefusedException it is not 32 bytes in base64
   */
  public static MasterKey ofBase64(String text) {
    return of(text, "HOLDPOINT_MASTER_KEY");
  }

  /**
   * Reads the key from the file, or generates it there, readable by its owner only. Several
   * processes may try at once: one of them writes, all read the same.
   *
   * @throws StartRefusedException the file cannot be read or written, or holds something else
   */
  public static MasterKey inFile(Path file) {
    try {
      if (!Files.exists(file)) {
        generate(file);
      }
      return of(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new StartRefusedException(
          "master key file " + file + " cannot be read or written: " + reason(e), e);
    }
  }

  /**
   * The key for one purpose: HKDF (RFC 5869) with the purpose as its info.
   *
   * @param purpose a fixed label such as {@code agent-keys}, never something from outside
   * @return 32 bytes, for HMAC-SHA-256 or AES-256
   */
  public byte[] derive(String purpose) {
    // The JDK's own KDF API comes with 25 only; one block of HKDF is two HMACs.
    byte[] extracted = hmac("holdpoint/v1".getBytes(StandardCharsets.UTF_8), key);
    byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] block = Arrays.copyOf(info, info.length + 1);
    block[info.length] = 1;
    return hmac(extracted, block);
  }

  private static MasterKey of(String text, String where) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(where + ": not base64; " + EXPECTED);
    }
    if (bytes.length != BYTES) {
      throw new StartRefusedException(where + ": " + bytes.length + " bytes; " + EXPECTED);
    }
    return new MasterKey(bytes);
  }

  private static void generate(Path file) throws IOException {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, FILE, ".new", ownerOnly(directory));
    try {
      Files.writeString(draft, Base64.getEncoder().encodeToString(fresh) + "\n");
      // A link appears whole or not at all, and fails when another process was first.
      try {
        Files.createLink(file, draft);
      } catch (UnsupportedOperationException e) {
        moveInto(file, draft);
      }
    } catch (FileAlreadyExistsException e) {
      // The other's key is as good.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void moveInto(Path file, Path draft) throws IOException {
    try {
      Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "no such file";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every JDK", e);
    }
  }

  @Override
  public String toString() {
    return "MasterKey[…]";
  }
}
