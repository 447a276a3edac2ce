package io.holdpoint.model.desk;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Target;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries the draft on what has happened: the recorded requests, or a log of actions that never went
 * through Holdpoint. For admins ({@link NotAllowedException} otherwise). Decides nothing.
 */
public interface SimulationDesk {

  /** So many recorded requests at most are tried. */
  int MOST_REQUESTS = 10_000;

  /** So many actions of an uploaded log at most are used. */
  int MOST_LINES = 50_000;

  /**
   * The draft beside the policy in force, over the newest recorded requests.
   *
   * @param last 1 to {@link #MOST_REQUESTS}
   */
  Simulation onHistory(PersonId by, int last);

  /**
   * The same over a log that was kept with {@link #keep}; task, chain and agent facts are built up
   * along it, under each of the two policies.
   *
   * @throws BadInputException there is no such log
   */
  Simulation onLog(PersonId by, String logId);

  /**
   * Keeps a log for simulation and for the tool catalogue: NDJSON, one action a line, as in a
   * request's body or flat ({@code tool}, {@code arguments}, {@code target}, {@code task}, {@code
   * agent}, {@code at}). Broken lines are listed and left out.
   *
   * @throws BadInputException no line could be used, or the log is too large
   */
  LogView keep(PersonId by, String name, InputStream ndjson);

  /** The logs that are kept, newest first. */
  List<LogView> logs(PersonId by);

  void forget(PersonId by, String logId);

  /**
   * How one recorded request is decided, rule by rule, with what each condition saw: by the draft,
   * or by the policy in force.
   *
   * @throws NoSuchRequestException there is none
   */
  Trace trace(PersonId by, RequestId request, boolean byDraft);

  /** A kept log; {@code broken} holds the first 100 broken lines. */
  record LogView(
      String id,
      String name,
      PersonId by,
      Instant at,
      int actions,
      int brokenLines,
      List<BrokenLine> broken) {}

  /** A line, counted from 1, and what is wrong with it. */
  record BrokenLine(int line, String why) {}

  /**
   * What would change.
   *
   * @param actions how many were decided, twice each
   * @param changed the actions whose outcome differs, in groups of the same kind and cause, the
   *     gravest first
   * @param releasesDenied of the newly released, those that people had denied; to be shown in red
   * @param before people's time as it is, {@code after} as it would be
   * @param took how long the simulation took
   */
  record Simulation(
      int actions,
      Optional<Instant> from,
      Optional<Instant> to,
      int newlyReleased,
      int newlyHeld,
      int newlyDenied,
      List<ChangeGroup> changed,
      List<Example> releasesDenied,
      List<Tally> byTier,
      List<Tally> byTool,
      List<Tally> byAgent,
      Cost before,
      Cost after,
      List<String> failures,
      Duration took) {}

  /**
   * Actions that change in the same way for the same cause.
   *
   * @param kind what becomes of them
   * @param cause the rule that does it under the draft, or the one that no longer does
   * @param examples at most five
   */
  record ChangeGroup(Outcome kind, String cause, int count, List<Example> examples) {}

  /** One action; {@code request} where it was recorded, {@code line} where it came from a log. */
  record Example(
      Optional<RequestId> request,
      int line,
      AgentId agent,
      String tool,
      Target target,
      String tierBefore,
      String tierAfter,
      String ruleBefore,
      String ruleAfter,
      Optional<String> deniedBy) {}

  /** How many actions of one kind, by outcome, under the policy in force and under the draft. */
  record Tally(String name, Map<Outcome, Integer> before, Map<Outcome, Integer> after) {}

  /**
   * People's time.
   *
   * @param holdsPerDay over the time that the actions span; empty where they have no times, or span
   *     less than a day
   * @param medianWait from a hold to its verdict by people, in the history; empty where there is
   *     none
   */
  record Cost(int holds, Optional<Double> holdsPerDay, Optional<Duration> medianWait) {}

  /** How one request is decided. */
  record Trace(
      RequestId request,
      int policyVersion,
      String tier,
      Outcome outcome,
      List<Step> steps,
      List<String> errors) {}

  /**
   * One rule.
   *
   * @param guardrail whether it is one
   * @param saw each path of the condition with its value at that time, shortened to 200 characters
   */
  record Step(
      String name,
      String tier,
      boolean guardrail,
      Result result,
      String when,
      Map<String, String> saw,
      String error) {

    /** What became of the rule. */
    public enum Result {
      MATCHED,
      NOT_MATCHED,
      FAILED,
      OTHER_TOOL,
      OFF
    }
  }
}
