package io.holdpoint.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.notifiers.Deliveries;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SealsTest {

  private static final String DIGEST = "sha256:" + "0".repeat(64);
  private static final SlackUser USER = new SlackUser("T0HOLDPT1", "U0RITA");

  private final Seals seals = new Seals(new byte[32]);
  private final Seals.Button button = new Seals.Button(Deliveries.REQUEST, DIGEST);

  @Test
  void opensWhatItSealed() {
    assertThat(seals.button(seals.seal(button))).hasValue(button);
    assertThat(seals.form(form())).hasValueSatisfying(f -> assertThat(f.user()).isEqualTo(USER));
  }

  @Test
  void refusesEveryChangeOfASingleCharacter() {
    String sealed = seals.seal(button);
    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'a' ? 'b' : 'a';
      assertThat(seals.button(sealed.substring(0, i) + other + sealed.substring(i + 1)))
          .as("changed at %d", i)
          .isEmpty();
    }
  }

  @Test
  void refusesTheSealOfAnotherRequestAnotherKindAndAnotherKey() {
    String sealed = seals.seal(button);
    String other = seals.seal(new Seals.Button(Deliveries.request(2), DIGEST));
    String seal = sealed.substring(sealed.lastIndexOf('|'));
    assertThat(seals.button(other.substring(0, other.lastIndexOf('|')) + seal)).isEmpty();
    assertThat(seals.button(form())).isEmpty();
    assertThat(seals.form(sealed)).isEmpty();
    byte[] key = new byte[32];
    key[0] = 1;
    assertThat(new Seals(key).button(sealed)).isEmpty();
    assertThat(seals.button(null)).isEmpty();
    assertThat(seals.button("")).isEmpty();
    assertThat(seals.button("|".repeat(2_000))).isEmpty();
  }

  @Test
  void everyFormIsOneOfItsOwn() {
    assertThat(form()).isNotEqualTo(form());
  }

  private String form() {
    return seals.form(button, ReviewDecision.APPROVE, USER, "C0APPROVE/1.000001", Instant.EPOCH);
  }
}
