package io.holdpoint.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.insight.Decided.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlikeTest {

  private static Decided decided(boolean approved, String person, String arguments, int seconds) {
    return new Decided(
        UUID.randomUUID(),
        "bot",
        "shop.refund",
        "{}",
        Optional.of(arguments),
        approved,
        Set.of(person),
        Optional.of(new Rule("Refunds", "sensitive")),
        Duration.ofSeconds(seconds));
  }

  private static List<Decided> some(int approved, int denied) {
    var all = new ArrayList<Decided>();
    for (int i = 0; i < approved; i++) {
      all.add(decided(true, i % 2 == 0 ? "ana" : "ben", "{\"a\":" + i + "}", i));
    }
    for (int i = 0; i < denied; i++) {
      all.add(decided(false, "ana", "{\"a\":1}", 1));
    }
    return all;
  }

  @Test
  void asksForTenApprovalsByTwoPeopleAndNoDenial() {
    assertThat(Alike.approved(some(9, 0))).isEmpty();
    assertThat(Alike.approved(some(10, 0)))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.people()).containsExactlyInAnyOrder("ana", "ben");
              assertThat(group.median()).isEqualTo(Duration.ofSeconds(5));
            });
    assertThat(Alike.approved(some(100, 1))).isEmpty();
    var alone = new ArrayList<Decided>();
    for (int i = 0; i < 20; i++) {
      alone.add(decided(true, "ana", "{\"a\":1}", 1));
    }
    assertThat(Alike.approved(alone)).isEmpty();
  }

  @Test
  void keepsArgumentsOfDifferentShapesApart() {
    var mixed = new ArrayList<>(some(10, 0));
    mixed.add(decided(false, "ana", "{\"a\":1,\"b\":1}", 1));
    assertThat(Alike.approved(mixed)).hasSize(1);
  }

  @Test
  void asksForFiveDenialsAndFourOfFive() {
    assertThat(Alike.denied(some(0, 4))).isEmpty();
    assertThat(Alike.denied(some(0, 5))).hasSize(1);
    assertThat(Alike.denied(some(2, 8)))
        .containsExactly(new Alike.Denied(new Rule("Refunds", "sensitive"), 8, 10));
    assertThat(Alike.denied(some(3, 8))).isEmpty();
  }
}
