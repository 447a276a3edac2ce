package io.holdpoint.verdict;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Explanation.MatchedRule;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.Floor.Guard;
import io.holdpoint.policy.ReleaseChecks;
import io.holdpoint.request.RequestRecord;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The guardrails as they are published when an approval is redeemed: one that came since the
 * decision, or counts now and did not then, undoes it unless what was given satisfies it too.
 */
@Component
class Guardrails {

  private final ReleaseChecks policy;

  Guardrails(ReleaseChecks policy) {
    this.policy = policy;
  }

  Optional<Refusal> refusal(RequestRecord request, DecisionInput input, Instant now) {
    for (Guard guard : policy.floor(at(input, now)).guards()) {
      boolean stands =
          switch (guard.outcome()) {
            case ALLOW -> true;
            case REQUIRE_APPROVAL -> wasKnown(guard, request) || isSatisfied(guard, request);
            case DENY -> false;
          };
      if (!stands) {
        return Optional.of(
            new Refusal(
                Refusal.Code.REVOKED,
                "A guardrail of the policy that is published now speaks against it: "
                    + guard.name()));
      }
    }
    return Optional.empty();
  }

  /** It was decided with this guardrail counting. */
  private static boolean wasKnown(Guard guard, RequestRecord request) {
    return request.explanation().rules().contains(new MatchedRule(guard.name(), guard.tier()));
  }

  /** What was demanded, and given, is no less than what this guardrail demands. */
  private static boolean isSatisfied(Guard guard, RequestRecord request) {
    ApprovalDemand given = request.demand().orElse(null);
    return given != null
        && guard.demand().isPresent()
        && guard.demand().get().slots().stream().allMatch(slot -> covers(given, slot));
  }

  private static boolean covers(ApprovalDemand given, ApprovalSlot wanted) {
    return given.slots().stream()
        .anyMatch(slot -> slot.group().equals(wanted.group()) && slot.count() >= wanted.count());
  }

  private static DecisionInput at(DecisionInput input, Instant now) {
    return new DecisionInput(
        input.agent(),
        input.tool(),
        input.arguments(),
        input.target(),
        input.request(),
        input.task(),
        input.chain(),
        now);
  }
}
