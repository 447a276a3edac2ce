package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How requests that wait stood when they were last looked at, for all instances. */
@Component
class ApprovalsSeen {

  private final JdbcClient jdbc;

  ApprovalsSeen(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One look.
   *
   * @param given how many places of the demand were filled
   * @param changes how often the arguments had been changed
   */
  record Seen(int given, int changes) {}

  /**
   * Requests that wait and have approvals or were changed, as they would stand if everybody who
   * approved still counted.
   */
  Map<RequestId, Seen> waiting(int most) {
    Map<RequestId, Seen> waiting = new HashMap<>();
    jdbc.sql(
            """
            select r.id,
              (select count(*) from reviews v where v.request_id = r.id
                and v.decision = 'APPROVE' and v.voided_by_change = 0) as approvals,
              (select count(*) from request_changes c where c.request_id = r.id) as changes
            from requests r where r.status = 'PENDING' and (r.changed is not null or exists (
              select 1 from reviews v where v.request_id = r.id and v.decision = 'APPROVE'))
            order by r.id desc limit :most
            """)
        .param("most", most)
        .query(
            row -> {
              waiting.put(
                  new RequestId(row.getObject("id", UUID.class)),
                  new Seen(row.getInt("approvals"), row.getInt("changes")));
            });
    return waiting;
  }

  Map<RequestId, Seen> of(Collection<RequestId> requests) {
    Map<RequestId, Seen> seen = new HashMap<>();
    jdbc.sql("select request_id, given, changes from approvals_seen where request_id in (:ids)")
        .param("ids", requests.stream().map(RequestId::value).toList())
        .query(
            row -> {
              seen.put(
                  new RequestId(row.getObject("request_id", UUID.class)),
                  new Seen(row.getInt("given"), row.getInt("changes")));
            });
    return seen;
  }

  void begin(RequestId request, Seen seen) {
    jdbc.sql(
            "insert into approvals_seen (request_id, given, changes) values (:id, :given, :changes)"
                + " on conflict do nothing")
        .param("id", request.value())
        .param("given", seen.given())
        .param("changes", seen.changes())
        .update();
  }

  /** False when another instance was first. */
  boolean replace(RequestId request, Seen before, Seen now) {
    return jdbc.sql(
                """
                update approvals_seen set given = :given, changes = :changes
                where request_id = :id and given = :givenBefore and changes = :changesBefore
                """)
            .param("given", now.given())
            .param("changes", now.changes())
            .param("id", request.value())
            .param("givenBefore", before.given())
            .param("changesBefore", before.changes())
            .update()
        == 1;
  }
}
