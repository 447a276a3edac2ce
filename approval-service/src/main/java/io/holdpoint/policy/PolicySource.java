package io.holdpoint.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The policy document that the operator gave, or the starter policy.
 *
 * @param name what it is called in messages
 * @param given whether the operator gave it
 */
record PolicySource(String name, boolean given, String text) {

  private static final String STARTER = "/policy/starter.yaml";

  /**
   * @throws UnusablePolicyException the file cannot be read as text
   */
  static PolicySource read(PolicySettings settings) {
    return settings.file().map(PolicySource::file).orElseGet(PolicySource::starter);
  }

  private static PolicySource file(String setting) {
    String name = "policy file " + setting;
    try {
      Path path = Path.of(setting);
      if (!Files.isRegularFile(path)) {
        throw unreadable(name, "is not there (HOLDPOINT_POLICY_FILE: expected a readable file)");
      }
      if (Files.size(path) > PolicyLimits.DOCUMENT_BYTES) {
        throw unreadable(
            name,
            "has "
                + Files.size(path)
                + " bytes (expected at most "
                + PolicyLimits.DOCUMENT_BYTES
                + ")");
      }
      return new PolicySource(name, true, text(Files.readAllBytes(path)));
    } catch (CharacterCodingException e) {
      throw unreadable(name, "is not UTF-8");
    } catch (IOException | InvalidPathException e) {
      throw unreadable(name, "cannot be read (HOLDPOINT_POLICY_FILE: expected a readable file)");
    }
  }

  /** The starter policy that is delivered. */
  static PolicySource starter() {
    try (InputStream in =
        Objects.requireNonNull(PolicySource.class.getResourceAsStream(STARTER), STARTER)) {
      return new PolicySource("starter policy", false, text(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Strictly: a byte that is not UTF-8 must not become a character that nobody wrote. */
  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static UnusablePolicyException unreadable(String name, String why) {
    return new UnusablePolicyException(name, List.of(name + " " + why));
  }
}
