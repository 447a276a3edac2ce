package io.holdpoint.verdict;

import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.posted.PostedResult;
import io.holdpoint.verdict.Uses.Kind;
import io.holdpoint.verdict.Uses.Use;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what came of an approval from who redeemed it: once, and finally. What was not executed is
 * taken out of the agent's past again.
 */
@Component
class Reporting {

  private static final String NOT_EXECUTED = "not_executed";

  private final Uses uses;
  private final Ledger ledger;
  private final AuditTrail audit;
  private final LedgerTime time;

  Reporting(Uses uses, Ledger ledger, AuditTrail audit, LedgerTime time) {
    this.uses = uses;
    this.ledger = ledger;
    this.audit = audit;
    this.time = time;
  }

  /**
   * @return the use with its result; the same again when the same was reported before
   * @throws NoSuchRequestException this caller did not redeem such an approval; nobody can tell
   *     whether there is one
   * @throws ProblemException 409 when another result was reported before
   */
  @Transactional
  public Use report(Redeemer by, RequestId request, PostedResult posted) {
    if (uses.find(request)
        .filter(use -> use.kind() == Kind.REDEEMED && use.by().equals(by.actor().wire()))
        .isEmpty()) {
      throw new NoSuchRequestException();
    }
    if (posted.result().equals(NOT_EXECUTED)) {
      // The agent's row is locked before any other, as everywhere.
      ledger.lock(request);
    }
    boolean first = uses.report(request, by.actor(), posted.result(), posted.detail(), time.now());
    Use use = uses.find(request).orElseThrow();
    if (!first) {
      return use.reported()
          .filter(reported -> reported.result().equals(posted.result()))
          .map(same -> use)
          .orElseThrow(() -> other(use));
    }
    if (posted.result().equals(NOT_EXECUTED)) {
      ledger.notExecuted(request);
    }
    audit.append("verdict.result_reported", by.actor(), request, Map.of("result", posted.result()));
    return use;
  }

  private static ProblemException other(Use use) {
    String before = use.reported().map(Uses.Reported::result).orElse("something else");
    return new ProblemException(
        Problem.of(
            409,
            "result_already_reported",
            "The result was reported before",
            "The result is " + before + "; a result never changes."));
  }
}
