package io.holdpoint.notifiers.slack;

import io.holdpoint.model.Person;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.model.slack.SlackVault;
import io.holdpoint.notifiers.slack.SlackApi.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A click on Approve or Deny opens a form, or says why not; by itself it decides nothing. */
final class Clicks {

  private static final Logger log = LoggerFactory.getLogger(Clicks.class);
  private static final String PURPOSE = "slack-click";
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final SlackApi slack;
  private final SlackPeople people;
  private final ReviewDesk desk;
  private final RequestMessage messages;
  private final Seals seals;
  private final SlackVault vault;
  private final Clock clock;

  Clicks(
      SlackApi slack,
      SlackPeople people,
      ReviewDesk desk,
      RequestMessage messages,
      Seals seals,
      SlackVault vault,
      Clock clock) {
    this.slack = slack;
    this.people = people;
    this.desk = desk;
    this.messages = messages;
    this.seals = seals;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * What Slack says of a click.
   *
   * @param team of the user, not of the app
   * @param trigger opens one form, within three seconds
   */
  record Click(
      ReviewDecision decision,
      @Nullable String value,
      @Nullable String team,
      @Nullable String user,
      @Nullable String channel,
      @Nullable String message,
      @Nullable String trigger) {}

  void take(Click click) {
    String trigger = click.trigger();
    if (trigger == null
        || trigger.length() > 190
        || !vault.first(PURPOSE, trigger, clock.instant().plus(MEMORY))) {
      return; // Slack brought it twice.
    }
    Optional<SlackUser> user = SlackPeople.user(click.team(), click.user());
    if (user.isEmpty()) {
      return;
    }
    Optional<Seals.Button> button = seals.button(click.value());
    if (button.isEmpty()) {
      people.refused(user.get(), "tampered", Optional.empty());
      tell(click, "This button is not one that Holdpoint made. Nothing was done.");
      return;
    }
    RequestId request = button.get().request();
    switch (people.who(user.get())) {
      case SlackPeople.Unknown(var sentence) -> {
        people.refused(user.get(), "not_linked", Optional.of(request));
        tell(click, sentence);
      }
      case SlackPeople.Disabled(var sentence) -> {
        people.refused(user.get(), "disabled", Optional.of(request));
        tell(click, sentence);
      }
      case SlackPeople.Known(var person) -> open(click, trigger, user.get(), person, button.get());
    }
  }

  private void open(
      Click click, String trigger, SlackUser user, Person person, Seals.Button button) {
    RequestDetail detail;
    try {
      detail = desk.open(person.id(), button.request());
    } catch (NoSuchRequestException | NotAllowedException e) {
      tell(click, "There is no such request, or it is not yours to see.");
      return;
    }
    var summary = detail.summary();
    if (summary.status().isFinal()) {
      tell(
          click,
          "This request is " + summary.status().wire() + " already. Your click did nothing.");
      return;
    }
    if (!detail.action().digest().equals(button.digest())) {
      people.refused(user, "digest", Optional.of(button.request()));
      tell(click, "This message shows another action than the one that is asked for now.");
      return;
    }
    boolean whole = messages.fits(detail, "");
    if (click.decision() == ReviewDecision.APPROVE && !whole) {
      tell(click, "This is too long to be read in Slack: approve it in the console.");
      return;
    }
    if (click.decision() == ReviewDecision.APPROVE && summary.frozenSince().isPresent()) {
      tell(click, "This is frozen: while that lasts it can be denied, not approved.");
      return;
    }
    if (click.decision() == ReviewDecision.APPROVE
        && detail.standing() instanceof Standing.MayNot(var why)) {
      tell(click, why);
      return;
    }
    String place = click.channel() + "/" + click.message();
    String sealed = seals.form(button, click.decision(), user, place, clock.instant());
    try {
      slack.openView(trigger, ReviewForm.show(detail, person, click.decision(), whole, sealed));
    } catch (RefusedException | DeliveryFailedException e) {
      log.warn("Slack: the form for {} could not be opened: {}", summary.id(), e.getMessage());
      tell(click, "The form could not be opened. Click again, or decide in the console.");
    }
  }

  /** To the one who clicked, only. */
  private void tell(Click click, String sentence) {
    if (click.channel() != null && click.user() != null) {
      slack.tellOnly(click.channel(), click.user(), Content.escape(sentence));
    }
  }
}
