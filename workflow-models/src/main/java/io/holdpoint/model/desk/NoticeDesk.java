package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How people want to be told, and what was told of a request. */
public interface NoticeDesk {

  /** What can be told to one person by themselves, in the words of the API. */
  List<String> KINDS = List.of("held", "reminder", "escalation", "verdict");

  /**
   * @param mail set by an administrator; empty: no mail
   * @param webhook the name of one, set by an administrator; empty: none of one's own
   * @param kinds of {@link #KINDS}
   * @param quiet in which held requests and reminders wait
   */
  record Wishes(
      Optional<String> mail, Optional<String> webhook, Set<String> kinds, Optional<Quiet> quiet) {}

  /**
   * @param from such as {@code 22:00}; {@code to} may be earlier: over midnight
   * @param zone such as {@code Europe/Berlin}
   */
  record Quiet(String from, String to, String zone) {}

  /**
   * One telling.
   *
   * @param kind {@code held}, {@code reminder}, {@code escalation}, {@code verdict}, {@code update}
   * @param state {@code waiting}, {@code done}, {@code skipped} (overtaken), {@code given_up}
   * @param trouble what the last try that failed ran into
   */
  record Told(
      String channel,
      String address,
      String kind,
      String state,
      Instant queuedAt,
      Optional<Instant> endedAt,
      int attempts,
      Optional<String> trouble) {}

  /**
   * @throws NotAllowedException neither one's own nor an administrator
   */
  Wishes wishes(PersonId reader, PersonId of);

  /**
   * Changes one's own; the address stays.
   *
   * @throws BadInputException names the field
   */
  Wishes change(PersonId by, Set<String> kinds, Optional<Quiet> quiet);

  /**
   * Sets where a person is told, by an administrator; empty: not there.
   *
   * @throws BadInputException names the field
   * @throws NotAllowedException no administrator
   */
  Wishes setAddresses(PersonId by, PersonId of, Optional<String> mail, Optional<String> webhook);

  /**
   * What was and is to be told of a request, oldest first, at most 500.
   *
   * @throws NotAllowedException no account that may read requests
   */
  List<Told> told(PersonId reader, RequestId request);
}
