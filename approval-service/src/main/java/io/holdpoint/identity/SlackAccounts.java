package io.holdpoint.identity;

import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackUser;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The links of Slack users to accounts. Each change locks the person's row first, and whoever was
 * disabled meanwhile is seen so.
 */
@Component
@Transactional
class SlackAccounts implements SlackLinks {

  private final People people;
  private final Administrators administrators;
  private final IdentityState state;
  private final AuditTrail audit;
  private final JdbcClient jdbc;
  private final Clock clock;

  SlackAccounts(
      People people,
      Administrators administrators,
      IdentityState state,
      AuditTrail audit,
      JdbcClient jdbc,
      Clock clock) {
    this.people = people;
    this.administrators = administrators;
    this.state = state;
    this.audit = audit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Person> personOf(SlackUser user) {
    return linked(user).flatMap(people::findById).map(PersonAccount::toPerson);
  }

  @Override
  public List<Link> of(PersonId by, PersonId whom) {
    if (!by.equals(whom)) {
      administrators.require(by);
    }
    return stored(whom);
  }

  @Override
  public void link(PersonId by, PersonId whom, SlackUser user) {
    state.lock();
    administrators.require(by);
    store(by, whom, user);
  }

  @Override
  public void linkOwn(PersonId who, SlackUser user) {
    state.lock();
    store(who, who, user);
  }

  @Override
  public void unlink(PersonId by, PersonId whom, SlackUser user) {
    state.lock();
    if (by.equals(whom)) {
      if (people.findById(by.value()).filter(account -> !account.isDisabled()).isEmpty()) {
        throw new NotAllowedException("this account is disabled");
      }
    } else {
      administrators.require(by);
    }
    int gone =
        jdbc.sql(
                "delete from slack_links where team = :team and slack_user = :user and person = :person")
            .param("team", user.team())
            .param("user", user.user())
            .param("person", whom.value())
            .update();
    if (gone > 0) {
      audit.append("person.slack_unlinked", new ByPerson(by), null, described(whom, user));
    }
  }

  private void store(PersonId by, PersonId whom, SlackUser user) {
    PersonAccount account =
        people
            .lock(whom.value())
            .orElseThrow(
                () -> new BadInputException("id", "id: there is no account '" + whom + "'"));
    if (account.isDisabled()) {
      throw new BadInputException("id", "id: the account '" + whom + "' is disabled");
    }
    Optional<String> other = linked(user);
    if (other.isPresent()) {
      if (other.get().equals(whom.value())) {
        return;
      }
      throw new BadInputException(
          "user",
          "user: "
              + user
              + " is linked to another account; expected a Slack user who is linked to nobody"
              + " (an administrator can unlink it there)");
    }
    if (stored(whom).size() >= MOST) {
      throw new BadInputException(
          "user", "user: this account has " + MOST + " links; expected at most " + MOST);
    }
    jdbc.sql(
            """
            insert into slack_links (team, slack_user, person, linked_by, linked_at)
            values (:team, :user, :person, :by, :at)
            """)
        .param("team", user.team())
        .param("user", user.user())
        .param("person", whom.value())
        .param("by", by.value())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    audit.append("person.slack_linked", new ByPerson(by), null, described(whom, user));
  }

  private Optional<String> linked(SlackUser user) {
    return jdbc.sql("select person from slack_links where team = :team and slack_user = :user")
        .param("team", user.team())
        .param("user", user.user())
        .query(String.class)
        .optional();
  }

  private List<Link> stored(PersonId whom) {
    return jdbc.sql(
            """
            select team, slack_user, linked_by, linked_at from slack_links
            where person = :person order by linked_at, team, slack_user
            """)
        .param("person", whom.value())
        .query(
            (rs, n) ->
                new Link(
                    whom,
                    new SlackUser(rs.getString(1), rs.getString(2)),
                    new PersonId(rs.getString(3)),
                    rs.getObject(4, OffsetDateTime.class).toInstant()))
        .list();
  }

  private static Map<String, String> described(PersonId whom, SlackUser user) {
    return Map.of("person", whom.value(), "slackTeam", user.team(), "slackUser", user.user());
  }
}
