package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.desk.VerdictDesk.ResultView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What came of an approval, and taking it back: on a phone and without script. */
@SpringBootTest(classes = PreviewApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ApprovalUseBrowserTest {

  @LocalServerPort private int port;
  @Autowired private Fixtures fixtures;
  @Autowired private FixtureVerdicts verdicts;
  private final Browser browser = Chromium.launch();
  private final BrowserContext context =
      browser.newContext(PagesBrowserTest.view(390, ColorScheme.DARK).setJavaScriptEnabled(false));
  private final Page page = context.newPage();

  @BeforeEach
  void signIn() {
    fixtures.reset();
    verdicts.reset();
    page.setDefaultTimeout(10_000);
    page.navigate(url("/login"));
    PagesBrowserTest.signIn(page, "ada");
  }

  @AfterEach
  void close() {
    verdicts.reset();
    context.close();
    browser.close();
  }

  private String url(String path) {
    return "http://localhost:" + port + path;
  }

  private Locator open(String name) {
    page.navigate(url("/requests/" + fixtures.id(name)));
    return page.locator("#use");
  }

  @Test
  void takesAnUnusedApprovalBackWithAReason() {
    assertThat(open("read")).containsText("Not used yet.");
    shot("unused");
    page.locator("#use a:has-text('Revoke')").click();
    page.locator("#reason").fill("   ");
    page.locator("button:has-text('Revoke the approval')").click();
    assertThat(page.locator(".field-fault")).containsText("expected 1 to 1,000");
    page.locator("#reason").fill("Wrong <b>customer</b>");
    shot("revoke");
    page.locator("button:has-text('Revoke the approval')").click();

    assertThat(page.locator("#use")).containsText("Revoked by ada");
    assertThat(page.locator("#use .said")).hasText("Wrong <b>customer</b>");
    assertThat(page.locator("#use a")).hasCount(0);
    shot("revoked");
  }

  @Test
  void saysWhoRedeemedItAndWhatWasReportedInHarmlessWords() {
    verdicts.redeemed(
        fixtures.id("read"),
        "enforcement:crm-gateway",
        Optional.of(new ResultView("failed", Fixtures.HOSTILE, Instant.now())));
    assertThat(open("read")).containsText("Redeemed by enforcement point crm-gateway");
    assertThat(page.locator("#use")).containsText("It failed");
    assertThat(page.locator("#use .said")).containsText("<script>window.pwned=1</script>");
    assertThat(page.locator("#use .said .odd").first()).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .isEqualTo(0);
    shot("failed");
  }

  @Test
  void refusesARevocationThatComesTooLate() {
    open("read");
    page.locator("#use a:has-text('Revoke')").click();
    verdicts.redeemed(fixtures.id("read"), "agent:support-bot", Optional.empty());
    page.locator("#reason").fill("Wrong customer");
    page.locator("button:has-text('Revoke the approval')").click();

    assertThat(page.locator("[role=alert]")).containsText("Nothing was revoked.");
    assertThat(open("read")).containsText("Redeemed by agent support-bot");
  }

  @Test
  void showsNothingOfItOnWhatIsNoApproval() {
    assertThat(open("refund")).isHidden();
    assertThat(open("denied")).isHidden();
  }

  private void shot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots/390-dark-use-" + name + ".png"))
            .setFullPage(true));
  }
}
