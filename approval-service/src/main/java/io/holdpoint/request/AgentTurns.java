package io.holdpoint.request;

import io.holdpoint.model.AgentId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Keeps one agent that floods this instance from taking what others need: the threads that answer
 * calls, and the connections to the database. Calls that wait for a verdict hold neither, and are
 * not counted.
 */
@Component
public final class AgentTurns {

  /** Three quarters of the threads that answer calls ({@code server.tomcat.threads.max}). */
  static final int AT_ONCE = 150;

  private static final int STRIPES = 64;

  /** One works under the agent's lock, the others are ready to follow. */
  private static final int WITH_CONNECTION = 2;

  private static final long PATIENCE_SECONDS = 5;

  private final ConcurrentHashMap<AgentId, Integer> underWay = new ConcurrentHashMap<>();
  private final Semaphore[] connections =
      IntStream.range(0, STRIPES)
          .mapToObj(i -> new Semaphore(WITH_CONNECTION, true))
          .toArray(Semaphore[]::new);

  AgentTurns() {}

  /**
   * Work of one of the agent's calls that changes something.
   *
   * @throws TooManyCallsException so many of its calls are worked on already
   */
  <T> T take(AgentId agent, Supplier<T> work) {
    if (underWay.merge(agent, 1, Integer::sum) > AT_ONCE) {
      leave(agent);
      throw new TooManyCallsException(agent, AT_ONCE);
    }
    try {
      return work.get();
    } finally {
      leave(agent);
    }
  }

  /** Work that holds a connection while it waits for the agent's row: few at a time. */
  public <T> T inTurn(AgentId agent, Supplier<T> work) {
    Semaphore turn = connections[Math.floorMod(agent.hashCode(), STRIPES)];
    boolean mine = false;
    try {
      // Whose turn does not come goes all the same: the turns spare connections, no more.
      mine = turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the call was worked on", e);
    } finally {
      if (mine) {
        turn.release();
      }
    }
  }

  private void leave(AgentId agent) {
    underWay.computeIfPresent(agent, (id, calls) -> calls == 1 ? null : calls - 1);
  }
}
