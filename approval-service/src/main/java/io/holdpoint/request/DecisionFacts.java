package io.holdpoint.request;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.policy.AgentPast;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.DecisionInput.TaskTerms;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.Effect.Standing;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.request.AgentHistories.Counts;
import io.holdpoint.request.AgentHistories.Opened;
import io.holdpoint.request.ParentRefusedException.Why;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Brings together what new requests are decided by, for several at once. */
@Component
class DecisionFacts {

  private final AgentHistories histories;
  private final RequestReader reader;
  private final PolicyEngine policy;

  DecisionFacts(AgentHistories histories, RequestReader reader, PolicyEngine policy) {
    this.histories = histories;
    this.reader = reader;
    this.policy = policy;
  }

  /**
   * What one request is decided by.
   *
   * @param shown the same with its secrets covered: what is kept and compared with
   * @param effect what it adds to the past
   */
  record Known(DecisionInput input, DecisionInput shown, Effect effect) {}

  /**
   * Locks the agents of these requests.
   *
   * @param patient whether to wait for those that are locked elsewhere; else they are left out
   * @return with what the row of each of the locked counts
   */
  Map<AgentId, Counts> lock(List<NewRequest> requests, boolean patient) {
    var agents = new TreeSet<String>();
    requests.forEach(request -> agents.add(request.agent().id().value()));
    return histories.lock(agents, patient);
  }

  /** Agents that have asked for nothing before; see {@link AgentHistories#bringIn}. */
  void bringIn(Set<String> agents) {
    histories.bringIn(agents);
  }

  /** Reads all that was stored, in a few statements; the agents are locked. */
  Gathered gather(List<NewRequest> requests, Map<AgentId, Counts> locked, Instant now) {
    var effects = new HashMap<RequestId, Effect>();
    var pasts = new HashSet<String>();
    var targets = new HashSet<String>();
    var parents = new HashSet<RequestId>();
    for (var request : requests) {
      AgentId agent = request.agent().id();
      var effect =
          policy.effect(
              input(
                  request.shown(),
                  account(request),
                  new TaskFacts(request.task()),
                  ChainFacts.NONE,
                  now));
      effects.put(request.id(), effect);
      AgentPast.scopes(request.task(), now)
          .forEach(scope -> pasts.add(AgentHistories.id(agent, scope)));
      targets.add(AgentHistories.id(agent, effect.known()));
      request.parent().ifPresent(parents::add);
    }
    var opened = new LinkedHashMap<AgentId, Opened>();
    locked.forEach(
        (agent, counts) -> {
          var past = new AgentPast();
          past.restoreRequests(counts.requests());
          opened.put(agent, new Opened(past, counts.pending()));
        });
    histories
        .pasts(pasts)
        .forEach(
            (id, past) -> {
              var each = opened(opened, id);
              each.past().restore(AgentHistories.scope(id), past);
              each.stored().add(id);
            });
    histories
        .targets(targets)
        .forEach(
            (id, at) -> {
              var each = opened(opened, id);
              each.past().restoreKnown(AgentHistories.scope(id), at);
              each.known().add(id);
            });
    return new Gathered(opened, effects, parents(parents), underKeys(requests));
  }

  private static Opened opened(Map<AgentId, Opened> opened, String id) {
    return Objects.requireNonNull(opened.get(new AgentId(id.substring(0, id.indexOf('/')))));
  }

  private Map<RequestId, StoredRequest> parents(Set<RequestId> ids) {
    var found = new HashMap<RequestId, StoredRequest>();
    if (!ids.isEmpty()) {
      reader.rows(ids).forEach(row -> found.put(row.id(), row));
    }
    return found;
  }

  private List<StoredRequest> underKeys(List<NewRequest> requests) {
    var agents = new HashSet<String>();
    var keys = new HashSet<String>();
    for (var request : requests) {
      request
          .idempotencyKey()
          .ifPresent(
              key -> {
                agents.add(request.agent().id().value());
                keys.add(key);
              });
    }
    return keys.isEmpty() ? List.of() : reader.underKeys(agents, keys);
  }

