package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How people and programs are told, on a phone and without script. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class NoticePagesBrowserTest extends PreviewPage {

  @Autowired private FixtureNotices notices;

  NoticePagesBrowserTest() {
    super(390, ColorScheme.LIGHT, false);
  }

  @Test
  void letsAPersonSayWhatTheyAreToldAndWhenNot() {
    page.navigate(url("/account"));
    page.locator("a:has-text('How you are told')").click();
    assertThat(page.locator("input[value=held]")).isChecked();
    assertThat(page.locator("input[value=reminder]")).not().isChecked();
    page.locator("input[value=reminder]").check();
    page.locator("input[name=zone]").fill("Mars");
    page.locator("button:has-text('Save')").click();
    assertThat(page.locator(".field-fault")).containsText("no known time zone");
    assertThat(page.locator("input[value=reminder]")).isChecked();
    page.locator("input[name=zone]").fill("Europe/Paris");
    page.locator("button:has-text('Save')").click();
    assertThat(page.locator(".notice.good")).containsText("Saved.");
    assertThat(page.locator("input[value=reminder]")).isChecked();
    page.locator("input[name=from]").fill("");
    page.locator("input[name=to]").fill("");
    page.locator("button:has-text('Save')").click();
    assertThat(page.locator("input[name=zone]")).hasValue("");
  }

  @Test
  void letsAnAdministratorSetWhereAPersonIsTold() {
    page.navigate(url("/people/grace"));
    page.locator("input[name=mail]").fill("nowhere");
    page.locator("#addresses button").click();
    assertThat(page.locator(".field-fault")).containsText("expected one address");
    page.locator("input[name=mail]").fill("grace@example.org");
    page.locator("select[name=webhook]").selectOption("siem");
    page.locator("#addresses button").click();
    assertThat(page.locator(".notice.good")).containsText("Saved.");
    assertThat(page.locator("input[name=mail]")).hasValue("grace@example.org");
    assertThat(page.locator("select[name=webhook]")).hasValue("siem");
  }

  @Test
  void showsWhoWasToldFoldedUnlessThereIsTrouble() {
    page.navigate(url("/requests/" + fixtures.id("refund")));
    assertThat(page.locator("#told details")).hasAttribute("open", "open");
    assertThat(page.locator("#told tbody tr")).hasCount(5);
    assertThat(page.locator("#told tbody tr").nth(2)).containsText("it answered 503, 7 tries");
    assertThat(page.locator("#told summary")).containsText("2 in trouble");
  }

  @Test
  void makesTriesMovesAndDeletesAWebhookAndShowsItsSecretOnce() {
    page.navigate(url("/system"));
    page.locator("a:has-text('Webhooks')").click();
    assertThat(page.locator("tbody tr")).hasCount(2);
    page.locator("input[name=name]").fill("pager");
    page.locator("input[name=url]").fill("http://hooks.example.org");
    page.locator("button:has-text('Make the webhook')").click();
    assertThat(page.locator(".field-fault")).containsText("expected https");
    page.locator("input[name=url]").fill("https://hooks.example.org");
    page.locator("button:has-text('Make the webhook')").click();
    assertThat(page.locator("#secret")).hasText(FixtureNotices.SECRET);
    assertThat(page.locator(".secret")).containsText("stored only encrypted");
    page.locator("a:has-text('I have kept it')").click();
    assertThat(page.locator("h1")).hasText("pager");
    assertThat(page.locator("main")).not().containsText("whsec_");
    page.locator("button:has-text('Post a test')").click();
    assertThat(page.locator(".notice.good")).containsText("posted, and taken");
    page.locator("input[name=url]").fill("https://other.example.org");
    page.locator("button:has-text('Save')").click();
    assertThat(page.locator("input[name=url]")).hasValue("https://other.example.org");
    page.locator("button:has-text('New secret')").click();
    assertThat(page.locator("#secret")).isVisible();
    page.navigate(url("/webhooks/siem"));
    page.locator("button:has-text('Post a test')").click();
    assertThat(page.locator(".notice.bad")).containsText("it answered 503");
    page.navigate(url("/webhooks/pager"));
    page.locator("button:has-text('Delete the webhook')").click();
    assertThat(page.locator("tbody tr")).hasCount(2);
  }
}
