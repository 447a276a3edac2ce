package io.holdpoint.web.account;

import io.holdpoint.model.desk.BadInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Remembers the theme for readers without script; with it the page sets the same cookie itself. */
@Controller
class ThemeMemory {

  @PostMapping("/theme")
  String remember(
      @RequestParam String theme,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!Theme.ALL.contains(theme)) {
      throw new BadInputException("theme", "theme: expected auto, light or dark");
    }
    ResponseCookie cookie =
        ResponseCookie.from(Theme.COOKIE, theme)
            .path("/")
            .maxAge(Duration.ofDays(365))
            .sameSite("Lax")
            .secure(request.isSecure())
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    return "redirect:" + (isOurs(back) ? back : "/");
  }

  /** A path of this console and nothing that a browser could take for another host. */
  static boolean isOurs(String back) {
    return back.matches("/|/[A-Za-z0-9][A-Za-z0-9/._@-]*");
  }
}
