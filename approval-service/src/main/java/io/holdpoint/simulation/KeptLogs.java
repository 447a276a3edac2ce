package io.holdpoint.simulation;

import com.github.f4b6a3.uuid.UuidCreator;
import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SimulationDesk.BrokenLine;
import io.holdpoint.model.desk.SimulationDesk.LogView;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.SafeText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The logs that are kept, in the database. */
@Component
public class KeptLogs {

  static final int MOST = 20;
  private static final int NAME = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COLUMNS = "id, name, kept_by, kept_at, actions, broken_lines, broken";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final AuditTrail audit;
  private final LedgerTime time;

  KeptLogs(
      JdbcClient jdbc, PlatformTransactionManager transactions, AuditTrail audit, LedgerTime time) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.audit = audit;
    this.time = time;
  }

  /** The lines of one log, chunk by chunk. */
  interface Lines {
    void forEach(Consumer<List<LogLines.Line>> each);
  }

  LogView keep(PersonId by, String name, ReadLog log) {
    String shown = name.strip();
    if (shown.isEmpty()
        || shown.length() > NAME
        || shown.chars().anyMatch(Character::isISOControl)) {
      throw new BadInputException(
          "name", "name: expected 1 to " + NAME + " characters without control characters");
    }
    UUID id = UuidCreator.getTimeOrderedEpochPlus1();
    transaction.executeWithoutResult(status -> store(id, by, shown, log));
    return view(id.toString());
  }

  private void store(UUID id, PersonId by, String name, ReadLog log) {
    Instant now = time.now();
    jdbc.sql("insert into action_logs (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            id,
            name,
            by.value(),
            OffsetDateTime.ofInstant(now, ZoneOffset.UTC),
            log.actions(),
            log.brokenLines(),
            JSON.writeValueAsString(log.broken()))
        .update();
    for (int number = 0; number < log.chunks().size(); number++) {
      jdbc.sql("insert into action_log_chunks (log_id, number, lines) values (?, ?, ?)")
          .params(id, number, log.chunks().get(number))
          .update();
    }
    if (jdbc.sql("select count(*) from action_logs").query(Integer.class).single() > MOST) {
      throw new BadInputException(
          "log", "log: " + MOST + " logs are kept already; forget one of them first");
    }
    audit.append(
        "log.kept",
        new Actor.ByPerson(by),
        null,
        Map.of(
            "log", id.toString(),
            "actions", String.valueOf(log.actions()),
            "brokenLines", String.valueOf(log.brokenLines())));
  }

  List<LogView> list() {
    return jdbc.sql("select " + COLUMNS + " from action_logs order by kept_at desc, id desc")
        .query(KeptLogs::view)
        .list();
  }

  private LogView view(String id) {
    return jdbc.sql("select " + COLUMNS + " from action_logs where id = :id")
        .param("id", uuid(id))
        .query(KeptLogs::view)
        .optional()
        .orElseThrow(() -> noSuchLog(id));
  }

  /**
   * The lines of one log.
   *
   * @throws BadInputException there is no such log
   */
  Lines lines(String id) {
    UUID log = uuid(view(id).id());
    return each -> {
      for (int number = 0; ; number++) {
        var chunk =
            jdbc.sql("select lines from action_log_chunks where log_id = ? and number = ?")
                .params(log, number)
                .query(String.class)
                .optional();
        if (chunk.isEmpty()) {
          return;
        }
        each.accept(LogLines.read(chunk.get()));
      }
    };
  }

  void forget(PersonId by, String id) {
    UUID log = uuid(view(id).id());
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("delete from action_log_chunks where log_id = ?").params(log).update();
          if (jdbc.sql("delete from action_logs where id = ?").params(log).update() == 0) {
            throw noSuchLog(id);
          }
          audit.append(
              "log.forgotten", new Actor.ByPerson(by), null, Map.of("log", log.toString()));
        });
  }

  /** The ids of all logs that are kept, oldest first. */
  public List<String> ids() {
    return jdbc.sql("select id from action_logs order by kept_at, id")
        .query((row, n) -> row.getObject("id", UUID.class).toString())
        .list();
  }

  /** Every action of one log, in its order; none when it was forgotten. */
  public void actions(String id, Consumer<LogLines.Line> each) {
    try {
      lines(id).forEach(lines -> lines.forEach(each));
    } catch (BadInputException e) {
      // forgotten while it was looked for
    }
  }

  private static LogView view(ResultSet row, int n) throws SQLException {
    List<BrokenLine> broken = new ArrayList<>();
    for (BrokenLine line : JSON.readValue(row.getString("broken"), BrokenLine[].class)) {
      broken.add(line);
    }
    return new LogView(
        row.getObject("id", UUID.class).toString(),
        row.getString("name"),
        new PersonId(row.getString("kept_by")),
        row.getObject("kept_at", OffsetDateTime.class).toInstant(),
        row.getInt("actions"),
        row.getInt("broken_lines"),
        broken);
  }

  private static UUID uuid(String id) {
    if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw noSuchLog(id);
    }
    return UUID.fromString(id);
  }

  private static BadInputException noSuchLog(String id) {
    return new BadInputException("log", "log: " + SafeText.quote(id) + " is not kept");
  }
}
