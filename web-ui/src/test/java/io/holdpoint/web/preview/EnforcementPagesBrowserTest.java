package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The enforcement points, and the terms of a tier that leave redeeming to them. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class EnforcementPagesBrowserTest extends PreviewPage {

  @Autowired private FixturePoints points;
  @Autowired private FixturePolicy policy;

  EnforcementPagesBrowserTest() {
    super(390, ColorScheme.LIGHT, false);
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
