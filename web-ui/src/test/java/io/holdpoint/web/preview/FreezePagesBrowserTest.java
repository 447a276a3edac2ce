package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The kill switch on a phone and without script: forms and links alone. */
@SpringBootTest(classes = PreviewApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class FreezePagesBrowserTest {

  @LocalServerPort private int port;
  @Autowired private Fixtures fixtures;
  @Autowired private FixtureFreezes freezes;
  private final Browser browser = Chromium.launch();
  private final BrowserContext context =
      browser.newContext(PagesBrowserTest.view(390, ColorScheme.DARK).setJavaScriptEnabled(false));
  private final Page page = context.newPage();

  @BeforeEach
  void signIn() {
    fixtures.reset();
    freezes.reset();
    page.setDefaultTimeout(10_000);
    page.navigate(url("/login"));
    PagesBrowserTest.signIn(page, "ada");
  }

  @AfterEach
  void close() {
    freezes.reset();
    context.close();
    browser.close();
  }

  private String url(String path) {
    return "http://localhost:" + port + path;
  }

  @Test
  void freezesWithABannerOnEveryPageAndThaws() {
    assertThat(page.locator(".frozen")).hasCount(0);
    page.navigate(url("/agents/support-bot"));
    page.locator("a:has-text('Freeze')").last().click();
    assertThat(page.locator("input[name=of]")).hasValue("support-bot");
    assertThat(page.locator("input[value=agent]")).isChecked();
    page.locator("input[name=reason]").fill("it <b>loops</b>");
    page.locator("button:has-text('Freeze now')").click();

    assertThat(page.locator(".notice.good")).containsText("on any instance");
    for (String path : new String[] {"/", "/history", "/policy", "/nowhere"}) {
      page.navigate(url(path));
      assertThat(page.locator(".frozen")).containsText("agent support-bot");
      assertThat(page.locator(".frozen")).containsText("it <b>loops</b>");
      assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
          .isEqualTo(0);
    }
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/390-dark-frozen.png")));
    page.locator(".frozen a").click();
    page.locator("button:has-text('Thaw')").click();
    assertThat(page.locator(".notice.good")).containsText("Thawed");
    assertThat(page.locator(".frozen")).hasCount(0);
  }

  @Test
  void tellsWhichFieldCannotBeTakenAndKeepsTheRest() {
    page.navigate(url("/freezes"));
    page.locator("input[value=tool]").check();
    page.locator("input[name=reason]").fill("the CRM is restored");
    page.locator("button:has-text('Freeze now')").click();

    assertThat(page.locator(".field-fault")).containsText("expected a tool");
    assertThat(page.locator("input[name=reason]")).hasValue("the CRM is restored");
    assertThat(page.locator("input[value=tool]")).isChecked();
    assertThat(freezes.inForce()).isEmpty();
  }
}
