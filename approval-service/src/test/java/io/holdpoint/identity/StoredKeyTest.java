package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The two bounds of a key by themselves. */
class StoredKeyTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void itCountsUntilTheMillisecondBeforeItsEnd() {
    StoredKey key = key(NOW);
    assertThat(key.isExpiredAt(NOW.minusMillis(1))).isFalse();
    assertThat(key.isExpiredAt(NOW)).isTrue();
    assertThat(key(null).isExpiredAt(Instant.MAX)).as("it has no end").isFalse();
  }

  @Test
  void itCountsInItsNetworksOnly() {
    StoredKey key = key(null, "10.1.0.0/16", "2001:db8::/32");
    assertThat(List.of("10.1.2.3", "2001:db8::1")).allMatch(key::mayComeFrom);
    assertThat(List.of("10.2.0.1", "2001:db9::1", "127.0.0.1", "", "10.1"))
        .noneMatch(key::mayComeFrom);
    assertThat(key(null).mayComeFrom("10.2.0.1")).as("it has no networks").isTrue();
  }

  private static StoredKey key(@Nullable Instant end, String... networks) {
    SortedSet<String> none = Collections.emptySortedSet();
    return new StoredKey(
        "k", "hash", end, new TreeSet<>(List.of(networks)), "ada", none, none, false, NOW);
  }
}
