package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.desk.VerdictDesk.ResultView;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What came of an approval, and taking it back: on a phone and without script. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class ApprovalUseBrowserTest extends PreviewPage {

  @Autowired private FixtureVerdicts verdicts;

  private Locator open(String name) {
    page.navigate(url("/requests/" + fixtures.id(name)));
    return page.locator("#use");
  }

  ApprovalUseBrowserTest() {
    super(390, ColorScheme.DARK, false);
  }

  @Test
  void takesAnUnusedApprovalBackWithAReason() {
    assertThat(open("read")).containsText("Not used yet.");
    shot("use-unused");
    page.locator("#use a:has-text('Revoke')").click();
    page.locator("#reason").fill("   ");
    page.locator("button:has-text('Revoke the approval')").click();
    assertThat(page.locator(".field-fault")).containsText("expected 1 to 1,000");
    page.locator("#reason").fill("Wrong <b>customer</b>");
    shot("use-revoke");
    page.locator("button:has-text('Revoke the approval')").click();

    assertThat(page.locator("#use")).containsText("Revoked by ada");
    assertThat(page.locator("#use .said")).hasText("Wrong <b>customer</b>");
    assertThat(page.locator("#use a")).hasCount(0);
    shot("use-revoked");
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
    shot("use-failed");
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
}
