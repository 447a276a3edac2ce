package io.holdpoint.model.digest;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of what an action does: SHA-256 over the RFC 8785 form of {@code {agent, tool,
 * arguments, target, task}}, exactly as posted. docs/digest.md has the definition and test vectors.
 */
public final class ActionDigest {

  public static final String PREFIX = "sha256:";

  private ActionDigest() {}

  /**
   * @param arguments {@code {}} where the request had none
   * @param target as posted, {@code {}} where the request had none
   * @param task {@code ""} where the request had none
   * @return {@code sha256:} and 64 hexadecimal digits
   */
  public static String of(
      AgentId agent, String tool, CanonicalJson arguments, CanonicalJson target, String task) {
    return PREFIX + sha256(preimage(agent, tool, arguments, target, task));
  }

  /** The text that is hashed. Its members stand in their canonical order. */
  public static String preimage(
      AgentId agent, String tool, CanonicalJson arguments, CanonicalJson target, String task) {
    return "{\"agent\":"
        + CanonicalForm.print(agent.value())
        + ",\"arguments\":"
        + arguments.text()
        + ",\"target\":"
        + target.text()
        + ",\"task\":"
        + CanonicalForm.print(task)
        + ",\"tool\":"
        + CanonicalForm.print(tool)
        + "}";
  }

  /** 64 hexadecimal digits over the text's UTF-8. */
  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
