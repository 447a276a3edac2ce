package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The request page as a person on a phone at night meets it. */
class RequestPageBrowserTest extends Preview {

  private Page request(BrowserContext context, String name) {
    Page page = context.newPage();
    signIn(page, "ada");
    page.navigate(url("/requests/" + fixtures.id(name)));
    return page;
  }

  @Test
  void saysEverythingThatMattersInTheFirstScreenOfAPhone() {
    try (BrowserContext phone = BROWSER.newContext(view(390, ColorScheme.DARK))) {
      // Of two groups; with a condition that failed.
      for (String name : List.of("four-eyes", "refund")) {
        Page page = request(phone, name);
        double bar = page.locator("#decide-bar").boundingBox().y;
        for (String part :
            List.of(
                ".headline h1",
                ".headline .tool",
                ".effect",
                "#state .tier",
                "#state .left",
                ".facts .target",
                ".facts .with",
                ".facts .why",
                "#places")) {
          var box = page.locator(part).first().boundingBox();
          assertThat(box.y + box.height).as(name + " " + part).isLessThanOrEqualTo(bar);
        }
        phone.clearCookies();
      }
    }
  }

  @Test
  void saysHowFarTheEffectCanBeTakenBack() {
    try (BrowserContext desktop = BROWSER.newContext(view(1280, ColorScheme.LIGHT))) {
      Page page = request(desktop, "four-eyes");
      assertThat(page.locator(".effect")).hasText("cannot be undone");
      page.navigate(url("/requests/" + fixtures.id("read")));
      assertThat(page.locator(".effect")).hasText("only reads");
      page.navigate(url("/requests/" + fixtures.id("hostile")));
      assertThat(page.locator(".effect")).containsText("not classified");
    }
  }

  @Test
  void showsWhatTheAgentSaysWouldChangeFencedAsItsWord() {
    try (BrowserContext desktop = BROWSER.newContext(view(1280, ColorScheme.LIGHT))) {
      Page page = request(desktop, "refund");
      assertThat(page.locator("#claimed")).containsText("unverified");
      assertThat(page.locator("#claimed .d-removed .text"))
          .hasText(new String[] {"  \"balance\": 1249.5,", "  \"state\": \"paid\""});
      assertThat(page.locator("#claimed .d-added .text"))
          .hasText(new String[] {"  \"balance\": 0,", "  \"state\": \"refunded\""});
      assertThat(page.locator("#words .code")).not().containsText("balance");

      page.navigate(url("/requests/" + fixtures.id("hostile")));
      assertThat(page.locator("#claimed .d-added .text").last())
          .hasText("<script>window.pwned=4</script>");
      assertThat(page.locator("#claimed")).containsText("‹U+202E›");
      assertThat(page.evaluate("window.pwned")).isNull();

      page.navigate(url("/requests/" + fixtures.id("big")));
      assertThat(page.locator("#claimed .diff li")).hasCount(2_000);
      assertThat(page.locator("#claimed .err-line")).containsText("1,003 more lines are not shown");

      page.navigate(url("/requests/" + fixtures.id("deploy")));
      assertThat(page.locator("#claimed")).hasCount(0);
    }
  }

  @Test
  void helpsToJudgeByWhatHoldpointItselfKnows() {
    try (BrowserContext desktop = BROWSER.newContext(view(1280, ColorScheme.LIGHT))) {
      Page page = request(desktop, "four-eyes");
      assertThat(page.locator("#alike .tally-line")).containsText("12 approved");
      assertThat(page.locator("#alike .alike li")).hasCount(3);
      assertThat(page.locator("#alike .alike li").first()).containsText("Wrong list");
      assertThat(page.locator("#record .look").first()).containsText("denied");
      assertThat(page.locator("#chain svg.task-graph a")).hasCount(2);
      assertThat(page.locator("#chain svg .g-here")).containsText("This: Delete customers/42");
      page.locator("#chain summary").click();
      assertThat(page.locator("#chain ol.chain li")).hasCount(2);
      page.locator("#chain svg.task-graph a .what").first().click();
      assertThat(page.locator("h1")).containsText("Read");
    }
  }

  @Test
  void changesArgumentsInAFormOfTheCatalogueAndShowsTheDifferenceFirst() {
    try (BrowserContext phone = BROWSER.newContext(view(390, ColorScheme.LIGHT))) {
      Page page = request(phone, "refund");
      page.navigate(page.url() + "/change");
      assertThat(page.getByLabel("Amount")).hasAttribute("type", "number");
      assertThat(page.getByLabel("Amount")).hasAttribute("max", "2000");
      assertThat(page.getByLabel("Currency").locator("option")).hasCount(3);
      page.getByLabel("Amount").fill("12.5");
      page.getByLabel("Tell the customer").selectOption("false");
      page.getByLabel("IBAN").fill("DE02");
      page.getByLabel("charge").fill("\"ch_3PqX82");
      page.getByLabel("Reason").fill("half of it");
      page.locator("button[value=look]").click();

      // What cannot be read is marked, and what was typed is still there.
      assertThat(page.locator(".field-fault")).hasCount(1);
      assertThat(page.locator(".field-fault")).containsText("no JSON");
      assertThat(page.getByLabel("Amount")).hasValue("12.5");
      page.getByLabel("charge").fill("\"ch_3PqX81\"");
      page.locator("button[value=look]").click();

      assertThat(page.locator("#difference .d-removed .text"))
          .hasText(new String[] {"  \"amount\": 1249.5,", "  \"notify\": true"});
      assertThat(page.locator("#difference .d-added .text"))
          .hasText(
              new String[] {
                "  \"amount\": 12.5,",
                "  \"bank\": {",
                "    \"iban\": \"DE02\"",
                "  },",
                "  \"notify\": false"
              });
      assertThat(page.locator("#then")).containsText("stricter than now");
      page.locator("button[value=edit]").click();
      assertThat(page.getByLabel("IBAN")).hasValue("DE02");
      page.getByLabel("IBAN").fill("");
      page.getByLabel("Tell the customer").selectOption("true");
      page.locator("button[value=look]").click();
      assertThat(page.locator("#difference .d-added .text"))
          .hasText(new String[] {"  \"amount\": 12.5,"});
    }
  }

  @Test
  void marksWhatDoesNotFitTheCatalogueWhereItStands() {
    try (BrowserContext desktop = BROWSER.newContext(view(1280, ColorScheme.DARK))) {
      Page page = request(desktop, "refund");
      page.navigate(page.url() + "/change");
      page.locator("form[action$=change]").evaluate("f => f.noValidate = true");
      page.getByLabel("Amount").fill("2000.01");
      page.getByLabel("Reason").fill("more");
      page.locator("button[value=look]").click();
      assertThat(page.locator(".part:has([aria-invalid]) .field-fault"))
          .hasText("too large, expected at most 2000");

      page.navigate(url("/requests/" + fixtures.id("hostile") + "/change"));
      assertThat(page.evaluate("window.pwned")).isNull();
      assertThat(page.getByLabel("<script>window.pwned=3</script>"))
          .hasValue(java.util.regex.Pattern.compile("u202egnp.exe"));
      page.getByText("All of it as JSON").click();
      assertThat(page.locator("#arguments")).isVisible();
      page.getByText("As a form").click();
      assertThat(page.getByLabel("Amount")).isVisible();
    }
  }
}
