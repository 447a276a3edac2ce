package io.holdpoint.model;

/** What an action works on. A part that the agent did not name is {@code ""}. */
public record Target(String system, String resource, String environment) {

  public static final Target NONE = new Target("", "", "");
}
