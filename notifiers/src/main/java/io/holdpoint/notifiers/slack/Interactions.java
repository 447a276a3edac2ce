package io.holdpoint.notifiers.slack;

import com.slack.api.Slack;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.ViewState;
import io.holdpoint.model.ReviewDecision;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do in Slack, however it came: acknowledged at once, done afterwards. Bolt finds who
 * is to hear of it; it verifies nothing here and calls nobody before it acknowledges.
 */
final class Interactions {

  private static final Logger log = LoggerFactory.getLogger(Interactions.class);
  private static final Pattern OTHERS =
      Pattern.compile("(?!hp_approve$|hp_deny$).*", Pattern.DOTALL);

  private final AppConfig config;
  private final App app;
  private final SlackWork work;
  private final Clicks clicks;
  private final Submissions submissions;

  Interactions(Slack slack, SlackWork work, Clicks clicks, Submissions submissions) {
    this.work = work;
    this.clicks = clicks;
    this.submissions = submissions;
    this.config =
        AppConfig.builder()
            .slack(slack)
            .singleTeamBotToken(null)
            .signingSecret(null)
            .clientId(null)
            .clientSecret(null)
            .threadPoolSize(1)
            .unmatchedRequestHandler(request -> Response.ok())
            .build();
    // No middleware: the SDK's would ask Slack who we are before it answers Slack.
    this.app = new App(config, List.of());
    app.blockAction(
        RequestMessage.APPROVE,
        (request, context) -> clicked(ReviewDecision.APPROVE, request.getPayload()));
    app.blockAction(
        RequestMessage.DENY,
        (request, context) -> clicked(ReviewDecision.DENY, request.getPayload()));
    app.blockAction(OTHERS, (request, context) -> Response.ok());
    app.viewSubmission(ReviewForm.CALLBACK, (request, context) -> submitted(request.getPayload()));
  }

  AppConfig config() {
    return config;
  }

  App app() {
    return app;
  }

  /** See {@link SlackWork#answering}. */
  void answering(SlackWork.Answer answer) throws IOException {
    work.answering(answer);
  }

  /** Never throws, and answers 200 to whatever it is: it was well signed. */
  Response take(@Nullable Request<?> request) {
    if (request == null) {
      return Response.ok();
    }
    try {
      Response response = app.run(request);
      return response.getStatusCode() == 200 ? response : Response.ok();
    } catch (Exception e) {
      log.warn("Slack: something that cannot be read ({})", e.getClass().getSimpleName());
      return Response.ok();
    }
  }

  private Response clicked(ReviewDecision decision, BlockActionPayload payload) {
    var user = payload.getUser();
    var container = payload.getContainer();
    var action = payload.getActions().getFirst();
    if (user != null) {
      var click =
          new Clicks.Click(
              decision,
              action.getValue(),
              team(user.getTeamId(), payload.getTeam() == null ? null : payload.getTeam().getId()),
              user.getId(),
              container == null ? null : container.getChannelId(),
              container == null ? null : container.getMessageTs(),
              payload.getTriggerId());
      work.later("a click", () -> clicks.take(click));
    }
    return Response.ok();
  }

  private Response submitted(ViewSubmissionPayload payload) {
    var user = payload.getUser();
    var view = payload.getView();
    if (user == null || view == null) {
      return Response.ok();
    }
    var submission =
        new Submissions.Submission(
            view.getPrivateMetadata(),
            team(user.getTeamId(), payload.getTeam() == null ? null : payload.getTeam().getId()),
            user.getId(),
            view.getId(),
            reason(view.getState()));
    work.later("a form", () -> submissions.take(submission));
    return Response.builder()
        .statusCode(200)
        .contentType("application/json")
        .body(Blocks.json(Blocks.of("response_action", "update", "view", Submissions.underway())))
        .build();
  }

  /** The user's own workspace: in a shared channel the app's is another. */
  private static @Nullable String team(@Nullable String ofUser, @Nullable String ofApp) {
    return ofUser == null || ofUser.isEmpty() ? ofApp : ofUser;
  }

  private static @Nullable String reason(@Nullable ViewState state) {
    if (state == null || state.getValues() == null) {
      return null;
    }
    var block = state.getValues().get(ReviewForm.REASON_BLOCK);
    var field = block == null ? null : block.get(ReviewForm.REASON);
    return field == null ? null : field.getValue();
  }
}
