package io.holdpoint.model.slack;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which Slack user acts as which person. A Slack user is linked to one person at most; a person may
 * have several Slack users. Every change is audited.
 */
public interface SlackLinks {

  /** Links of one person that there can be. */
  int MOST = 8;

  /** The person that a Slack user is linked to, as the account stands now; it may be disabled. */
  Optional<Person> personOf(SlackUser user);

  /**
   * Links of one person, oldest first. People see their own, administrators all.
   *
   * @throws NotAllowedException {@code by} is neither
   */
  List<Link> of(PersonId by, PersonId whom);

  /**
   * An administrator says who a Slack user is. Linking again what is linked so already changes
   * nothing.
   *
   * @throws BadInputException the user is linked to somebody else, there is no such account, or it
   *     is disabled
   * @throws NotAllowedException {@code by} is no administrator
   */
  void link(PersonId by, PersonId whom, SlackUser user);

  /**
   * A person has proven, by signing in with Slack, who they are there.
   *
   * @throws BadInputException as above
   */
  void linkOwn(PersonId who, SlackUser user);

  /**
   * Takes a link away, with the next click in Slack. People their own, administrators any; nothing
   * happens when there is none.
   *
   * @throws NotAllowedException {@code by} is neither
   */
  void unlink(PersonId by, PersonId whom, SlackUser user);

  /**
   * One link.
   *
   * @param by who made it: the person, by signing in with Slack, or an administrator
   */
  record Link(PersonId person, SlackUser user, PersonId by, Instant at) {}
}
