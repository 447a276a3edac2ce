package io.holdpoint.notifiers.slack;

import io.holdpoint.model.Channel;
import io.holdpoint.model.Person;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.model.slack.SlackVault;
import io.holdpoint.notifiers.slack.SlackApi.RefusedException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A submitted form becomes one review, by the same desk as everywhere. */
final class Submissions {

  private static final Logger log = LoggerFactory.getLogger(Submissions.class);
  private static final String PURPOSE = "slack-form";

  private final SlackApi slack;
  private final SlackPeople people;
  private final ReviewDesk desk;
  private final Seals seals;
  private final SlackVault vault;
  private final Clock clock;

  Submissions(
      SlackApi slack,
      SlackPeople people,
      ReviewDesk desk,
      Seals seals,
      SlackVault vault,
      Clock clock) {
    this.slack = slack;
    this.people = people;
    this.desk = desk;
    this.seals = seals;
    this.vault = vault;
    this.clock = clock;
  }

  /** What Slack says of a submission. */
  record Submission(
      @Nullable String sealed,
      @Nullable String team,
      @Nullable String user,
      @Nullable String view,
      @Nullable String reason) {}

  /** What the form shows while its review is on the way. */
  static Map<String, Object> underway() {
    return ReviewForm.notice("One moment", "Your decision is being recorded …");
  }

  void take(Submission submission) {
    Optional<Seals.Form> form = seals.form(submission.sealed());
    Optional<SlackUser> user = SlackPeople.user(submission.team(), submission.user());
    if (user.isEmpty()) {
      return;
    }
    if (form.isEmpty() || !form.get().user().equals(user.get())) {
      people.refused(user.get(), "tampered", form.map(Seals.Form::request));
      tell(submission, form, "Not taken", "This form is not one that Holdpoint made for you.");
      return;
    }
    if (clock.instant().isAfter(form.get().until())) {
      tell(submission, form, "Not taken", "This form was open for too long. Click again.");
      return;
    }
    if (!vault.first(PURPOSE, form.get().nonce(), form.get().until().plusSeconds(60))) {
      return; // Submitted before: what came of that is shown.
    }
    switch (people.who(user.get())) {
      case SlackPeople.Unknown(var sentence) -> {
        people.refused(user.get(), "not_linked", Optional.of(form.get().request()));
        tell(submission, form, "Not taken", sentence);
      }
      case SlackPeople.Disabled(var sentence) -> {
        people.refused(user.get(), "disabled", Optional.of(form.get().request()));
        tell(submission, form, "Not taken", sentence);
      }
      case SlackPeople.Known(var person) -> review(submission, form.get(), person);
    }
  }

  private void review(Submission submission, Seals.Form form, Person person) {
    String reason = submission.reason() == null ? "" : submission.reason();
    String title = "Not taken";
    String sentence;
    try {
      desk.review(
          new ReviewOrder(
              person.id(), form.request(), form.decision(), reason, form.digest(), Channel.SLACK));
      title = form.decision() == ReviewDecision.APPROVE ? "Approved" : "Denied";
      sentence = standing(person, form);
    } catch (ReviewRefusedException e) {
      sentence = String.valueOf(e.getMessage());
    } catch (NoSuchRequestException | NotAllowedException e) {
      sentence = "There is no such request, or it is not yours to decide.";
    } catch (RuntimeException e) {
      log.warn("Slack: the review of {} could not be recorded", form.request(), e);
      sentence = "It could not be recorded. Look in the console how the request stands.";
    }
    tell(submission, Optional.of(form), title, sentence);
  }

  /** It is recorded; that how it stands cannot be read now does not undo it. */
  private String standing(Person person, Seals.Form form) {
    RequestDetail after;
    try {
      after = desk.open(person.id(), form.request());
    } catch (RuntimeException e) {
      return "Recorded.";
    }
    var summary = after.summary();
    if (summary.status().isFinal()) {
      return "Recorded. The request is " + summary.status().wire() + "; its agent is told.";
    }
    int open = summary.approvalsDemanded() - summary.approvalsGiven();
    return "Recorded. " + open + (open == 1 ? " approval is" : " approvals are") + " still needed.";
  }

  /** In the form; where that is closed, in the channel, to the one who submitted it only. */
  private void tell(
      Submission submission, Optional<Seals.Form> form, String title, String sentence) {
    try {
      slack.updateView(String.valueOf(submission.view()), ReviewForm.notice(title, sentence));
    } catch (RefusedException | DeliveryFailedException e) {
      String channel = form.map(f -> f.place().replaceFirst("/.*", "")).orElse("");
      if (!channel.isEmpty() && submission.user() != null) {
        slack.tellOnly(channel, submission.user(), Content.escape(title + ": " + sentence));
      }
    }
  }
}
