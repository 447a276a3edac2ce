package io.holdpoint.freeze;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.ToolPattern;
import io.holdpoint.model.desk.FreezeDesk.FreezeView;
import io.holdpoint.model.desk.FreezeDesk.Scope;
import io.holdpoint.model.desk.FreezeDesk.Thawed;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A freeze as it stands in the database.
 *
 * @param of what it is about; empty for everything; of a tool, a pattern
 * @param thawed empty while in force
 */
public record Freeze(
    long number,
    Scope scope,
    String of,
    String reason,
    PersonId by,
    Instant at,
    Optional<Thawed> thawed) {

  private static final Pattern ID = Pattern.compile("f-[1-9][0-9]{0,17}");

  public String id() {
    return "f-" + number;
  }

  /** The number in an id such as {@code f-17}; empty for what is none. */
  static Optional<Long> number(String id) {
    return ID.matcher(id).matches()
        ? Optional.of(Long.parseLong(id.substring(2)))
        : Optional.empty();
  }

  /**
   * Whether it is about such an action.
   *
   * @param systems the target's as the agent named it, and that of the tool by the catalogue: an
   *     agent that calls its target otherwise slips out of nothing
   */
  public boolean covers(AgentId agent, String task, String tool, Set<String> systems) {
    return switch (scope) {
      case ALL -> true;
      case AGENT -> agent.value().equals(of);
      case TASK -> task.equals(of);
      case TOOL -> new ToolPattern(of).matches(tool);
      case SYSTEM -> systems.contains(of);
    };
  }

  /** For the agent and the record, as in {@code frozen (agent support-bot): it loops}. */
  public String sentence() {
    return "frozen (" + view().what() + "): " + reason;
  }

  FreezeView view() {
    return new FreezeView(id(), scope, of, reason, by, at, thawed);
  }
}
