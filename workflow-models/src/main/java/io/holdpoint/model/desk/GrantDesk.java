package io.holdpoint.model.desk;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Standing approvals with a bound: this action, for this task or agent, so many times, until then.
 * A grant never releases more than its maker could approve alone, and never a tool whose arguments
 * are a program.
 */
public interface GrantDesk {

  /** Uses of one grant, at most. */
  int MOST_USES = 1_000;

  /** From now to the end of a grant, at most. */
  Duration LONGEST = Duration.ofDays(30);

  /** All grants, those that are open first, newest first. */
  Page<GrantView> grants(PersonId reader, Optional<String> after, int limit);

  Optional<GrantView> grant(PersonId reader, String id);

  /**
   * A form for a grant from a held or decided request: its own arguments as the bounds.
   *
   * @throws NoSuchRequestException there is none
   */
  Proposal proposal(PersonId by, RequestId request);

  /**
   * @throws BadInputException naming the field, the value and what was expected
   * @throws NotAllowedException this person could not approve such a request alone
   */
  GrantView make(PersonId by, NewGrant grant);

  /** Ends it at once; may be done twice. */
  GrantView revoke(PersonId by, String id, String reason);

  /** What history says could be released under bounds, and which rules hold what is then denied. */
  List<Advice> advice(PersonId reader);

  /**
   * @param task empty: any task of the agent
   * @param bounds what each argument may be; an argument that is not named refuses the match
   * @param target what the target has to be, exactly as in the request
   * @param uses 1 to {@link #MOST_USES}
   * @param until at most {@link #LONGEST} from now
   * @param why 1 to 2,000 characters
   */
  record NewGrant(
      AgentId agent,
      Optional<String> task,
      String tool,
      CanonicalJson target,
      List<Bound> bounds,
      int uses,
      Instant until,
      String why,
      Optional<RequestId> from) {}

  /** What one argument (RFC 6901 pointer below the arguments) may be. */
  sealed interface Bound {
    String pointer();

    /** Exactly this JSON value. */
    record Exactly(String pointer, String json) implements Bound {}

    /** A number between these, both included. */
    record Between(String pointer, double least, double most) implements Bound {}

    /** One of these JSON values. */
    record OneOf(String pointer, List<String> json) implements Bound {}

    /** Any value: for prose that does nothing. */
    record Any(String pointer) implements Bound {}
  }

  /** {@code refused} says why no grant can be made of this request. */
  record Proposal(NewGrant grant, Optional<String> refused) {}

  /** {@code ended} says why it is over: used up, its time is over, revoked by whom and why. */
  record GrantView(
      String id,
      NewGrant grant,
      PersonId by,
      Instant madeAt,
      int usesLeft,
      Optional<String> ended,
      List<RequestId> lastUses) {}

  /** Advice with its evidence, in a sentence such as "31 of 31 approved, median 6 s". */
  sealed interface Advice {
    String evidence();

    /** Requests alike were all approved: release them under these bounds? */
    record Release(NewGrant grant, String evidence) implements Advice {}

    /** What this rule holds is often denied: refuse it at once? */
    record Refuse(String rule, String tier, String evidence) implements Advice {}
  }
}
