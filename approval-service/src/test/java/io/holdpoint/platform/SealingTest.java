package io.holdpoint.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealingTest {

  private static final byte[] SECRET = "whsec of payments".getBytes(StandardCharsets.UTF_8);

  private final Sealing sealing = new Sealing(master("A"), "tests");

  private static MasterKey master(String letter) {
    return MasterKey.ofBase64(letter.repeat(43) + "=");
  }

  @Test
  void opensWhatItSealedForTheSameOwner() {
    assertThat(sealing.open(sealing.seal(SECRET, "payments"), "payments")).isEqualTo(SECRET);
    assertThat(sealing.open(sealing.seal(new byte[0], ""), "")).isEmpty();
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    assertThat(sealing.seal(SECRET, "payments")).isNotEqualTo(sealing.seal(SECRET, "payments"));
  }

  @Test
  void opensNothingForAnotherOwnerPurposeOrMasterKey() {
    String sealed = sealing.seal(SECRET, "payments");
    refuses(sealing, sealed, "refunds");
    refuses(new Sealing(master("A"), "others"), sealed, "payments");
    refuses(new Sealing(master("E"), "tests"), sealed, "payments");
  }

  @Test
  void opensNothingOfWhichAnyBitWasChangedOrAnythingLeftOut() {
    byte[] sealed = Base64.getDecoder().decode(sealing.seal(SECRET, "payments"));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] altered = sealed.clone();
      altered[bit / 8] ^= (byte) (1 << (bit % 8));
      refuses(sealing, Base64.getEncoder().encodeToString(altered), "payments");
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);
      refuses(sealing, Base64.getEncoder().encodeToString(cut), "payments");
    }
    refuses(sealing, "no base64", "payments");
  }

  private static void refuses(Sealing sealing, String sealed, String owner) {
    assertThatIllegalStateException()
        .isThrownBy(() -> sealing.open(sealed, owner))
        .withMessageContaining("the secret of " + owner)
        .withMessageContaining("altered, or another master key");
  }
}
