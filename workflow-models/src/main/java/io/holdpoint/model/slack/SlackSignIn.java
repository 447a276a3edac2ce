package io.holdpoint.model.slack;

import java.net.URI;

/**
 * Signing in with Slack (OpenID Connect), to prove which Slack user a signed-in person is. It signs
 * nobody in to the console.
 */
public interface SlackSignIn {

  /** Whether client id and secret are set. */
  boolean isOffered();

  /**
   * Where to send the browser.
   *
   * @param state comes back with the browser; bound to the session by the caller, used once
   * @param nonce comes back in Slack's token, likewise
   */
  URI start(String state, String nonce, String redirectUri);

  /**
   * Trades the code that the browser brought for who the user is, by a call of our own to Slack.
   *
   * @throws SlackSignInException Slack did not confirm it, or not for us; the message can be shown
   */
  SlackUser finish(String code, String nonce, String redirectUri);

  /** Signing in with Slack did not work. */
  final class SlackSignInException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SlackSignInException(String message) {
      super(message);
    }
  }
}
