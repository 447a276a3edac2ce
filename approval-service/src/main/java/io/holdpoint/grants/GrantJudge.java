package io.holdpoint.grants;

import io.holdpoint.grants.GrantRules.Maker;
import io.holdpoint.grants.PastRequests.PastRequest;
import io.holdpoint.identity.Directory;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Target;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.PolicyEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says whether a person may make a grant, by the policy in force: of the request that it comes
 * from, and of the least and the most that its bounds let through. What is released is judged again
 * at each use, so this can only be too mild about what nobody asked for yet.
 */
@Component
class GrantJudge {

  private final PolicyEngine policy;
  private final Directory directory;
  private final LedgerTime time;

  GrantJudge(PolicyEngine policy, Directory directory, LedgerTime time) {
    this.policy = policy;
    this.directory = directory;
    this.time = time;
  }

  /**
   * The group in whose name this person may make the grant.
   *
   * @throws NotAllowedException they may not, or nobody may
   */
  String group(
      PersonId by, Channel channel, NewGrant grant, KnownAgent agent, Optional<PastRequest> from) {
    Set<PersonId> owners = new HashSet<>(Set.of(agent.owner()));
    from.ifPresent(request -> owners.add(request.input().agent().owner()));
    var maker = new Maker(directory.person(by), owners, channel);
    Optional<String> group = Optional.empty();
    for (DecisionInput input : inputs(grant, agent, from)) {
      Decision decision = policy.decide(input);
      if (decision instanceof Decision.Release && group.isPresent()) {
        continue; // the least that the bounds let through needs no grant; the request did
      }
      GrantRules.refusal(input.tool(), input.arguments(), decision).ifPresent(this::refuse);
      var hold = (Decision.Hold) decision;
      GrantRules.refusal(hold, maker).ifPresent(this::refuse);
      group = Optional.of(hold.demand().slots().getFirst().group());
    }
    return group.orElseThrow();
  }

  private void refuse(String why) {
    throw new NotAllowedException(why);
  }

  /** The request itself, then what the bounds let through: the most and the least of it. */
  private List<DecisionInput> inputs(NewGrant grant, KnownAgent agent, Optional<PastRequest> from) {
    List<DecisionInput> inputs = new ArrayList<>();
    from.map(PastRequest::input).ifPresent(inputs::add);
    Bounds bounds = Bounds.of(grant.bounds());
    inputs.add(sample(grant, agent, bounds.sample(true), from));
    inputs.add(sample(grant, agent, bounds.sample(false), from));
    return inputs;
  }

  private DecisionInput sample(
      NewGrant grant,
      KnownAgent agent,
      Map<String, @Nullable Object> arguments,
      Optional<PastRequest> from) {
    return new DecisionInput(
        from.map(request -> request.input().agent())
            .orElseGet(
                () ->
                    new DecisionInput.AgentFacts(
                        agent.id(),
                        agent.owner(),
                        agent.labels(),
                        agent.environments(),
                        Instant.EPOCH)),
        grant.tool(),
        values(arguments),
        target(grant),
        from.map(request -> request.input().request())
            .orElseGet(() -> new DecisionInput.RequestFacts("", Set.of(), Map.of())),
        from.map(request -> request.input().task())
            .orElseGet(() -> new DecisionInput.TaskFacts(grant.task().orElse(""))),
        from.map(request -> request.input().chain()).orElse(DecisionInput.ChainFacts.NONE),
        time.now());
  }

  private static Target target(NewGrant grant) {
    var parts = (Map<?, ?>) Json.value(grant.target().text());
    return parts == null
        ? Target.NONE
        : new Target(part(parts, "system"), part(parts, "resource"), part(parts, "environment"));
  }

  private static String part(Map<?, ?> parts, String name) {
    return parts.get(name) instanceof String text ? text : "";
  }

  @SuppressWarnings("NullAway") // JSON's null is one of the values that DecisionInput speaks of
  private static Map<String, Object> values(Map<String, @Nullable Object> json) {
    return json;
  }
}
