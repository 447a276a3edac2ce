package io.holdpoint.identity;

import java.security.Principal;
import java.util.List;

/**
 * The principal of a program that executes actions, as its account stood when the call was
 * authenticated.
 *
 * @param tools names of tools, with {@code *} for any characters: it redeems for these alone
 */
public record CallingEnforcementPoint(String id, List<String> tools) implements Principal {

  public CallingEnforcementPoint {
    tools = List.copyOf(tools);
  }

  @Override
  public String getName() {
    return id;
  }
}
