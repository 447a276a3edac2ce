package io.holdpoint.notifiers.slack;

import io.holdpoint.model.Person;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.model.slack.SlackVault;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a Slack user is here: the person that they are linked to, and nobody otherwise. */
final class SlackPeople {

  private final SlackLinks links;
  private final SlackVault vault;
  private final MeterRegistry meters;
  private final String account;

  /**
   * @param account the console's page where people link themselves
   */
  SlackPeople(SlackLinks links, SlackVault vault, MeterRegistry meters, String account) {
    this.links = links;
    this.vault = vault;
    this.meters = meters;
    this.account = account;
  }

  sealed interface Who {}

  record Known(Person person) implements Who {}

  record Unknown(String sentence) implements Who {}

  record Disabled(String sentence) implements Who {}

  /** Empty for what is no user of Slack. */
  static Optional<SlackUser> user(@Nullable String team, @Nullable String user) {
    if (team == null
        || user == null
        || !SlackUser.TEAM.matcher(team).matches()
        || !SlackUser.USER.matcher(user).matches()) {
      return Optional.empty();
    }
    return Optional.of(new SlackUser(team, user));
  }

  Who who(SlackUser user) {
    Optional<Person> person = links.personOf(user);
    if (person.isEmpty()) {
      return new Unknown(
          "You are not linked to an account of Holdpoint, so nothing was done. Sign in at "
              + account
              + " and link your Slack user there, or give an administrator these ids: workspace "
              + user.team()
              + ", user "
              + user.user());
    }
    return person.get().disabled()
        ? new Disabled("Your account of Holdpoint is disabled. Nothing was done.")
        : new Known(person.get());
  }

  /** Counted, and in the audit record. */
  void refused(SlackUser user, String why, Optional<RequestId> request) {
    meters.counter("holdpoint.slack.refused", "why", why).increment();
    vault.refused(user, why, request);
  }
}
