package io.holdpoint.notifiers.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.Message;
import io.holdpoint.model.notice.DeliveryFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls of Slack's Web API that we make, and what their failures mean to us. */
final class SlackApi {

  static final String EVENT = "holdpoint_request";
  static final String DELIVERY = "delivery";

  /** Messages that are looked through for one that may have been posted before. */
  private static final int LOOK_BACK = 200;

  private static final Duration IF_NOT_SAID = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** The same would be answered again. */
  private static final Set<String> FOR_GOOD =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "invalid_arguments",
          "msg_too_long",
          "msg_blocks_too_long",
          "no_text",
          "message_not_found",
          "cant_update_message",
          "edit_window_closed",
          "is_archived");

  private final MethodsClient methods;

  SlackApi(MethodsClient methods) {
    this.methods = methods;
  }

  /** Where a message is. */
  record Posted(String channel, String ts) {

    /** The opaque form that the service keeps. */
    String receipt() {
      return channel + "/" + ts;
    }

    static Optional<Posted> of(String receipt) {
      String[] parts = receipt.split("/", -1);
      return parts.length == 2 ? Optional.of(new Posted(parts[0], parts[1])) : Optional.empty();
    }
  }

  /** Slack said no. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String error;

    RefusedException(String method, String error) {
      super("Slack answered " + method + " with " + error);
      this.error = error;
    }

    String error() {
      return error;
    }

    DeliveryFailedException asFailure() {
      return FOR_GOOD.contains(error)
          ? DeliveryFailedException.permanent(String.valueOf(getMessage()))
          : DeliveryFailedException.forNow(String.valueOf(getMessage()), null);
    }
  }

  /**
   * @param thread the time stamp of the message to reply to; null: none
   * @param broadcast whether a reply shows in the channel too
   * @param about goes with the message, for {@link #find}
   */
  Posted post(
      String channel,
      @Nullable String thread,
      Content content,
      boolean broadcast,
      Map<String, Object> about) {
    var response =
        call(
            "chat.postMessage",
            () ->
                methods.chatPostMessage(
                    r ->
                        r.channel(channel)
                            .threadTs(thread)
                            .replyBroadcast(broadcast)
                            .text(content.text())
                            .blocksAsString(Blocks.json(content.blocks()))
                            .metadata(new Message.Metadata(EVENT, about))
                            .parse("none")
                            .mrkdwn(false)
                            .linkNames(false)
                            .unfurlLinks(false)
                            .unfurlMedia(false)));
    return new Posted(response.getChannel(), response.getTs());
  }

  void update(Posted message, Content content) {
    call(
        "chat.update",
        () ->
            methods.chatUpdate(
                r ->
                    r.channel(message.channel())
                        .ts(message.ts())
                        .text(content.text())
                        .parse("none")
                        .linkNames(false)
                        .blocksAsString(Blocks.json(content.blocks()))));
  }

  /**
   * @param text in Slack's markup, escaped
   */
  void tellOnly(String channel, String user, String text) {
    call(
        "chat.postEphemeral",
        () ->
            methods.chatPostEphemeral(
                r -> r.channel(channel).user(user).text(text).linkNames(false)));
  }

  void openView(String trigger, Map<String, Object> view) {
    call(
        "views.open",
        () -> methods.viewsOpen(r -> r.triggerId(trigger).viewAsString(Blocks.json(view))));
  }

  void updateView(String id, Map<String, Object> view) {
    call(
        "views.update",
        () -> methods.viewsUpdate(r -> r.viewId(id).viewAsString(Blocks.json(view))));
  }

  /**
   * A message that was posted for this delivery before, by what went with it. Empty also when the
   * app has no leave to look.
   */
  Optional<Posted> find(String channel, @Nullable String thread, String delivery) {
    try {
      List<Message> messages =
          thread == null
              ? call(
                      "conversations.history",
                      () ->
                          methods.conversationsHistory(
                              r -> r.channel(channel).limit(LOOK_BACK).includeAllMetadata(true)))
                  .getMessages()
              : call(
                      "conversations.replies",
                      () ->
                          methods.conversationsReplies(
                              r ->
                                  r.channel(channel)
                                      .ts(thread)
                                      .limit(LOOK_BACK)
                                      .includeAllMetadata(true)))
                  .getMessages();
      return messages.stream()
          .filter(
              m ->
                  m.getMetadata() != null
                      && m.getMetadata().getEventPayload() != null
                      && delivery.equals(m.getMetadata().getEventPayload().get(DELIVERY)))
          .map(m -> new Posted(channel, m.getTs()))
          .findFirst();
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  /** One call through the SDK. */
  interface Call<T> {
    T make() throws IOException, SlackApiException;
  }

  /**
   * @throws RefusedException Slack's answer is no
   * @throws DeliveryFailedException there is no usable answer; whether it was done is not known
   *     unless Slack said when to come again
   */
  static <T extends SlackApiTextResponse> T call(String method, Call<T> call) {
    try {
      T response = call.make();
      if (!response.isOk()) {
        if ("ratelimited".equals(response.getError())) {
          throw DeliveryFailedException.retryAfter(method + ": rate limited", IF_NOT_SAID);
        }
        throw new RefusedException(method, String.valueOf(response.getError()));
      }
      return response;
    } catch (SlackApiException e) {
      int status = e.getResponse().code();
      if (status == 429) {
        throw DeliveryFailedException.retryAfter(
            method + ": rate limited", wait(e.getResponse().header("Retry-After")));
      }
      throw DeliveryFailedException.forNow(method + ": Slack answered " + status, null);
    } catch (IOException | com.google.gson.JsonParseException e) {
      // The cause's text may hold what was sent; its kind says enough.
      throw DeliveryFailedException.forNow(
          method + ": no answer from Slack (" + e.getClass().getSimpleName() + ")", null);
    }
  }

  private static Duration wait(@Nullable String header) {
    if (header == null || !header.strip().matches("[0-9]{1,6}")) {
      return IF_NOT_SAID;
    }
    Duration said = Duration.ofSeconds(Long.parseLong(header.strip()));
    return said.compareTo(LONGEST) > 0 ? LONGEST : said;
  }
}
