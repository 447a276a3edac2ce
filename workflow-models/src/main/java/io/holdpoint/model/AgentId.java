package io.holdpoint.model;

import java.util.regex.Pattern;

/** Names an agent: 1 to 64 of {@code a-z 0-9 -}. It is also the id part of the agent's keys. */
public record AgentId(String value) {

  public static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");

  public AgentId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("agent id: expected 1 to 64 of a-z, 0-9 and '-'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
