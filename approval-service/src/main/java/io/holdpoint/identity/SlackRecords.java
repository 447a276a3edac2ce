package io.holdpoint.identity;

import io.holdpoint.audit.Actor.BySystem;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.model.slack.SlackVault;
import io.holdpoint.platform.MasterKey;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the Slack channel keeps here: its key, what was seen before, who was refused. */
@Component
class SlackRecords implements SlackVault {

  private final byte[] key;
  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final Clock clock;

  SlackRecords(MasterKey master, JdbcClient jdbc, AuditTrail audit, Clock clock) {
    this.key = master.derive("slack-seals");
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public byte[] key() {
    return key.clone();
  }

  /** One statement, so that of several at once one inserts; the others wait for it and do not. */
  @Override
  @Transactional
  public boolean first(String purpose, String token, Instant until) {
    return jdbc.sql(
                """
                insert into seen_once (purpose, token, until_at) values (:purpose, :token, :until)
                on conflict do nothing
                """)
            .param("purpose", purpose)
            .param("token", token)
            .param("until", at(until))
            .update()
        == 1;
  }

  @Override
  @Transactional
  public void refused(SlackUser user, String why, Optional<RequestId> request) {
    audit.append(
        "slack.refused",
        new BySystem(),
        request.orElse(null),
        Map.of("why", why, "slackTeam", user.team(), "slackUser", user.user()));
  }

  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT5M")
  void forget() {
    jdbc.sql("delete from seen_once where until_at < :now")
        .param("now", at(clock.instant()))
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
