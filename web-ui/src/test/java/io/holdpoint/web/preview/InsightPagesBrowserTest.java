package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether people still read, and the dashboard, as an admin looks at them. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class InsightPagesBrowserTest extends PreviewPage {

  InsightPagesBrowserTest() {
    super(1280, ColorScheme.DARK, true);
  }

  @Test
  void showsWhatWaitsHowLongDecisionsTakeAndWhatPeoplesTimeTheyTook() {
    page.navigate(url("/insight?days=30"));
    Locator figures = page.locator(".figures .fig");
    assertThat(figures.nth(0)).containsText("14wait now, the longest since 1 h");
    assertThat(figures.nth(1)).containsText("4 min");
    assertThat(figures.nth(2)).containsText("33 min");
    assertThat(figures.nth(3)).containsText("21 h 52 min");
    assertThat(figures.nth(3)).containsText("90 more were given elsewhere and not timed");
    assertThat(page.locator(".levels-list li")).hasCount(2);
    assertThat(page.locator(".levels-list li").first()).containsText("sensitive");
    assertThat(page.locator(".levels-list meter").first()).hasAttribute("value", "11");
    shot("dashboard");
  }

  @Test
  void plotsEndsTimesAndWhatWasAskedAndHasTheSameFiguresAsATable() {
    page.navigate(url("/insight?days=30"));
    Locator ended = page.locator("svg.plot").nth(0);
    // Of thirty days six have nothing; each other has bars of approved, denied, expired, otherwise.
    for (String kind : new String[] {"good", "bad", "warn", "other"}) {
      assertThat(ended.locator("rect[class*=" + kind + "]").count()).as(kind).isPositive();
    }
    assertThat(ended.locator("rect title").first()).not().isEmpty();
    Locator times = page.locator("svg.plot").nth(1);
    assertThat(times.locator("g.line")).hasCount(2);
    Locator asked = page.locator("svg.plot").nth(2);
    assertThat(asked.locator("rect").count()).isPositive();
    page.locator("details summary:has-text('as a table')").click();
    assertThat(page.locator(".figures-table tbody tr")).hasCount(30);
    assertThat(page.locator(".figures-table tbody tr").first()).containsText("3 min");
    page.navigate(url("/insight?days=1"));
    assertThat(page.locator("svg.plot")).hasCount(0);
    assertThat(page.locator(".plot-none").first()).hasText("Nothing in this time.");
  }

  @Test
  void addsUpHoldsReleasesAndExpiriesByTierRuleAndAgent() {
    page.navigate(url("/insight?days=30"));
    Locator tier = page.locator("[aria-label='By tier'] tbody tr").first();
    assertThat(tier.locator("td"))
        .hasText(
            new String[] {"sensitive", "0", "0", "1,640", "1,300", "180", "31"},
            new LocatorAssertions.HasTextOptions().setUseInnerText(true));
    Locator rules = page.locator("[aria-label='By rule'] tbody tr");
    assertThat(rules.nth(1)).containsText("no rule matched: the default tier");
    assertThat(rules.nth(2)).containsText("<script>window.pwned=");
    assertThat(page.locator("[aria-label='By agent'] tbody tr").first())
        .containsText("support-bot");
    page.setViewportSize(390, 844);
    for (String figure : new String[] {"held 1,640", "denied 180", "expired 31"}) {
      assertThat(tier).containsText(Pattern.compile(figure.replace(" ", "\\s*")));
    }
    tier.scrollIntoViewIfNeeded();
    assertThat(tier.locator("td").last()).isInViewport();
    shot("dashboard");
    page.locator(".seg-links a:has-text('7 d')").click();
    assertThat(page.locator(".seg-links a[aria-current]")).hasText("7 d");
  }

  @Test
  void marksWhoDecidesFastAlikeAndWithoutEnd() {
    page.navigate(url("/insight"));
    page.locator(".tabs a:has-text('Are people still reading?')").click();
    page.locator(".seg-links a:has-text('30 d')").click();
    Locator ada = page.locator(".readers tbody tr").nth(0);
    assertThat(ada).containsText("812");
    assertThat(ada.locator(".look")).hasCount(3);
    assertThat(ada.locator(".look").nth(0)).containsText("99 %");
    assertThat(ada.locator(".look").nth(1)).containsText("420 of 800");
    assertThat(ada.locator(".look").nth(2)).containsText("133");
    assertThat(page.locator(".readers tbody tr").nth(1).locator(".look")).hasCount(0);
    assertThat(page.locator("#checks h2")).containsText("off");
    page.locator("#every").fill("40");
    page.locator("#checks button").click();
    assertThat(page.locator("#checks h2")).containsText("one for 40 reviews");
    assertThat(page.locator("#checks tbody tr").first()).containsText("4");
    shot("reading");
  }
}
