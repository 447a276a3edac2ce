package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The inbox as a reviewer works with it: by keys, by ticks, by thumb. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class InboxBrowserTest extends PreviewPage {

  private static final PersonId ADA = new PersonId("ada");

  InboxBrowserTest() {
    super(1280, ColorScheme.LIGHT, true);
  }

  @Test
  void approvesByKeysOnlyAfterAConfirmationThatShowsTheWholeAction() {
    go("j");
    go("a");
    Locator confirm = page.locator("#confirm");
    assertThat(confirm.locator(".what")).hasText("Refund charge ch_3PqX81");
    assertThat(confirm.locator(".code")).containsText("\"amount\": 1249.5");
    assertThat(confirm.locator(".target")).containsText("production");
    assertThat(page.locator("#confirm-reason")).isFocused();
    page.keyboard().type("as ad ju?"); // no key is a shortcut while typing
    go("Escape");
    assertThat(confirm).hasCount(0);
    assertThat(page.locator("#reason")).hasValue("as ad ju?");
    go("a");
    go("Tab");
    assertThat(confirm.locator(".button")).isFocused(); // back comes first
    go("Tab");
    shot("confirm");
    go("Enter");
    page.waitForURL("**?recorded");
    assertThat(fixtures.open(ADA, fixtures.id("refund")).summary().status())
        .isEqualTo(RequestStatus.APPROVED);
    go("u");
    page.waitForURL(url("/"));
  }

  @Test
  void movesOpensAndComesBackByKeysToTheSameViewAndRow() {
    page.navigate(url("/?order=waiting"));
    List<String> ids =
        page.locator("#rows > li").all().stream().map(li -> li.getAttribute("data-id")).toList();
    go("j");
    go("ArrowDown");
    go("j");
    go("k");
    go("ArrowUp");
    go("ArrowDown");
    assertThat(row(ids.get(1))).isFocused();
    go("Enter");
    page.waitForURL("**/requests/" + ids.get(1));
    go("u");
    page.waitForURL(url("/?order=waiting"));
    assertThat(row(ids.get(1))).isFocused();
    go("Enter");
    page.waitForURL("**/requests/" + ids.get(1));
    page.locator("#decide #reason").fill("no");
    page.locator("#decide button.deny").click();
    page.waitForURL("**?recorded");
    page.locator(".crumb a").first().click();
    page.waitForURL(url("/?order=waiting"));
    assertThat(page.locator("#rows > li")).hasCount(ids.size() - 1);
    assertThat(row(ids.get(2))).isFocused(); // what took the place of the one that is gone
  }

  @Test
  void goesOnWithTheNextAfterADecisionByOneKey() {
    page.navigate(url("/requests/" + fixtures.id("refund")));
    page.locator("#decide #reason").fill("twice");
    page.locator("#decide button.deny").click();
    page.waitForURL("**?recorded");
    String next = page.locator("#up-next").getAttribute("href");
    go("n");
    page.waitForURL("**" + next);
  }

  private Locator row(String id) {
    return page.locator("#rows li[data-id='" + id + "'] a.row");
  }

  @Test
  void deniesByKeysNotWithoutAReason() {
    go("j");
    go("d");
    page.locator("#confirm button.deny").click();
    assertThat(page.locator("#confirm-reason")).hasAttribute("aria-invalid", "true");
    assertThat(fixtures.open(ADA, fixtures.id("refund")).reviews()).isEmpty();
    page.locator("#confirm-reason").fill("Twice the price of the order");
    page.locator("#confirm button.deny").click();
    page.waitForURL("**?recorded");
    assertThat(fixtures.open(ADA, fixtures.id("refund")).reviews()).hasSize(1);
  }

  @Test
  void closesTheConfirmationWhenTheRequestIsDecidedMeanwhile() {
    page.navigate(url("/requests/" + fixtures.id("refund")));
    go("a");
    assertThat(page.locator("#confirm")).isVisible();
    fixtures.settle(fixtures.id("refund"), RequestStatus.DENIED, Basis.REVIEWERS, "no", "grace");
    assertThat(page.locator("#confirm")).hasCount(0);
    assertThat(page.locator("#decide .outcome-h")).hasText("Denied");
  }

  @Test
  void putsWhatIsAlikeIntoOneRowThatCountsAndOpens() {
    notes(12);
    page.reload();
    Locator many = page.locator("#rows li.many");
    assertThat(many.locator(".times-n")).hasText("12 ×");
    assertThat(page.locator("#count")).hasText("17");
    shot("alike");
    live();
    note(12);
    assertThat(many.locator(".times-n")).hasText("13 ×");
    many.locator("a").click();
    assertThat(page.locator("#rows > li")).hasCount(13);
    assertThat(page.locator("#count")).hasText("13 of 18");
  }

  @Test
  void decidesSeveralAtOnceEachShownInFullAndEachForItself() {
    notes(3);
    page.navigate(url("/?each=yes&tool=crm.notes.create"));
    page.locator("#tick-all").click();
    assertThat(page.locator("#ticked")).hasText("3 ticked");
    go("t");
    page.waitForURL("**/decide?**");
    assertThat(page.locator(".together > li .code")).hasCount(3);
    assertThat(page.locator(".together > li .code").first()).containsText("\"text\": \"note 0\"");
    shot("together");
    go("j");
    go("a");
    go("j");
    go("a");
    page.locator("#reason").fill("Harmless notes");
    fixtures.settle(fixtures.id("note1"), RequestStatus.CANCELLED, Basis.AGENT, "", null);
    page.locator("button:has-text('Record these decisions')").click();
    assertThat(page.locator(".outcomes li")).hasCount(2);
    assertThat(page.locator(".outcomes li.approve")).hasCount(1);
    assertThat(page.locator(".outcomes li.refused")).containsText("verdict already");
    shot("together-done");
    assertThat(fixtures.open(ADA, fixtures.id("note0")).summary().status())
        .isEqualTo(RequestStatus.APPROVED);
    assertThat(fixtures.open(ADA, fixtures.id("note2")).reviews()).isEmpty();
  }

  @Test
  void keepsTicksFocusAndPlaceWhenTheListIsShownAnew() {
    live();
    Locator refund = page.locator("li[data-id='" + fixtures.id("refund") + "']");
    refund.locator("input").check();
    refund.locator("a").focus();
    double before = refund.boundingBox().y;
    note(0); // four minutes later than it: it comes before others, so it is not shown by itself
    assertThat(page.locator("#show-new")).hasText("1 new — show");
    go("n");
    assertThat(page.locator("#rows > li")).hasCount(6);
    assertThat(refund.locator("input")).isChecked();
    assertThat(refund.locator("a")).isFocused();
    assertThat(refund.boundingBox().y).isEqualTo(before);
  }

  @Test
  void findsAndFiltersAndSaysWhenNothingMatches() {
    go("/");
    page.keyboard().type("jk%_' ?<b>");
    go("Enter");
    assertThat(page.locator("#empty h2")).hasText("Nothing here matches");
    page.locator("#empty a").first().click();
    page.locator(".narrow summary").click();
    page.locator("select[name=system]").selectOption("kubernetes");
    page.locator(".inbox-find .button").click();
    assertThat(page.locator("#rows > li")).hasCount(1);
    assertThat(page.locator("#count")).hasText("1 of 5");
    go("?");
    assertThat(page.locator("#keys")).containsText("look at the ticked together");
    shot("keys");
  }

  @Test
  void isUsableByAThumb() {
    try (BrowserContext phone = BROWSER.newContext(view(390, ColorScheme.LIGHT))) {
      Page small = phone.newPage();
      signIn(small, "ada");
      notes(4);
      small.reload();
      small.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/390-alike.png")));
      tall(small, "#rows a.row");
      tall(small, "#rows label.pick");
      tall(small, ".inbox-find .button, .inbox-find input, .inbox-find select");
      small.navigate(url("/requests/" + fixtures.id("refund")));
      small.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/390-bar.png")));
      tall(small, "#decide-bar a");
      // The end of what is asked for has to come into view before the bar offers to approve.
      assertThat(small.locator("#decide-bar a.approve")).isHidden();
      small.locator("#read-on").click();
      // It is gone with the click that brings the end into view: looked for and clicked at once.
      for (int i = 0; i < 5; i++) {
        small.evaluate(
            "() => { const on = document.getElementById('read-on'); on.hidden || on.click(); }");
      }
      assertThat(small.locator("#decide-bar a.approve")).isInViewport();
      small.locator("#decide-bar a.approve").click();
      assertThat(small.locator("#confirm .code")).containsText("\"amount\": 1249.5");
      small.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/390-confirm.png")));
      tall(small, "#confirm button");
      small.locator("#confirm button.approve").click();
      assertThat(small.locator(".notice.good")).containsText("Your approval is recorded.");
    }
  }

  @Test
  void tellsOfNewRequestsByCountAndToolOnlyAndOnlyWhenAsked() {
    context.grantPermissions(List.of("notifications"));
    page.addInitScript(
        "window.Notification = class { constructor(t, o) { document.body.dataset.told = t + '|' +"
            + " o.body; } close() {} static permission = 'granted'; static async"
            + " requestPermission() { return 'granted'; } }; document.hasFocus = () => false;");
    page.reload();
    live();
    note(1);
    assertThat(page.locator("#show-new, #rows li.fresh").first()).isVisible();
    assertThat(page.locator("body[data-told]")).hasCount(0);
    page.locator(".tell summary").click();
    page.locator("#tell-notice").check();
    note(2);
    assertThat(page.locator("body")).hasAttribute("data-told", "7 wait for you|crm.notes.create");
    page.reload();
    assertThat(page.locator("#tell-notice")).isChecked();
  }

  @Test
  void soundsOnlyWhenAskedAndForWhatIsNew() {
    page.addInitScript(
        "window.AudioContext = class { currentTime = 0; destination = {}; createOscillator() {"
            + " const d = document.body.dataset; d.tones = +(d.tones || 0) + 1; return { frequency:"
            + " {}, connect: (to) => to, start() {}, stop() {} }; } createGain() { return { gain: {"
            + " setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (to) => to }; }"
            + " };");
    page.reload();
    live();
    note(1);
    assertThat(page.locator("#show-new, #rows li.fresh").first()).isVisible();
    assertThat(page.locator("body[data-tones]")).hasCount(0);
    page.locator(".tell summary").click();
    page.locator("#tell-sound").check();
    assertThat(page.locator("body")).hasAttribute("data-tones", "2"); // how it sounds
    note(2);
    assertThat(page.locator("body")).hasAttribute("data-tones", "4");
    page.locator("#tell-sound").uncheck();
    note(3);
    assertThat(page.locator("#count")).hasText("8");
    assertThat(page.locator("body")).hasAttribute("data-tones", "4");
  }

  private static void tall(Page page, String selector) {
    for (Locator each : page.locator(selector).all()) {
      if (each.isVisible()) {
        assertThat(each.boundingBox().height).as(selector).isGreaterThanOrEqualTo(44);
        assertThat(each.boundingBox().width).as(selector).isGreaterThanOrEqualTo(44);
      }
    }
  }

  private void go(String key) {
    page.keyboard().press(key);
  }

  private void live() {
    assertThat(page.locator("#live-state.on")).isVisible();
  }

  private void notes(int count) {
    for (int i = 0; i < count; i++) {
      note(i);
    }
  }

  private void note(int i) {
    fixtures.add(
        "note" + i,
        "crm.notes.create",
        new Target("crm", "note " + i, "staging"),
        "{\"text\":\"note " + i + "\"}",
        "",
        "sensitive",
        new ApprovalDemand(
            List.of(new ApprovalSlot("reviewers", 1)),
            false,
            "standard-approval",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofHours(1),
            Set.of(Channel.CONSOLE)),
        8 + i);
  }
}
