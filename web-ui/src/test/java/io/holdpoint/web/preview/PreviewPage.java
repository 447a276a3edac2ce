package io.holdpoint.web.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A page of the console for each test, on which Ada is signed in: admin, reviewer and auditor. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class PreviewPage extends Preview {

  private final String theme;
  final BrowserContext context;
  final Page page;
  private final List<String> complaints;

  PreviewPage(int width, ColorScheme theme, boolean script) {
    Browser.NewContextOptions view = view(width, theme).setJavaScriptEnabled(script);
    this.theme = theme.name().toLowerCase(Locale.ROOT);
    this.context = BROWSER.newContext(view);
    this.page = context.newPage();
    this.page.setDefaultTimeout(PATIENCE);
    this.complaints = complaints(page);
  }

  @BeforeEach
  void signIn() {
    signIn("ada");
  }

  @AfterEach
  void close() {
    context.close();
    assertThat(complaints).isEmpty();
  }

  final void signIn(String who) {
    signIn(page, who);
  }

  /** A picture of the whole page, which is nowhere wider than the window. */
  final void shot(String name) {
    String file = page.viewportSize().width + "-" + theme + "-" + name + ".png";
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", file))
            .setFullPage(true));
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .as(name)
        .isEqualTo(0);
  }
}
