package io.holdpoint.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.PersonId;
import io.holdpoint.testing.Requests;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipientsTest {

  private static final ApprovalDemand IN_TURN =
      Requests.inTurn(new ApprovalSlot("ops", 2), new ApprovalSlot("security", 1));

  @Test
  void tellsAllGroupsUnlessTheModelSaysOtherwise() {
    ApprovalDemand demand =
        Requests.demand(
            new ApprovalSlot("ops", 1), new ApprovalSlot("ops", 2), new ApprovalSlot("legal", 1));
    assertThat(Recipients.toTell(demand, "all", List.of()).groups())
        .containsExactly("ops", "legal");
    assertThat(Recipients.toTell(demand, "first", List.of()).groups()).containsExactly("ops");
    assertThat(Recipients.toTell(demand, "others", List.of()).groups())
        .containsExactly("ops", "legal");
    assertThat(Recipients.everyone(demand)).containsExactly("ops", "legal", "leads");
  }

  @Test
  void asksTheNextGroupOnceTheOneBeforeIsDone() {
    assertThat(Recipients.toRemind(IN_TURN, approvals(0))).containsExactly("ops");
    assertThat(Recipients.toRemind(IN_TURN, approvals(1))).containsExactly("ops");
    assertThat(Recipients.toRemind(IN_TURN, approvals(2))).containsExactly("security");
  }

  @Test
  void theLastGroupStaysTheLast() {
    assertThat(Recipients.toTell(IN_TURN, "turn", approvals(9)).groups())
        .containsExactly("security");
  }

  @Test
  void anotherTurnIsAnotherOccasion() {
    assertThat(Recipients.toTell(IN_TURN, "turn", approvals(0)).occasion())
        .isNotEqualTo(Recipients.toTell(IN_TURN, "turn", approvals(2)).occasion());
  }

  @Test
  void anApprovalThatFellAwayMakesItTheTurnOfItsGroupAgain() {
    List<List<PersonId>> fallen = List.of(List.of(new PersonId("otto")), List.of());
    assertThat(Recipients.toRemind(IN_TURN, fallen)).containsExactly("ops");
    assertThat(Recipients.awaited(IN_TURN, fallen)).containsExactly("ops");
    ApprovalDemand together =
        Requests.demand(new ApprovalSlot("ops", 2), new ApprovalSlot("security", 1));
    assertThat(Recipients.awaited(together, fallen)).containsExactly("ops", "security");
    assertThat(Recipients.awaited(together, approvals(2))).containsExactly("security");
    assertThat(Recipients.awaited(together, approvals(3))).isEmpty();
  }

  /** Of two places and one, filled in this order. */
  private static List<List<PersonId>> approvals(int count) {
    PersonId otto = new PersonId("otto");
    return List.of(
        Collections.nCopies(Math.min(count, 2), otto),
        Collections.nCopies(Math.clamp(count - 2, 0, 1), otto));
  }
}
