package io.holdpoint.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that were right a moment ago, by a hash under a key of this process that dies with
 * it. Whether the account still stands is asked on every call all the same.
 */
final class VerifiedCredentials {

  static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MOST = 1_000;

  private final Clock clock;
  private final KeyedHash hash;
  private final Map<String, Remembered> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MOST;
        }
      };

  VerifiedCredentials(Clock clock) {
    this.clock = clock;
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.hash = new KeyedHash(key);
  }

  String keyOf(String name, String password) {
    return hash.of(name.length() + ":" + name + password);
  }

  synchronized boolean knows(String credential, long epoch) {
    @Nullable Remembered entry = entries.get(credential);
    return entry != null && entry.epoch == epoch && clock.instant().isBefore(entry.until);
  }

  synchronized void remember(String credential, long epoch) {
    entries.put(credential, new Remembered(epoch, clock.instant().plus(REMEMBERED)));
  }

  private record Remembered(long epoch, Instant until) {}
}
