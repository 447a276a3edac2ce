package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kill switch. While something is frozen, nothing of it is released, approved or redeemed, and
 * the deadlines of what is held stand still; denying stays possible.
 */
public interface FreezeDesk {

  /** Freezes on one page, at most. */
  int MOST_LISTED = 200;

  /** Freezes in force at the same time, at most. */
  int MOST_IN_FORCE = 100;

  /** What a freeze is about. */
  enum Scope {
    ALL,
    AGENT,
    TASK,
    TOOL,
    SYSTEM;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The scope that is spelled so; empty for none. */
    public static Optional<Scope> of(String wire) {
      for (Scope scope : values()) {
        if (scope.wire().equals(wire)) {
          return Optional.of(scope);
        }
      }
      return Optional.empty();
    }
  }

  /** What is frozen now, oldest first: for the banner on every page. Asks for no role. */
  List<FreezeView> inForce();

  /**
   * All freezes, those in force first, newest first; for admins and auditors.
   *
   * @throws NotAllowedException the reader is neither
   */
  Page<FreezeView> freezes(PersonId reader, Optional<String> after, int limit);

  /**
   * Freezes at once. On return, nothing that it covers is being released any more, on any instance.
   *
   * @throws NotAllowedException {@code by} is no admin
   * @throws BadInputException naming the field, the value and what was expected
   */
  FreezeView freeze(PersonId by, NewFreeze freeze);

  /**
   * Ends a freeze at once; deadlines go on, unless another freeze covers them. May be done twice.
   *
   * @throws NotAllowedException {@code by} is no admin
   * @throws NoSuchRequestException there is no such freeze
   */
  FreezeView thaw(PersonId by, String id);

  /**
   * @param of the agent's id, the task's, a tool pattern ({@code *} for any characters) or a
   *     system; empty for everything
   * @param reason 1 to 2,000 characters
   */
  record NewFreeze(Scope scope, String of, String reason) {}

  /**
   * @param id such as {@code f-17}
   * @param thawed by whom and when it was ended; empty while in force
   */
  record FreezeView(
      String id,
      Scope scope,
      String of,
      String reason,
      PersonId by,
      Instant at,
      Optional<Thawed> thawed) {

    /** What is frozen, in words such as {@code tool crm.*}. */
    public String what() {
      return scope == Scope.ALL ? "everything" : scope.wire() + " " + of;
    }
  }

  /** The end of a freeze. */
  record Thawed(PersonId by, Instant at) {}
}
