package io.holdpoint.identity;

import io.holdpoint.platform.MasterKey;
import io.holdpoint.platform.StartRefusedException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Notices at the start that the master key is not the one which this database was made with. */
@Component
class MasterKeyCheck implements SmartInitializingSingleton {

  private final IdentityState state;
  private final TransactionTemplate transaction;
  private final String mine;

  MasterKeyCheck(IdentityState state, TransactionTemplate transaction, MasterKey master) {
    this.state = state;
    this.transaction = transaction;
    this.mine = new KeyedHash(master.derive("key-check")).of("holdpoint");
  }

  @Override
  public void afterSingletonsInstantiated() {
    transaction.executeWithoutResult(
        status -> {
          IdentityState.State stored = state.lock();
          if (stored.seededAt().isPresent()) {
            check(stored);
          } else {
            // Nothing depends on a key yet: a start that never came to be may have left another.
            state.keyCheck(mine);
          }
        });
  }

  /**
   * @throws StartRefusedException the key is another one
   */
  void check(IdentityState.State stored) {
    if (stored.keyCheck().filter(check -> KeyedHash.same(check, mine)).isEmpty()) {
      throw new StartRefusedException(
          "the master key is not the one that this database was made with: give the right one in"
              + " HOLDPOINT_MASTER_KEY or as master.key in the data directory (instances that share a"
              + " database share the key)");
    }
  }
}