  void save(Gathered gathered, Instant now) {
    histories.save(gathered.opened, now);
  }

  /** What was read, and what the requests before have added to it. */
  final class Gathered {

    private final Map<AgentId, Opened> opened;
    private final Map<RequestId, Effect> effects;
    private final Map<RequestId, StoredRequest> parents;
    private final List<StoredRequest> underKeys;

    private Gathered(
        Map<AgentId, Opened> opened,
        Map<RequestId, Effect> effects,
        Map<RequestId, StoredRequest> parents,
        List<StoredRequest> underKeys) {
      this.opened = opened;
      this.effects = effects;
      this.parents = parents;
      this.underKeys = underKeys;
    }

    List<StoredRequest> underKeys() {
      return underKeys;
    }

    /**
     * @param opened what its task was opened for
     * @throws ParentRefusedException the request names a parent that it cannot have
     */
    Known about(NewRequest request, Optional<TaskTerms> opened, Instant now) {
      var past = past(request);
      var effect = Objects.requireNonNull(effects.get(request.id()));
      var account = past.facts(account(request), effect, now);
      var task = past.task(request.task(), effect).openedAs(opened);
      var chain = request.parent().map(parent -> chain(request, parent)).orElse(ChainFacts.NONE);
      var input = input(request, account, task, chain, now);
      var shown =
          request.covered().isEmpty() ? input : input(request.shown(), account, task, chain, now);
      return new Known(input, shown, effect);
    }

    /**
     * The request that is to be decided anew stands in its agent's past already: this takes it out,
     * for the decision only. Its target stays seen; what asked for a new one holds all the same, as
     * the demand of before does.
     */
    void without(NewRequest request, Effect effect, Instant at) {
      past(request).withdraw(request.task(), effect, at);
    }

    void add(NewRequest request, Effect effect, Decision decision, Instant now) {
      past(request).add(request.task(), effect, decision, now);
      if (decision instanceof Decision.Hold) {
        opened(request).pending().add();
      }
    }

    /** How many requests of this one's agent wait for people, with those before it. */
    long pending(NewRequest request) {
      return opened(request).pending().count();
    }

    private AgentPast past(NewRequest request) {
      return opened(request).past();
    }

    private Opened opened(NewRequest request) {
      return Objects.requireNonNull(opened.get(request.agent().id()));
    }

    /** The parent's own input tells what lay above it, so no walk is needed. */
    private ChainFacts chain(NewRequest request, RequestId id) {
      AgentId agent = request.agent().id();
      var parent =
          Optional.ofNullable(parents.get(id))
              .filter(row -> row.isOpenTo(agent))
              .orElseThrow(() -> new ParentRefusedException(Why.NOT_THERE));
      var input = parent.input();
      var chain =
          ChainFacts.below(
              input, policy.effect(input), standing(parent.status()), agent, request.task());
      if (chain.depth() > Ledger.MAX_DEPTH) {
        throw new ParentRefusedException(Why.TOO_MANY_ABOVE);
      }
      return chain;
    }
  }

  /** What counts of a request that stands so. */
  static Standing standing(RequestStatus status) {
    return switch (status) {
      case PENDING, APPROVED -> Standing.COUNTED;
      case DENIED -> Standing.DENIED;
      case EXPIRED, CANCELLED -> Standing.GONE;
    };
  }

  private static AgentFacts account(NewRequest request) {
    var agent = request.agent();
    return new AgentFacts(
        agent.id(), agent.owner(), agent.labels(), agent.environments(), agent.createdAt());
  }

  private static DecisionInput input(
      NewRequest request, AgentFacts agent, TaskFacts task, ChainFacts chain, Instant now) {
    return new DecisionInput(
        agent,
        request.action().tool(),
        request.arguments(),
        request.action().named(),
        new DecisionInput.RequestFacts(
            request.reason(),
            request.dataTouched(),
            request.attributes(),
            request.agent().onBehalfOf()),
        task,
        chain,
        now);
  }
}
