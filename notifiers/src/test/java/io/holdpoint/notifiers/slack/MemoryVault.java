package io.holdpoint.notifiers.slack;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.model.slack.SlackVault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the service keeps for the channel, within one test. */
class MemoryVault implements SlackVault {

  final List<String> refusals = new CopyOnWriteArrayList<>();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  @Override
  public byte[] key() {
    return new byte[32];
  }

  @Override
  public boolean first(String purpose, String token, Instant until) {
    return seen.add(purpose + " " + token);
  }

  @Override
  public void refused(SlackUser user, String why, Optional<RequestId> request) {
    refusals.add(why);
  }
}
