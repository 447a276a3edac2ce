package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The request page as a person on a phone at night meets it. */
@SpringBootTest(classes = PreviewApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RequestPageBrowserTest {

  private static Browser browser;

  @LocalServerPort private int port;
  @Autowired private Fixtures fixtures;

  @BeforeAll
  static void open() {
    browser = Chromium.launch();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @BeforeEach
  void fresh() {
    fixtures.reset();
  }

  private Page request(BrowserContext context, String name) {
    Page page = context.newPage();
    page.navigate("http://localhost:" + port + "/login");
    PagesBrowserTest.signIn(page, "ada");
    page.navigate("http://localhost:" + port + "/requests/" + fixtures.id(name));
    return page;
  }

  @Test
  void saysEverythingThatMattersInTheFirstScreenOfAPhone() {
    try (BrowserContext phone = browser.newContext(PagesBrowserTest.view(390, ColorScheme.DARK))) {
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
    try (BrowserContext desktop =
        browser.newContext(PagesBrowserTest.view(1280, ColorScheme.LIGHT))) {
      Page page = request(desktop, "four-eyes");
      assertThat(page.locator(".effect")).hasText("cannot be undone");
      page.navigate("http://localhost:" + port + "/requests/" + fixtures.id("read"));
      assertThat(page.locator(".effect")).hasText("only reads");
      page.navigate("http://localhost:" + port + "/requests/" + fixtures.id("hostile"));
      assertThat(page.locator(".effect")).containsText("not classified");
    }
  }

  @Test
  void showsWhatTheAgentSaysWouldChangeFencedAsItsWord() {
    try (BrowserContext desktop =
        browser.newContext(PagesBrowserTest.view(1280, ColorScheme.LIGHT))) {
      Page page = request(desktop, "refund");
      assertThat(page.locator("#claimed")).containsText("unverified");
      assertThat(page.locator("#claimed .d-removed .text"))
          .hasText(new String[] {"  \"balance\": 1249.5,", "  \"state\": \"paid\""});
      assertThat(page.locator("#claimed .d-added .text"))
          .hasText(new String[] {"  \"balance\": 0,", "  \"state\": \"refunded\""});
      assertThat(page.locator("#words .code")).not().containsText("balance");

      page.navigate("http://localhost:" + port + "/requests/" + fixtures.id("hostile"));
      assertThat(page.locator("#claimed .d-added .text").last())
          .hasText("<script>window.pwned=4</script>");
      assertThat(page.locator("#claimed")).containsText("‹U+202E›");
      assertThat(page.evaluate("window.pwned")).isNull();

      page.navigate("http://localhost:" + port + "/requests/" + fixtures.id("big"));
      assertThat(page.locator("#claimed .diff li")).hasCount(2_000);
      assertThat(page.locator("#claimed .err-line")).containsText("1,003 more lines are not shown");

      page.navigate("http://localhost:" + port + "/requests/" + fixtures.id("deploy"));
      assertThat(page.locator("#claimed")).hasCount(0);
    }
  }

  @Test
  void helpsToJudgeByWhatHoldpointItselfKnows() {
    try (BrowserContext desktop =
        browser.newContext(PagesBrowserTest.view(1280, ColorScheme.LIGHT))) {
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
}
