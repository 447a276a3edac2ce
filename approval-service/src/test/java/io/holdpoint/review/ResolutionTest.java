package io.holdpoint.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.PersonId;
import io.holdpoint.review.Resolution.Approver;
import io.holdpoint.testing.Requests;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolutionTest {

  private static final ApprovalDemand OPS_AND_SECURITY =
      Requests.demand(new ApprovalSlot("ops", 1), new ApprovalSlot("security", 1));

  @Test
  void isMetWhenEachGroupHasItsPerson() {
    var resolution = of(OPS_AND_SECURITY, by("ann", "ops"), by("bea", "security"));

    assertThat(resolution.met()).isTrue();
    assertThat(resolution.filled())
        .containsExactly(List.of(new PersonId("ann")), List.of(new PersonId("bea")));
  }

  @Test
  void countsAPersonOfBothGroupsOnce() {
    var resolution = of(OPS_AND_SECURITY, by("ann", "ops", "security"));

    assertThat(resolution.met()).isFalse();
    assertThat(resolution.given()).isEqualTo(1);
  }

  @Test
  void movesAPersonToTheirOtherGroupWhenThatMeetsTheDemand() {
    var resolution = of(OPS_AND_SECURITY, by("ann", "ops", "security"), by("bea", "ops"));

    assertThat(resolution.met()).isTrue();
    assertThat(resolution.filled())
        .containsExactly(List.of(new PersonId("bea")), List.of(new PersonId("ann")));
  }

  @Test
  void isNotMetByTwoOfTheSameGroup() {
    var resolution = of(OPS_AND_SECURITY, by("ann", "ops"), by("bea", "ops"));

    assertThat(resolution.met()).isFalse();
    assertThat(resolution.open()).isEqualTo(1);
  }

  @Test
  void findsTheOneWayThatThreeSlotsCanBeFilled() {
    var demand =
        Requests.demand(
            new ApprovalSlot("a", 1), new ApprovalSlot("b", 1), new ApprovalSlot("c", 1));

    assertThat(of(demand, by("x", "a", "b", "c"), by("y", "a", "b"), by("z", "a")).met()).isTrue();
    assertThat(of(demand, by("x", "a", "b"), by("y", "a", "b"), by("z", "a", "b")).met()).isFalse();
  }

  @Test
  void takesPeopleOfTheEscalationGroupInAnySlotOnceItIsActive() {
    var approvers = List.of(by("lea", "leads"), by("leo", "leads"));

    assertThat(Resolution.of(OPS_AND_SECURITY, approvers, false).given()).isZero();
    assertThat(Resolution.of(OPS_AND_SECURITY, approvers, true).met()).isTrue();
  }

  @Test
  void needsAsManyPeopleAsTheSlotCounts() {
    var demand = Requests.demand(new ApprovalSlot("ops", 3));

    assertThat(of(demand, by("a", "ops"), by("b", "ops")).met()).isFalse();
    assertThat(of(demand, by("a", "ops"), by("b", "ops"), by("c", "ops")).met()).isTrue();
    assertThat(of(demand, by("a", "ops"), by("b", "ops"), by("c", "ops"), by("d", "ops")).given())
        .isEqualTo(3);
  }

  private static Resolution of(ApprovalDemand demand, Approver... approvers) {
    return Resolution.of(demand, List.of(approvers), false);
  }

  private static Approver by(String person, String... groups) {
    return new Approver(new PersonId(person), Set.of(groups));
  }
}
