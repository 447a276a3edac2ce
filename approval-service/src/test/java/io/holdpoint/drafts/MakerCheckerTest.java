package io.holdpoint.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.drafts.DraftSettings.Switch;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.PolicyDesk.PolicyChange;
import io.holdpoint.policy.DocumentChange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MakerCheckerTest {

  private static final PersonId ADA = new PersonId("ada");
  private static final PersonId BOB = new PersonId("bob");
  private static final DocumentChange LOOSENS = change(false, "Reads are free");
  private static final DocumentChange TIGHTENS = change(false);
  private static final DocumentChange GUARDRAILS = change(true);

  private final MakerChecker off = new MakerChecker(new DraftSettings(Switch.OFF));
  private final MakerChecker on = new MakerChecker(new DraftSettings(Switch.ON));

  private static DocumentChange change(boolean guardrails, String... loosens) {
    return new DocumentChange(new PolicyChange(List.of(loosens), List.of(), List.of()), guardrails);
  }

  @Test
  void whereItIsOffEverybodyPublishesWhatTheyWrote() {
    for (DocumentChange change : List.of(LOOSENS, TIGHTENS, GUARDRAILS)) {
      assertThat(off.objection(ADA, Set.of(ADA), change)).isEmpty();
      assertThat(off.objection(1, change)).isEmpty();
    }
  }

  @Test
  void whereItIsOnTheAuthorsOfWhatLoosensOrTouchesGuardrailsDoNotPublishIt() {
    assertThat(on.objection(ADA, Set.of(ADA, BOB), LOOSENS)).isPresent();
    assertThat(on.objection(ADA, Set.of(ADA), GUARDRAILS)).isPresent();
    assertThat(on.objection(BOB, Set.of(ADA), LOOSENS)).isEmpty();
    assertThat(on.objection(BOB, Set.of(ADA), GUARDRAILS)).isEmpty();
    assertThat(on.objection(ADA, Set.of(ADA), TIGHTENS)).isEmpty();
  }

  @Test
  void aRollbackHasNoSecondPerson() {
    assertThat(on.objection(3, LOOSENS)).isPresent();
    assertThat(on.objection(3, GUARDRAILS)).isPresent();
    assertThat(on.objection(3, TIGHTENS)).isEmpty();
  }
}
