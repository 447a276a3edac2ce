package io.holdpoint.demo;

import io.holdpoint.demo.Script.Player;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.AgentDesk.AgentView;
import io.holdpoint.model.desk.AgentDesk.KeyView;
import io.holdpoint.model.desk.AgentDesk.NewAgent;

/**
 * The players' keys. They are issued anew at every start and live only in memory: of the keys of
 * the last run the database holds hashes only.
 */
final class Credentials {

  /** Owns the players; an owner may not review what its agents ask. */
  static final PersonId OWNER = new PersonId("admin");

  private final AgentDesk desk;

  Credentials(AgentDesk desk) {
    this.desk = desk;
  }

  String issue(Player player) {
    return desk.agent(OWNER, player.agent())
        .map(this::anew)
        .orElseGet(
            () ->
                desk.create(
                        OWNER,
                        new NewAgent(player.agent(), OWNER, player.labels(), player.environments()))
                    .key());
  }

  private String anew(AgentView agent) {
    for (KeyView key : agent.keys()) {
      if (key.revokedAt().isEmpty()) {
        desk.revokeKey(OWNER, agent.id(), key.keyId());
      }
    }
    return desk.issueKey(OWNER, agent.id(), AgentDesk.KeyTerms.UNBOUNDED).key();
  }
}
