package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The kill switch on a phone and without script: forms and links alone. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class FreezePagesBrowserTest extends PreviewPage {

  @Autowired private FixtureFreezes freezes;

  FreezePagesBrowserTest() {
    super(390, ColorScheme.DARK, false);
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
