package io.holdpoint.grants;

import io.holdpoint.grants.GrantRules.Maker;
import io.holdpoint.identity.Directory;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.Explanation.MatchedRule;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks for a grant where a request would be held, and takes a use of it within the transaction
 * that writes the request.
 */
@Component
public class StandingGrants {

  private final GrantStore store;
  private final Directory directory;

  StandingGrants(GrantStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  /**
   * The grants of one transaction in which these agents' requests are written; nothing is read
   * before the first of them would be held.
   */
  public Uses uses(Collection<AgentId> agents, Instant now) {
    return new Uses(Set.copyOf(agents), now);
  }

  /** Whether an open grant is for such a request already, whoever may have made it. */
  public boolean isCovered(String target, DecisionInput input, Instant now) {
    return store.open(List.of(input.agent().id()), now).stream()
        .anyMatch(
            grant ->
                grant.terms().tool().equals(input.tool())
                    && grant.covers(input.task().id(), target, input.arguments()));
  }

  /** Whose grants released these requests; one that no grant released is not in the map. */
  public Map<RequestId, PersonId> makers(Collection<RequestId> requests) {
    return store.makers(requests);
  }

  /**
   * What becomes of one request.
   *
   * @param decision a release where a grant was used, else what the policy said; where a grant
   *     would match but may not release now, the explanation says so
   * @param used present when a grant was used
   */
  public record Ruling(Decision decision, Optional<Used> used) {}

  /**
   * The use of a grant.
   *
   * @param data for the audit trail's event {@code grant.used}
   */
  public record Used(Verdict verdict, Map<String, String> data) {

    public static final String EVENT = "grant.used";
  }

  /** Belongs to one transaction and one thread. */
  public final class Uses {

    private final Set<AgentId> agents;
    private final Instant now;
    private @Nullable List<Grant> open;

    private Uses(Set<AgentId> agents, Instant now) {
      this.agents = agents;
      this.now = now;
    }

    /** Takes one use where the policy would hold the request and an open grant releases it. */
    public Ruling rule(RequestId request, Action action, DecisionInput input, Decision decision) {
      return decision instanceof Decision.Hold hold
          ? hold(request, action, input, hold)
          : new Ruling(decision, Optional.empty());
    }

    private Ruling hold(RequestId request, Action action, DecisionInput input, Decision.Hold hold) {
      List<String> unfit = new ArrayList<>();
      for (Grant grant : open()) {
        if (grant.terms().agent().equals(input.agent().id())
            && grant.terms().tool().equals(action.tool())
            && grant.covers(input.task().id(), action.target().text(), input.arguments())) {
          Optional<String> refusal = refusal(grant, input, hold);
          if (refusal.isPresent()) {
            unfit.add("standing grant " + grant.id() + " did not release it: " + refusal.get());
          } else if (store.use(grant, request, now)) {
            return released(grant, hold);
          }
        }
      }
      return new Ruling(unfit.isEmpty() ? hold : explained(hold, unfit), Optional.empty());
    }

    private List<Grant> open() {
      List<Grant> read = open;
      if (read == null) {
        read = store.open(agents, now);
        open = read;
      }
      return read;
    }
  }

  private Optional<String> refusal(Grant grant, DecisionInput input, Decision.Hold hold) {
    Set<PersonId> owners = new HashSet<>();
    owners.add(input.agent().owner());
    Optional<KnownAgent> agent = directory.agent(input.agent().id());
    agent.map(KnownAgent::owner).ifPresent(owners::add);
    if (agent.map(KnownAgent::disabled).orElse(true)) {
      return Optional.of("The agent is disabled.");
    }
    return GrantRules.refusal(input.tool(), input.arguments(), hold)
        .or(
            () ->
                GrantRules.refusal(
                    hold, new Maker(directory.person(grant.maker()), owners, grant.channel())));
  }

  private static Ruling released(Grant grant, Decision.Hold hold) {
    String name = "standing grant " + grant.id() + " by " + grant.maker();
    List<MatchedRule> rules = new ArrayList<>(hold.explanation().rules());
    if (rules.isEmpty()) {
      rules.add(new MatchedRule("default tier " + hold.tier(), hold.tier()));
    }
    rules.add(new MatchedRule(name, hold.tier()));
    var explanation =
        new Explanation(rules, hold.explanation().errors(), hold.explanation().policyVersion());
    return new Ruling(
        new Decision.Release(hold.tier(), explanation),
        Optional.of(
            new Used(
                new Verdict(
                    RequestStatus.APPROVED, Basis.REVIEWERS, name + ": " + grant.terms().why()),
                Map.of("grant", grant.id(), "maker", grant.maker().value(), "tier", hold.tier()))));
  }

  private static Decision explained(Decision.Hold hold, List<String> unfit) {
    List<String> errors = new ArrayList<>(hold.explanation().errors());
    errors.addAll(unfit);
    return new Decision.Hold(
        hold.tier(),
        hold.demand(),
        new Explanation(hold.explanation().rules(), errors, hold.explanation().policyVersion()));
  }
}
