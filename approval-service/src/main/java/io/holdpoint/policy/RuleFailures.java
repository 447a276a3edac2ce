package io.holdpoint.policy;

import io.holdpoint.model.desk.PolicyDesk.RuleHealth;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.PolicyDocument.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the rules and guardrails whose condition fails on requests, so that an admin is told. The
 * counts are gathered in memory and written once a second: they are a hint, and no decision waits
 * for them. What a crash loses of them stands in the requests' own explanations.
 */
@Component
class RuleFailures {

  private static final Logger log = LoggerFactory.getLogger(RuleFailures.class);

  /** Days that are looked at, today included. */
  private static final int DAYS = 7;

  private static final int MOST_SHOWN = 200;

  /** A rule as it was when it failed: one with another condition is another. */
  private record Key(String rule, String when) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::rule).thenComparing(Key::when);

    private static Key of(Rule rule) {
      return new Key(rule.name(), rule.when().map(ConditionText::text).orElse(""));
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private record Tally(long failures, String lastError) {
    private Tally plus(Tally newer) {
      return new Tally(failures + newer.failures, newer.lastError);
    }
  }

  /** The rules of one policy by what an explanation calls them. */
  private record Known(CompiledPolicy policy, Map<String, Key> byName) {}

  private final Map<Key, Tally> waiting = new ConcurrentHashMap<>();
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final LedgerTime time;
  private volatile @Nullable Known known;

  RuleFailures(JdbcClient jdbc, PlatformTransactionManager transactions, LedgerTime time) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.time = time;
  }

  /** Notes what failed in a decision; nearly always nothing did. */
  void note(CompiledPolicy policy, List<String> errors) {
    for (String error : errors) {
      if (error.startsWith("rule \"") || error.startsWith("guardrail \"")) {
        noteOne(policy, error);
      }
    }
  }

  private void noteOne(CompiledPolicy policy, String error) {
    Map<String, Key> byName = rules(policy);
    int named = error.indexOf('"') + 1;
    for (int end = error.indexOf("\": ", named); end > 0; end = error.indexOf("\": ", end + 1)) {
      Key key = byName.get(error.substring(named, end));
      if (key != null) {
        waiting.merge(key, new Tally(1, error.substring(end + 3)), Tally::plus);
        return;
      }
    }
  }

  private Map<String, Key> rules(CompiledPolicy policy) {
    Known now = known;
    if (now == null || !now.policy().equals(policy)) {
      PolicyDocument document = policy.document();
      Map<String, Key> byName = new HashMap<>();
      Stream.concat(document.rules().stream(), document.guardrails().stream())
          .forEach(rule -> byName.put(rule.name(), Key.of(rule)));
      now = new Known(policy, byName);
      known = now;
    }
    return now.byName();
  }

  @Scheduled(fixedDelay = 1_000)
  void write() {
    if (waiting.isEmpty()) {
      return;
    }
    // In one order, so that instances that write at once do not wait for each other in a circle.
    Map<Key, Tally> taken = new TreeMap<>();
    waiting.keySet().forEach(key -> taken.put(key, waiting.remove(key)));
    try {
      transaction.executeWithoutResult(status -> write(taken));
    } catch (RuntimeException e) {
      taken.forEach((key, tally) -> waiting.merge(key, tally, (newer, older) -> older.plus(newer)));
      log.warn("Failures of rules are not written yet: {}", e.getMessage());
    }
  }

  private void write(Map<Key, Tally> tallies) {
    OffsetDateTime now = time.now().atOffset(ZoneOffset.UTC);
    tallies.forEach(
        (key, tally) -> {
          if (!add(key, tally, now)) {
            jdbc.sql(
                    """
                    insert into rule_failures
                      (rule, condition_digest, on_day, failures, last_at, last_error)
                    values (?, ?, ?, 0, ?, '') on conflict do nothing
                    """)
                .params(key.rule(), PolicyVersions.digest(key.when()), now.toLocalDate(), now)
                .update();
            add(key, tally, now);
          }
        });
    jdbc.sql("delete from rule_failures where on_day <= ?")
        .param(now.toLocalDate().minusDays(DAYS))
        .update();
  }

  private boolean add(Key key, Tally tally, OffsetDateTime now) {
    return jdbc.sql(
                """
                update rule_failures set failures = failures + ?, last_at = ?, last_error = ?
                where rule = ? and condition_digest = ? and on_day = ?
                """)
            .params(
                tally.failures(),
                now,
                tally.lastError(),
                key.rule(),
                PolicyVersions.digest(key.when()),
                now.toLocalDate())
            .update()
        == 1;
  }

  /** The rules of this document that failed within the last seven days, most often first. */
  List<RuleHealth> of(CompiledPolicy policy) {
    LocalDate since = time.now().atOffset(ZoneOffset.UTC).toLocalDate().minusDays(DAYS - 1L);
    Map<String, Key> byName = rules(policy);
    Map<String, RuleHealth> found = new HashMap<>();
    jdbc.sql(
            """
            select rule, condition_digest, failures, last_at, last_error from rule_failures
            where on_day >= ? order by last_at
            """)
        .param(since)
        .query(
            row -> {
              Key key = byName.get(row.getString("rule"));
              if (key != null
                  && PolicyVersions.digest(key.when()).equals(row.getString("condition_digest"))) {
                found.merge(row.getString("rule"), health(row), RuleFailures::together);
              }
            });
    return found.values().stream()
        .sorted(Comparator.comparingLong(RuleHealth::failures).reversed())
        .limit(MOST_SHOWN)
        .toList();
  }

  private static RuleHealth health(ResultSet row) throws SQLException {
    Instant last = row.getObject("last_at", OffsetDateTime.class).toInstant();
    return new RuleHealth(
        row.getString("rule"), row.getLong("failures"), last, row.getString("last_error"));
  }

  private static RuleHealth together(RuleHealth older, RuleHealth newer) {
    return new RuleHealth(
        newer.rule(), older.failures() + newer.failures(), newer.lastFailedAt(), newer.lastError());
  }
}
