package io.holdpoint.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** Who a person is in Slack, as an admin and the person themselves see and change it. */
class SlackLinksBrowserTest extends ConsoleInBrowser {

  @Test
  void anAdminLinksAPersonWhoSeesItAndCanEndIt() {
    Page admin = signedIn("admin", 390);
    admin.navigate(address() + "/people/rita");
    admin.locator("a:has-text('Who they are in Slack')").click();
    assertThat(admin.locator("h1")).hasText("Slack");
    assertThat(admin.locator("main")).containsText("Who rita is in Slack");
    assertThat(admin.locator("main")).containsText("Nobody yet.");
    admin.locator("input[name=team]").fill("acme");
    admin.locator("input[name=user]").fill("U0123RITA");
    admin.locator("button:has-text('Link')").click();
    assertThat(admin.locator(".field-fault")).containsText("such as T0123ABCD");
    assertThat(admin.locator("input[name=team]")).hasValue("acme");
    assertThat(admin.locator("input[name=team]")).hasAttribute("aria-invalid", "true");
    assertThat(admin.locator("input[name=user]")).hasValue("U0123RITA");
    picture(admin, "slack-fault-390");
    admin.locator("input[name=team]").fill("T0123ACME");
    admin.locator("button:has-text('Link')").click();
    assertThat(admin.locator(".notice.good")).isVisible();
    assertThat(admin.locator("tbody tr")).containsText("U0123RITA");
    assertThat(admin.locator("tbody tr")).containsText("by admin");
    picture(admin, "slack-linked-390");
    admin.navigate(address() + "/people/otto/slack");
    admin.locator("input[name=team]").fill("T0123ACME");
    admin.locator("input[name=user]").fill("U0123RITA");
    admin.locator("button:has-text('Link')").click();
    assertThat(admin.locator("[role=alert]")).containsText("Nothing was changed.");
    picture(admin, "slack-taken-390");

    Page rita = signedIn("rita", 1280, ColorScheme.DARK);
    rita.navigate(address() + "/account");
    rita.locator("a:has-text('Who you are in Slack')").click();
    assertThat(rita.locator("tbody tr")).containsText("T0123ACME");
    picture(rita, "slack-own-1280-dark");
    rita.locator("button:has-text('Unlink')").click();
    assertThat(rita.locator("main")).containsText("Nobody yet.");
    assertThat(rita.request().get(address() + "/people/otto/slack").status()).isEqualTo(403);
  }
}
