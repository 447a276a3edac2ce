package io.holdpoint.demo;

import io.holdpoint.demo.AgentCalls.Answer;
import io.holdpoint.demo.Script.Errand;
import io.holdpoint.demo.Script.Player;
import io.holdpoint.demo.Script.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent at one errand after the other, one open request at a time: asks, waits for its verdict,
 * goes on or gives up.
 */
final class Lane implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final Player player;
  private final int number;
  private final AgentCalls calls;
  private final List<String> leftOpen;
  private final RandomGenerator random;
  private final CountDownLatch stopped;

  /**
   * @param leftOpen requests of an earlier run that this lane waits for before it begins anew
   */
  Lane(
      Player player,
      int number,
      AgentCalls calls,
      List<String> leftOpen,
      RandomGenerator random,
      CountDownLatch stopped) {
    this.player = player;
    this.number = number;
    this.calls = calls;
    this.leftOpen = List.copyOf(leftOpen);
    this.random = random;
    this.stopped = stopped;
  }

  @Override
  public void run() {
    try {
      for (String id : leftOpen) {
        untilFinal(id);
      }
      pause(Duration.ofMillis(random.nextInt(200, 4000)));
      for (int turn = number; running(); turn += player.lanes()) {
        carryOut(player.errands().get(turn % player.errands().size()));
        pause(Duration.ofSeconds(random.nextInt(6, 20)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void carryOut(Errand errand) throws InterruptedException {
    var blanks = new Blanks(random);
    String task = blanks.fill(errand.task());
    String parent = null;
    for (Step step : errand.steps()) {
      Answer answer = ask(body(step, task, parent, blanks));
      if (answer == null || !running()) {
        return;
      }
      if (!answer.approved()) {
        LOG.info(
            "{} was told {} for {} ({}), and gives up {}",
            player.agent(),
            answer.status(),
            answer.tool(),
            answer.basis(),
            task);
        return;
      }
      LOG.info(
          "{} was told {} for {} ({}), and goes on with {}",
          player.agent(),
          answer.status(),
          answer.tool(),
          answer.basis(),
          task);
      parent = answer.id();
      pause(Duration.ofMillis(random.nextInt(1500, 5000)));
    }
  }

  /** The verdict; null when the errand cannot be carried on. */
  private @Nullable Answer ask(Map<String, Object> body) throws InterruptedException {
    try {
      Answer answer = calls.post(body);
      return answer.pending() ? untilFinal(answer.id()) : answer;
    } catch (IOException e) {
      LOG.info("{} could not ask: {}", player.agent(), e.getMessage());
      pause(Duration.ofSeconds(10));
      return null;
    }
  }

  private @Nullable Answer untilFinal(String id) throws InterruptedException {
    while (running()) {
      try {
        Answer answer = calls.await(id);
        if (!answer.pending()) {
          return answer;
        }
      } catch (AgentCalls.CallRefusedException e) {
        LOG.info("{} could not wait for {}: {}", player.agent(), id, e.getMessage());
        pause(Duration.ofSeconds(10));
        return null;
      } catch (IOException e) {
        // The service is stopping or not up yet; what is held stays held.
        pause(Duration.ofSeconds(2));
      }
    }
    return null;
  }

  private static Map<String, Object> body(
      Step step, String task, @Nullable String parent, Blanks blanks) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("tool", step.tool());
    action.put("arguments", blanks.fill(step.arguments()));
    action.put("target", blanks.fill(step.target()));
    Map<String, Object> context = new LinkedHashMap<>();
    if (parent != null) {
      context.put("parent", parent);
    }
    if (step.dataTouched() != null) {
      context.put("dataTouched", step.dataTouched());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("action", action);
    body.put("reason", blanks.fill(step.reason()));
    body.put("task", task);
    body.put("context", context);
    if (step.expiresIn() != null) {
      body.put("expiresIn", step.expiresIn());
    }
    return body;
  }

  private boolean running() {
    return stopped.getCount() > 0;
  }

  private void pause(Duration time) throws InterruptedException {
    if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.debug("{} stops", player.agent());
    }
  }
}
