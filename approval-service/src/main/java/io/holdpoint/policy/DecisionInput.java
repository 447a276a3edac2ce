package io.holdpoint.policy;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a decision rests on. It is stored with the decision, so that trace and simulation
 * see what was seen.
 *
 * <p>JSON values in {@code arguments} and {@code attributes} are {@code String}, {@code Long},
 * {@code Double}, {@code Boolean}, {@code List}, {@code Map} or null.
 *
 * @param now the ledger's time
 */
public record DecisionInput(
    AgentFacts agent,
    String tool,
    Map<String, Object> arguments,
    Target target,
    RequestFacts request,
    TaskFacts task,
    ChainFacts chain,
    Instant now) {

  /**
   * What Holdpoint itself knows of the agent.
   *
   * @param createdAt when its account was made
   * @param requests how many it ever made before this one
   * @param knowsTarget whether it was let through with this tool on this target before, within 90
   *     days
   * @param hour what it did within the last hour, under whatever task
   * @param day within the last day
   * @param week within the last seven days
   */
  public record AgentFacts(
      AgentId id,
      PersonId owner,
      Set<String> labels,
      Set<String> environments,
      Instant createdAt,
      long requests,
      boolean knowsTarget,
      History hour,
      History day,
      History week) {

    /** An agent of which nothing is known but its account. */
    public AgentFacts(
        AgentId id,
        PersonId owner,
        Set<String> labels,
        Set<String> environments,
        Instant createdAt) {
      this(
          id,
          owner,
          labels,
          environments,
          createdAt,
          0,
          false,
          History.NONE,
          History.NONE,
          History.NONE);
    }
  }

  /**
   * What the agent says: unverified, so it may only tighten.
   *
   * @param onBehalfOf not the agent's word but its issuer's: the subject for which it acts; empty
   *     when it acts for itself
   */
  public record RequestFacts(
      String reason, Set<String> dataTouched, Map<String, Object> attributes, String onBehalfOf) {

    /** Of an agent that acts for itself. */
    public RequestFacts(String reason, Set<String> dataTouched, Map<String, Object> attributes) {
      this(reason, dataTouched, attributes, "");
    }
  }

  /**
   * The task label of this agent.
   *
   * @param past what this agent did under it before this request
   * @param opened what the task was opened for, where it was and this agent takes part in it
   */
  public record TaskFacts(String id, History past, Optional<TaskTerms> opened) {

    /** A task under which nothing was done yet, and that was never opened. */
    public TaskFacts(String id) {
      this(id, History.NONE);
    }

    /** A label that was never opened. */
    public TaskFacts(String id, History past) {
      this(id, past, Optional.empty());
    }

    /** The same past in a task that was opened so, or in none. */
    public TaskFacts openedAs(Optional<TaskTerms> terms) {
      return new TaskFacts(id, past, terms);
    }
  }

  /**
   * What an agent opened a task for: its own words, but for the owner. The bounds hold whatever
   * rules make of them.
   *
   * @param owner who answered for the agent when it opened the task
   * @param allowedTools tools or patterns; empty where it bound itself to none
   * @param actions at most so many; 0 where it did not bound them
   * @param targets at most so many different ones; 0 where it did not bound them
   * @param sums by the path of a numeric argument
   * @param seconds for how long it was opened
   */
  public record TaskTerms(
      PersonId owner,
      String purpose,
      Set<String> allowedTools,
      long actions,
      long targets,
      Map<String, Double> sums,
      long seconds) {

    public TaskTerms {
      allowedTools = Set.copyOf(allowedTools);
      sums = Map.copyOf(sums);
    }
  }

  /**
   * The chain of parents above this request, across agents.
   *
   * @param depth how many parents there are
   * @param past the parents, and what was done in the task of each before it
   * @param earlier of {@code past}, what lies above the parents that share this request's agent and
   *     task; kept so that the children of this one count nothing twice
   */
  public record ChainFacts(long depth, History past, History earlier) {

    /** There are no parents. */
    public static final ChainFacts NONE = new ChainFacts(0, History.NONE, History.NONE);

    /**
     * The chain of a request whose parent was decided on this input.
     *
     * @param parent what the parent adds to the past
     * @param agent who makes the request, under {@code task}
     */
    public static ChainFacts below(
        DecisionInput input, Effect parent, Effect.Standing standing, AgentId agent, String task) {
      History above = input.chain().earlier().and(input.task().past()).and(parent.alone(standing));
      boolean shared =
          !task.isEmpty() && task.equals(input.task().id()) && agent.equals(input.agent().id());
      return new ChainFacts(
          input.chain().depth() + 1, above, shared ? input.chain().earlier() : above);
    }
  }
}
