package io.holdpoint.audit;

import io.holdpoint.audit.ChainTables.Row;
import io.holdpoint.audit.ChainTables.Sealed;
import io.holdpoint.audit.ChainTables.StoredHead;
import io.holdpoint.audit.chain.ChainHead;
import io.holdpoint.audit.chain.ChainRecord;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each committed row of the record its place and hash, and signs how far the chain has come.
 * One instance does this for all, so that those who write never wait for each other; when it is
 * gone, another takes over within seconds. That only one seals at a time is held by the lock of the
 * state's row, whatever becomes of the lease.
 */
@Component
class AuditSequencer implements DisposableBean {

  /** Rows that are sealed in one transaction. */
  static final int BATCH = 2_000;

  static final Duration LEASE = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(AuditSequencer.class);

  private final String me = UUID.randomUUID().toString();
  private final ChainTables tables;
  private final SealingKey key;
  private final HeadsFile heads;
  private final LedgerTime time;
  private final TransactionTemplate transaction;
  private final boolean on;
  private @Nullable ChainHead sealed;
  private boolean stopped;
  private boolean troubled;

  AuditSequencer(
      ChainTables tables,
      SealingKey key,
      HeadsFile heads,
      LedgerTime time,
      PlatformTransactionManager transactions,
      ObjectProvider<MasterKey> master) {
    this.tables = tables;
    this.key = key;
    this.heads = heads;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
    // Tests of single features have none.
    this.on = master.getIfAvailable() != null;
  }

  @Scheduled(fixedDelay = 250)
  void run() {
    if (!on) {
      return;
    }
    try {
      while (sealSome() == BATCH) {
        // There is more.
      }
      troubled = false;
    } catch (BrokenChainException e) {
      tell("The record is not sealed any further: " + e.getMessage(), null);
    } catch (RuntimeException e) {
      tell("The record could not be sealed; trying again", e);
    }
  }

  private void tell(String what, @Nullable RuntimeException e) {
    if (!troubled) {
      log.error(what, e);
    }
    troubled = true;
  }

  /**
   * Seals what is there, at most {@link #BATCH} rows.
   *
   * @return how many; 0 also while another instance does it
   */
  synchronized int sealSome() {
    if (stopped) {
      return 0;
    }
    var done = Objects.requireNonNull(transaction.execute(status -> seal()));
    done.head()
        .ifPresent(
            head -> {
              sealed = head.head();
              heads.append(head);
            });
    return done.rows();
  }

  private record Done(int rows, Optional<StoredHead> head) {
    static final Done NOTHING = new Done(0, Optional.empty());
  }

  private Done seal() {
    Instant now = time.now();
    var locked = tables.lock(me, now, now.plus(LEASE));
    if (locked.isEmpty()) {
      sealed = null;
      return Done.NOTHING;
    }
    ChainState state = locked.get();
    check(state);
    key.ensure();
    var before = tables.gaps();
    var gaps = new OpenGaps(before);
    List<Row> rows = new ArrayList<>(before.isEmpty() ? List.of() : tables.within(before, BATCH));
    rows.forEach(row -> gaps.seen(row.sequence()));
    long high = state.high();
    for (Row row : tables.above(high, BATCH - rows.size())) {
      gaps.skipped(high, row.sequence(), now);
      high = row.sequence();
      rows.add(row);
    }
    gaps.giveUp(now);
    if (!gaps.all().equals(before)) {
      tables.save(gaps.all());
    }
    if (rows.isEmpty()) {
      return Done.NOTHING;
    }
    var chained = new ArrayList<Sealed>(rows.size());
    long place = state.place();
    String hash = state.hash();
    for (Row row : rows) {
      ChainRecord entry = row.at(++place);
      hash = entry.hash(hash);
      chained.add(new Sealed(row, place, hash));
    }
    tables.insert(chained);
    var head = new ChainHead(state.chain(), place, hash, now.toString());
    var signed = key.sign(head.statement());
    var stored = new StoredHead(head, signed.key(), signed.signature());
    tables.insert(stored);
    tables.save(
        new ChainState(state.chain(), place, hash, high, state.prunedPlace(), state.prunedHash()));
    return new Done(rows.size(), Optional.of(stored));
  }

  /** The state must be what was signed last: else somebody turned the chain back. */
  private void check(ChainState state) {
    ChainHead mine = sealed;
    if (mine == null) {
      var last = tables.lastHead(state.chain());
      if (last.isPresent() && !key.isGood(last.get())) {
        throw new BrokenChainException("the last head's signature is not good");
      }
      mine = last.map(StoredHead::head).orElse(null);
    }
    boolean same =
        mine == null
            ? state.place() == 0
            : mine.place() == state.place() && mine.hash().equals(state.hash());
    if (!same) {
      throw new BrokenChainException(
          "its state says record "
              + state.place()
              + ", signed last was "
              + (mine == null ? "none" : "record " + mine.place())
              + "; somebody altered the database");
    }
  }

  /** The instance that stops hands the work over at once. */
  @Override
  public synchronized void destroy() {
    stopped = true;
    if (on) {
      try {
        tables.release(me);
      } catch (RuntimeException e) {
        log.debug("the lease of the record was not given back; it ends by itself", e);
      }
    }
  }

  /** Gives the work back, and goes on later. */
  synchronized void handOver() {
    tables.release(me);
    sealed = null;
  }

  /** The chain in the database is not the one that was signed. */
  static final class BrokenChainException extends RuntimeException {
    BrokenChainException(String message) {
      super(message);
    }
  }
}
