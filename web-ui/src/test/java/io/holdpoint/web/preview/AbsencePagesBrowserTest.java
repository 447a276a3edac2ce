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

/** Who stands in, on a phone and without script. */
@SpringBootTest(classes = PreviewApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class AbsencePagesBrowserTest {

  @LocalServerPort private int port;
  @Autowired private Fixtures fixtures;
  @Autowired private FixtureAbsences absences;
  private final Browser browser = Chromium.launch();
  private final BrowserContext context =
      browser.newContext(PagesBrowserTest.view(390, ColorScheme.DARK).setJavaScriptEnabled(false));
  private final Page page = context.newPage();

  @BeforeEach
  void signIn() {
    fixtures.reset();
    absences.reset();
    page.setDefaultTimeout(10_000);
    page.navigate(url("/login"));
    PagesBrowserTest.signIn(page, "ada");
  }

  @AfterEach
  void close() {
    absences.reset();
    context.close();
    browser.close();
  }

  private String url(String path) {
    return "http://localhost:" + port + path;
  }

  @Test
  void namesWhoStandsInAndEndsIt() {
    page.navigate(url("/account"));
    page.locator("a:has-text('Who stands in')").click();
    assertThat(page.locator("#absences")).containsText("Nobody");
    page.locator("select[name=delegate]").selectOption("ben");
    page.locator("input[name=to]").fill("2031-01-02T08:00");
    page.locator("button:has-text('Name them')").click();
    assertThat(page.locator(".field-fault")).containsText("at least one");
    assertThat(page.locator("select[name=delegate]")).hasValue("ben");
    assertThat(page.locator("input[name=to]")).hasValue("2031-01-02T08:00");

    page.locator("input[name=group]").first().check();
    page.locator("button:has-text('Name them')").click();
    assertThat(page.locator(".notice.good")).containsText("Saved");
    assertThat(page.locator("#absences")).containsText("ben");
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .isEqualTo(0);
    shot("390-dark-absences");
    page.setViewportSize(1280, 900);
    shot("1280-dark-absences");
    page.locator("button:has-text('End now')").click();
    assertThat(page.locator("#absences .chip.off")).containsText("over");
    assertThat(page.locator("button:has-text('End now')")).hasCount(0);
  }

  @Test
  void showsAnAdminWhoStandsInForOthers() {
    page.navigate(url("/people/grace"));
    page.locator("a:has-text('who stands in')").click();
    assertThat(page.locator("h1")).hasText("While grace is away");
    page.navigate(url("/people/nobody-there/absences"));
    assertThat(page.locator("h1")).not().containsText("away");
  }

  private void shot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target/screenshots/" + name + ".png")));
  }
}
