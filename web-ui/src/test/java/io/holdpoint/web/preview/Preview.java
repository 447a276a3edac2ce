package io.holdpoint.web.preview;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The console alone, as it was at first before each test; one application and one browser for all.
 */
@SpringBootTest(classes = PreviewApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class Preview {

  /** Milliseconds for which a page is waited for: busy machines are slow. */
  static final double PATIENCE = 30_000;

  static final Browser BROWSER = Chromium.launch();

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
  }

  @LocalServerPort private int port;
  @Autowired Fixtures fixtures;

  @BeforeEach
  void asAtFirst(@Autowired List<Fixture> others) {
    fixtures.reset();
    others.forEach(Fixture::reset);
  }

  final String url(String path) {
    return "http://localhost:" + port + path;
  }

  /** Signs somebody in, whoever was before. */
  final void signIn(Page page, String who) {
    page.context().clearCookies();
    page.navigate(url("/login"));
    page.locator("input[name=username]").fill(who);
    page.locator("input[name=password]").fill("preview");
    page.locator("button:has-text('Sign in')").click();
    page.waitForURL(u -> !u.contains("/login"));
  }

  static Browser.NewContextOptions view(int width, ColorScheme scheme) {
    return new Browser.NewContextOptions()
        .setViewportSize(width, width < 500 ? 844 : 900)
        .setHasTouch(width < 500)
        .setColorScheme(scheme);
  }

  /** What the browser complains of, but for the refusals that tests look at on purpose. */
  static List<String> complaints(Page page) {
    var complaints = new ArrayList<String>();
    page.onConsoleMessage(
        m -> {
          boolean refusal =
              m.text().matches("(?s)Failed to load.*status of (403|404|409|422|502) .*");
          if (!m.type().equals("log") && !m.type().equals("debug") && !refusal) {
            complaints.add(page.url() + ": " + m.text());
          }
        });
    page.onPageError(complaints::add);
    page.onDialog(
        d -> {
          complaints.add("dialog: " + d.message());
          d.dismiss();
        });
    return complaints;
  }
}
