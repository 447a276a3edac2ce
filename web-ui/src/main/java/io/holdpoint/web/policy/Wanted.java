package io.holdpoint.web.policy;

import jakarta.servlet.http.HttpServletRequest;

/** What a form is about to do, in words: for the page that has to say that it was not done. */
final class Wanted {

  private static final String KEY = Wanted.class.getName();

  private Wanted() {}

  static void say(HttpServletRequest request, String what) {
    request.setAttribute(KEY, what);
  }

  static String of(HttpServletRequest request) {
    return request.getAttribute(KEY) instanceof String what ? what : "Change the draft";
  }
}
