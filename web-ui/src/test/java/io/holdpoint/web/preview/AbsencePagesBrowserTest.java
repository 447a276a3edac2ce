package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who stands in, on a phone and without script. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class AbsencePagesBrowserTest extends PreviewPage {

  @Autowired private FixtureAbsences absences;

  AbsencePagesBrowserTest() {
    super(390, ColorScheme.DARK, false);
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
    shot("absences");
    page.setViewportSize(1280, 900);
    shot("absences");
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
}
