package io.holdpoint.verdict;

import io.holdpoint.platform.MasterKey;
import io.holdpoint.platform.Sealing;
import org.springframework.stereotype.Component;

/** Encrypts private keys for the database, each under its id. */
@Component
class KeySealing {

  private final Sealing sealing;

  KeySealing(MasterKey master) {
    this.sealing = new Sealing(master, "verdict-keys");
  }

  String seal(byte[] secret, String kid) {
    return sealing.seal(secret, kid);
  }

  /**
   * @throws IllegalStateException it was sealed under another master key, or altered
   */
  byte[] open(String sealed, String kid) {
    return sealing.open(sealed, kid);
  }
}
