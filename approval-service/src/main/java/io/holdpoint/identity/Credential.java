package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An agent's credential {@code hp_<id>_<secret>}. The secret is 32 to 128 characters that may stand
 * in a header, without {@code _}.
 */
record Credential(AgentId agent, String whole) {

  static final String EXPECTED =
      "hp_<id>_<secret>: id 1 to 64 of a-z 0-9 -, secret 32 to 128 of A-Z a-z 0-9 . ~ + / = -";

  private static final Pattern FORM =
      Pattern.compile("hp_([a-z0-9-]{1,64})_[A-Za-z0-9.~+/=-]{32,128}");
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** 43 characters of 62 hold 256 bits. */
  private static final int LENGTH = 43;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Empty when the text is no credential of an agent. */
  static Optional<Credential> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new Credential(new AgentId(matcher.group(1)), text))
        : Optional.empty();
  }

  static Credential random(AgentId agent) {
    return new Credential(agent, "hp_" + agent + "_" + randomText(LENGTH));
  }

  /** Random letters and digits. */
  static String randomText(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "hp_" + agent + "_…";
  }
}
