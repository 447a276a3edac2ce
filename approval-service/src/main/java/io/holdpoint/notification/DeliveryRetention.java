package io.holdpoint.notification;

import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets who was told of what, some time after the request was over and told: a little at a time,
 * so that nothing else waits for it. What still waits is kept, and so is every request that is not
 * over; the record of the request itself is another's.
 */
@Component
class DeliveryRetention {

  static final int BATCH = 1_000;
  static final int BATCHES = 20;

  private static final Logger log = LoggerFactory.getLogger(DeliveryRetention.class);

  private final JdbcClient jdbc;
  private final LedgerTime time;
  private final Duration keep;

  DeliveryRetention(
      JdbcClient jdbc,
      LedgerTime time,
      @Value("${holdpoint.notices.keep-for:P90D}") Duration keep) {
    if (keep.compareTo(Duration.ofDays(2)) < 0 || keep.compareTo(Duration.ofDays(3650)) > 0) {
      throw new IllegalArgumentException(
          "HOLDPOINT_NOTICES_KEEP_FOR: " + keep + " (expected P2D to P3650D)");
    }
    this.jdbc = jdbc;
    this.time = time;
    this.keep = keep;
  }

  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
  void sweep() {
    try {
      int gone = 0;
      int some = BATCH;
      for (int i = 0; i < BATCHES && some == BATCH; i++) {
        some = forget(BATCH);
        gone += some;
      }
      if (gone > 0) {
        log.info("Forgot {} tellings of requests that ended before {}", gone, before());
      }
    } catch (RuntimeException e) {
      log.warn("Cannot forget old tellings now; it is tried again: {}", e.toString());
    }
  }

  private Instant before() {
    return time.now().minus(keep);
  }

  /**
   * Deletes at most so many of each table, the oldest first.
   *
   * @return how many tellings
   */
  int forget(int most) {
    int tellings =
        jdbc.sql(
                """
                delete from deliveries where id in (
                  select d.id from deliveries d left join requests r on r.id = d.request_id
                  where d.ended_at < :before and d.state <> 'WAITING'
                    and (r.id is null or r.decided_at < :before)
                  order by d.ended_at limit :most)
                """)
            .param("before", DeliveryQueue.at(before()))
            .param("most", most)
            .update();
    // What stood where goes last: without it a late change of a request would be told nowhere.
    jdbc.sql(
            """
            delete from delivery_threads where (request_id, channel, address) in (
              select t.request_id, t.channel, t.address from delivery_threads t
                left join requests r on r.id = t.request_id
              where (r.id is null or r.decided_at < :before)
                and not exists (select 1 from deliveries d where d.request_id = t.request_id
                  and d.channel = t.channel and d.address = t.address)
              limit :most)
            """)
        .param("before", DeliveryQueue.at(before()))
        .param("most", most)
        .update();
    jdbc.sql(
            """
            delete from approvals_seen where request_id in (
              select a.request_id from approvals_seen a left join requests r on r.id = a.request_id
              where r.id is null or r.status <> 'PENDING' limit :most)
            """)
        .param("most", most)
        .update();
    return tellings;
  }
}
