package io.holdpoint.task;

import com.github.f4b6a3.uuid.UuidCreator;
import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.Problems;
import io.holdpoint.platform.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens tasks; under a key, once: an agent whose answer was lost asks again. */
@Component
class TaskOpening {

  static final String KEY = "Idempotency-Key";

  private static final Pattern KEY_FORM = Pattern.compile("[\\x20-\\x7e]{1,255}");

  private final TaskStore store;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  TaskOpening(
      TaskStore store, AuditTrail audit, LedgerTime time, PlatformTransactionManager transactions) {
    this.store = store;
    this.audit = audit;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * @param key 1 to 255 printable ASCII characters
   * @return the task, as it stands now where it was opened before
   * @throws ProblemException 400 for what is no key; 422 when it was used for another task
   */
  OpenTask open(CallingAgent agent, Terms terms, Duration lasts, Optional<String> key) {
    key.filter(given -> !KEY_FORM.matcher(given).matches())
        .ifPresent(
            given -> {
              throw new ProblemException(
                  Problems.badParameter(
                      KEY, SafeText.quote(given) + ", expected 1 to 255 of printable ASCII"));
            });
    var before = key.flatMap(given -> store.underKey(agent.id(), given));
    if (before.isPresent()) {
      return same(before.get(), terms, lasts);
    }
    try {
      return insert(agent, terms, lasts, key);
    } catch (DuplicateKeyException e) {
      return key.flatMap(given -> store.underKey(agent.id(), given))
          .map(first -> same(first, terms, lasts))
          .orElseThrow(() -> e);
    }
  }

  private OpenTask insert(CallingAgent agent, Terms terms, Duration lasts, Optional<String> key) {
    Instant now = time.now();
    var task =
        new OpenTask(
            "task-" + UuidCreator.getTimeOrderedEpochPlus1(),
            agent.id(),
            agent.owner(),
            terms,
            Used.nothing(),
            now,
            now.plus(lasts));
    transaction.executeWithoutResult(
        status -> {
          store.insert(task, key);
          audit.append("task.opened", new Actor.ByAgent(agent.id()), null, Map.of("task", task.id));
        });
    return task;
  }

  private static OpenTask same(OpenTask before, Terms terms, Duration lasts) {
    if (!before.terms.equals(terms) || !before.lasts().equals(lasts)) {
      throw new ProblemException(
          Problem.of(
              422,
              "idempotency_key_reuse",
              "This Idempotency-Key was used before",
              "This Idempotency-Key was used before for another task; expected the same body, or"
                  + " another key. Nothing was opened."));
    }
    return before;
  }
}
