package io.holdpoint.demo;

import io.holdpoint.model.AgentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Who plays and what they do, as {@code demo/script.json} tells it. */
record Script(List<Player> players) {

  Script {
    players = List.copyOf(players);
  }

  /**
   * One scripted agent.
   *
   * @param lanes how many errands it works on at the same time; each lane has at most one request
   *     open, which bounds what the demo leaves in the inbox
   */
  record Player(
      String name, Set<String> labels, Set<String> environments, int lanes, List<Errand> errands) {

    Player {
      labels = Set.copyOf(labels);
      environments = Set.copyOf(environments);
      errands = List.copyOf(errands);
    }

    AgentId agent() {
      return new AgentId(name);
    }
  }

  /** One piece of work: its steps are asked for in turn, until one is refused. */
  record Errand(String task, List<Step> steps) {

    Errand {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One action. Strings may hold blanks such as {@code {customer}}, which {@link Blanks} fills.
   *
   * @param expiresIn seconds; null: as the policy says
   */
  record Step(
      String tool,
      Map<String, Object> arguments,
      Map<String, String> target,
      String reason,
      @Nullable List<String> dataTouched,
      @Nullable Integer expiresIn) {}

  /** The most requests that the players leave open at the same time. */
  int mostOpen() {
    return players.stream().mapToInt(Player::lanes).sum();
  }

  static Script read() {
    try (InputStream in =
        Objects.requireNonNull(
            Script.class.getResourceAsStream("/demo/script.json"), "demo/script.json")) {
      return JsonMapper.builder().build().readValue(in, Script.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
