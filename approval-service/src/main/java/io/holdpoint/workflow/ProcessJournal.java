package io.holdpoint.workflow;

import io.holdpoint.model.RequestId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record of what jobs did, and of which process instance serves which request. */
@Component
class ProcessJournal {

  private static final int MAX_WHAT = 1000;

  private final JdbcClient jdbc;

  ProcessJournal(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param announcedAt empty while nobody was told of the verdict
   */
  record Run(
      RequestId request,
      String process,
      int version,
      int epoch,
      long instance,
      Instant startedAt,
      Instant seenAt,
      int verdictsResent,
      Optional<Instant> announcedAt) {}

  record JobStep(
      int epoch,
      long instance,
      String element,
      Instant beganAt,
      Optional<Instant> endedAt,
      String what) {}

  /** A job has come; the same one may come again. */
  void began(RequestId request, int epoch, EngineJob job, Instant at) {
    noteRun(request, epoch, job, at);
    try {
      jdbc.sql(
              """
              insert into process_steps
                (request_id, engine_epoch, job_key, process_instance, element, began_at)
              values (:request, :epoch, :job, :instance, :element, :at)
              """)
          .param("request", request.value())
          .param("epoch", epoch)
          .param("job", job.key())
          .param("instance", job.processInstance())
          .param("element", job.element())
          .param("at", utc(at))
          .update();
    } catch (DuplicateKeyException e) {
      // delivered again
    }
  }

  private void noteRun(RequestId request, int epoch, EngineJob job, Instant at) {
    if (seen(request, epoch, job.processInstance(), at)) {
      return;
    }
    int moved =
        jdbc.sql(
                """
                update process_runs set process = :process, version = :version, engine_epoch = :epoch,
                  process_instance = :instance, seen_at = :at where request_id = :request
                """)
            .param("process", job.process())
            .param("version", job.version())
            .param("epoch", epoch)
            .param("instance", job.processInstance())
            .param("at", utc(at))
            .param("request", request.value())
            .update();
    if (moved > 0) {
      return;
    }
    try {
      jdbc.sql(
              """
              insert into process_runs
                (request_id, process, version, engine_epoch, process_instance, started_at, seen_at,
                 verdicts_resent)
              values (:request, :process, :version, :epoch, :instance, :at, :at, 0)
              """)
          .param("request", request.value())
          .param("process", job.process())
          .param("version", job.version())
          .param("epoch", epoch)
          .param("instance", job.processInstance())
          .param("at", utc(at))
          .update();
    } catch (DuplicateKeyException e) {
      // a job of the same process was faster
    }
  }

  private boolean seen(RequestId request, int epoch, long instance, Instant at) {
    return jdbc.sql(
                """
                update process_runs set seen_at = :at
                where request_id = :request and engine_epoch = :epoch and process_instance = :instance
                """)
            .param("at", utc(at))
            .param("request", request.value())
            .param("epoch", epoch)
            .param("instance", instance)
            .update()
        > 0;
  }

  void ended(RequestId request, int epoch, long job, String what, Instant at) {
    jdbc.sql(
            """
            update process_steps set ended_at = :at, what = :what
            where request_id = :request and engine_epoch = :epoch and job_key = :job
              and ended_at is null
            """)
        .param("at", utc(at))
        .param("what", what.length() > MAX_WHAT ? what.substring(0, MAX_WHAT) : what)
        .param("request", request.value())
        .param("epoch", epoch)
        .param("job", job)
        .update();
  }

  void announced(RequestId request, Instant at) {
    jdbc.sql(
            """
            update process_runs set announced_at = :at
            where request_id = :request and announced_at is null
            """)
        .param("at", utc(at))
        .param("request", request.value())
        .update();
  }

  /** The process is started anew in this life of the engine. */
  void restarted(RequestId request, int epoch, Instant at) {
    jdbc.sql(
            "update process_runs set engine_epoch = :epoch, seen_at = :at where request_id = :request")
        .param("epoch", epoch)
        .param("at", utc(at))
        .param("request", request.value())
        .update();
  }

  void verdictResent(RequestId request, Instant at) {
    jdbc.sql(
            """
            update process_runs set verdicts_resent = verdicts_resent + 1, seen_at = :at
            where request_id = :request
            """)
        .param("at", utc(at))
        .param("request", request.value())
        .update();
  }

  Optional<Run> run(RequestId request) {
    return jdbc.sql("select * from process_runs where request_id = :request")
        .param("request", request.value())
        .query(ProcessJournal::run)
        .optional();
  }

  /**
   * Runs of an earlier life of the engine whose verdict nobody was told, the longest silent first.
   */
  List<Run> ofEarlierLives(int epoch, int limit) {
    return jdbc.sql(
            """
            select * from process_runs where announced_at is null and engine_epoch < :epoch
            order by seen_at fetch first :limit rows only
            """)
        .param("epoch", epoch)
        .param("limit", limit)
        .query(ProcessJournal::run)
        .list();
  }

  /** Runs whose request is decided, but nobody was told for a while, the longest silent first. */
  List<Run> decidedButUnannounced(Instant seenBefore, int limit) {
    return jdbc.sql(
            """
            select p.* from process_runs p join requests r on r.id = p.request_id
            where p.announced_at is null and p.seen_at < :before
              and r.status <> 'PENDING' and r.decided_at < :before
            order by p.seen_at fetch first :limit rows only
            """)
        .param("before", utc(seenBefore))
        .param("limit", limit)
        .query(ProcessJournal::run)
        .list();
  }

  /** Oldest first. */
  List<JobStep> steps(RequestId request) {
    return jdbc.sql(
            """
            select * from process_steps where request_id = :request
            order by began_at, engine_epoch, job_key
            """)
        .param("request", request.value())
        .query(
            (row, n) ->
                new JobStep(
                    row.getInt("engine_epoch"),
                    row.getLong("process_instance"),
                    row.getString("element"),
                    instant(row, "began_at").orElseThrow(),
                    instant(row, "ended_at"),
                    text(row.getString("what"))))
        .list();
  }

  private static Run run(ResultSet row, int n) throws SQLException {
    return new Run(
        new RequestId(row.getObject("request_id", UUID.class)),
        row.getString("process"),
        row.getInt("version"),
        row.getInt("engine_epoch"),
        row.getLong("process_instance"),
        instant(row, "started_at").orElseThrow(),
        instant(row, "seen_at").orElseThrow(),
        row.getInt("verdicts_resent"),
        instant(row, "announced_at"));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
