package io.holdpoint.web.account;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.web.util.WebUtils;

/** Light, dark, or as the device says: remembered in a cookie, so that no script must run first. */
public final class Theme {

  public static final String AUTO = "auto";
  static final String COOKIE = "holdpoint-theme";
  static final Set<String> ALL = Set.of(AUTO, "light", "dark");

  private Theme() {}

  /** The remembered theme; anything unknown reads as {@link #AUTO}. */
  public static String of(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return cookie != null && ALL.contains(cookie.getValue()) ? cookie.getValue() : AUTO;
  }
}
