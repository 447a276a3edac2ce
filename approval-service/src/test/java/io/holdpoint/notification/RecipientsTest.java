package io.holdpoint.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.testing.Requests;
import java.time.Instant;
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

  private static List<Review> approvals(int count) {
    Review review =
        new Review(
            new PersonId("otto"),
            ReviewDecision.APPROVE,
            "",
            Channel.CONSOLE,
            Instant.parse("2026-01-02T03:04:05Z"));
    return java.util.Collections.nCopies(count, review);
  }
}
