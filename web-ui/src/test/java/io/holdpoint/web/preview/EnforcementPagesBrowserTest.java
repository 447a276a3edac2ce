package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

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

/** The enforcement points, and the terms of a tier that leave redeeming to them. */
@SpringBootTest(classes = PreviewApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class EnforcementPagesBrowserTest {

  @LocalServerPort private int port;
  @Autowired private Fixtures fixtures;
  @Autowired private FixturePoints points;
  @Autowired private FixturePolicy policy;
  private final Browser browser = Chromium.launch();
  private final BrowserContext context =
      browser.newContext(PagesBrowserTest.view(390, ColorScheme.LIGHT).setJavaScriptEnabled(false));
  private final Page page = context.newPage();

  @BeforeEach
  void signIn() {
    fixtures.reset();
    points.reset();
    policy.reset();
    page.setDefaultTimeout(10_000);
    page.navigate(url("/login"));
    PagesBrowserTest.signIn(page, "ada");
  }

  @AfterEach
  void close() {
    points.reset();
    policy.reset();
    context.close();
    browser.close();
  }

  private String url(String path) {
    return "http://localhost:" + port + path;
  }

  private void shot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots/390-light-" + name + ".png"))
            .setFullPage(true));
  }

  @Test
  void makesAPointWhoseKeyIsShownOnceAndDisablesIt() {
    page.navigate(url("/agents"));
    page.locator("a:has-text('enforcement points')").click();
    shot("points");
    page.locator("#new input[name=id]").fill("mail-gateway");
    page.locator("#new textarea").fill("mail.?");
    page.locator("#new button").click();
    assertThat(page.locator(".field-fault")).containsText("expected letters");
    page.locator("#new textarea").fill("mail.*, news.send\nlists.add");
    page.locator("#new button").click();
    assertThat(page.locator("#secret")).containsText("hpt_mail-gateway_");
    page.locator("a:has-text('I have kept it')").click();
    assertThat(page.locator(".facts")).containsText("mail.*, news.send, lists.add");
    assertThat(page.locator("main")).not().containsText("hpt_");
    page.locator("button:has-text('Disable it')").click();
    assertThat(page.locator(".notice.good")).containsText("Disabled. This holds at once.");
    assertThat(page.locator("button:has-text('Enable it')")).isVisible();
  }

  @Test
  void saysWhyAKeyCouldNotBeRevoked() {
    page.navigate(url("/enforcement-points/crm-gateway"));
    shot("point");
    page.locator("button:has-text('Revoke')").first().click();
    assertThat(page.locator("[role=alert]")).containsText("Nothing was changed.");
  }

  @Test
  void saysInATierWhoRedeemsAndForHowLong() {
    page.navigate(url("/policy/draft/tier?name=critical"));
    page.locator("input[name=useWithin]").fill("2");
    page.locator("input[name=redeemBy][value=tool]").check();
    shot("tier-use");
    page.locator("button:has-text('Save in the draft')").click();
    page.waitForURL(u -> !u.contains("/policy/draft/tier"));
    page.navigate(url("/policy/draft/tier?name=critical"));
    assertThat(page.locator("input[name=useWithin]")).hasValue("2");
    assertThat(page.locator("input[name=redeemBy][value=tool]")).isChecked();
  }
}
