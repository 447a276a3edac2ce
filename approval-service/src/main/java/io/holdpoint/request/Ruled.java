package io.holdpoint.request;

import io.holdpoint.freeze.Freeze;
import io.holdpoint.grants.StandingGrants.Ruling;
import io.holdpoint.grants.StandingGrants.Used;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one new request once everything that has a say was asked.
 *
 * @param verdict empty when it is held
 * @param used the standing grant that released it
 * @param frozen whether its deadlines stand still from the start
 */
record Ruled(Decision decision, Optional<Verdict> verdict, Optional<Used> used, boolean frozen) {

  /** What the policy said, or the standing grant that was used. */
  static Ruled of(Ruling ruling) {
    var verdict =
        ruling
            .used()
            .map(used -> Optional.of(used.verdict()))
            .orElseGet(() -> by(ruling.decision()));
    return new Ruled(ruling.decision(), verdict, ruling.used(), false);
  }

  /**
   * What the policy said, of what is frozen: what would be released is denied, what would be held
   * is held and waits. No grant is asked: it would release.
   */
  static Ruled frozen(Decision decision, Freeze freeze) {
    return switch (decision) {
      case Decision.Release release ->
          new Ruled(
              new Decision.Refuse(release.tier(), release.explanation()),
              Optional.of(new Verdict(RequestStatus.DENIED, Basis.KILL_SWITCH, freeze.sentence())),
              Optional.empty(),
              false);
      case Decision.Hold hold -> new Ruled(hold, Optional.empty(), Optional.empty(), true);
      case Decision.Refuse refuse -> new Ruled(refuse, by(refuse), Optional.empty(), false);
    };
  }

  /** What the policy said, of what is beyond the task that it belongs to. */
  static Ruled beyond(Decision decision, String why) {
    List<String> errors = new ArrayList<>(decision.explanation().errors());
    errors.add(why);
    var explanation =
        new Explanation(
            decision.explanation().rules(), errors, decision.explanation().policyVersion());
    return new Ruled(
        new Decision.Refuse(decision.tier(), explanation),
        Optional.of(new Verdict(RequestStatus.DENIED, Basis.POLICY, why)),
        Optional.empty(),
        false);
  }

  private static Optional<Verdict> by(Decision decision) {
    return switch (decision) {
      case Decision.Release release ->
          Optional.of(new Verdict(RequestStatus.APPROVED, Basis.POLICY, why(release)));
      case Decision.Refuse refuse ->
          Optional.of(new Verdict(RequestStatus.DENIED, Basis.POLICY, why(refuse)));
      case Decision.Hold hold -> Optional.empty();
    };
  }

  private static String why(Decision decision) {
    Explanation explanation = decision.explanation();
    return explanation.rules().isEmpty()
        ? "default tier " + decision.tier()
        : explanation.rules().getFirst().name();
  }
}
