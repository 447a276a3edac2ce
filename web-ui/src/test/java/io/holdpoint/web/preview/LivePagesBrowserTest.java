package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Target;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens on a page while somebody looks at it. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class LivePagesBrowserTest extends PreviewPage {

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  LivePagesBrowserTest() {
    super(390, ColorScheme.LIGHT, true);
  }

  @Test
  void announcesNewRequestsWithoutMovingARowUnderTheFinger() {
    live();
    Locator first = page.locator("#rows li").first();
    String id = first.getAttribute("data-id");
    double before = box(first).y;
    held("sooner", 2);
    assertThat(page.locator("#show-new")).hasText("1 new — show");
    assertThat(first).hasAttribute("data-id", String.valueOf(id));
    assertThat(box(first).y).isEqualTo(before);
    page.locator("#show-new").click();
    assertThat(first).hasAttribute("data-id", fixtures.id("sooner").toString());
    assertThat(page.locator("#count")).hasText("6");
  }

  @Test
  void appendsWhatExpiresLastAndMarksWhatIsGoneInItsPlace() {
    live();
    held("later", 5_000);
    assertThat(page.locator("#rows li").last())
        .hasAttribute("data-id", fixtures.id("later").toString());
    Locator gone = page.locator("#rows li[data-id='" + fixtures.id("refund") + "']");
    fixtures.settle(fixtures.id("refund"), RequestStatus.CANCELLED, Basis.AGENT, "", null);
    assertThat(gone.locator(".row-gone")).hasText("No longer waiting for you");
    assertThat(page.locator("#rows > li")).hasCount(6);
  }

  @Test
  void fillsAnEmptyInboxByItself() {
    for (String name : List.of("refund", "deploy", "four-eyes", "hostile", "big")) {
      fixtures.settle(fixtures.id(name), RequestStatus.CANCELLED, Basis.AGENT, "", null);
    }
    page.reload();
    assertThat(page.locator("#empty h2")).hasText("Nothing waits for you");
    live();
    held("first", 30);
    assertThat(page.locator("#rows li")).hasCount(1);
    assertThat(page.locator("#empty")).hasCount(0);
  }

  @Test
  void movesByKeysAndOpensByEnter() {
    live();
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("k");
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    page.waitForURL("**/requests/" + fixtures.id("deploy"));
  }

  @Test
  void keepsButtonsAndTypedWordsInPlaceWhenAnotherApproves() {
    open("deploy");
    page.locator("#reason").fill("Looks right");
    double before = box(page.locator("#decide button.approve")).y;
    fixtures.review(
        new ReviewOrder(
            new PersonId("grace"),
            fixtures.id("deploy"),
            ReviewDecision.APPROVE,
            "go",
            DIGEST,
            Channel.API));
    assertThat(page.locator("#places .given")).hasCount(1);
    assertThat(page.locator("#reviews")).containsText("Grace Hopper");
    assertThat(box(page.locator("#decide button.approve")).y).isEqualTo(before);
    assertThat(page.locator("#reason")).hasValue("Looks right");
  }

  @Test
  void putsTheOutcomeWhereTheButtonsWereWhenItIsTooLate() {
    open("refund");
    BoundingBox before = box(page.locator("#decide"));
    fixtures.settle(
        fixtures.id("refund"), RequestStatus.DENIED, Basis.REVIEWERS, "Not now", "grace");
    assertThat(page.locator("#decide .outcome-h")).hasText("Denied");
    assertThat(page.locator("#decide .verdict")).hasCount(0);
    assertThat(page.locator("#decide-bar")).not().isVisible();
    assertThat(box(page.locator("#decide")).y).isEqualTo(before.y);
    assertThat(box(page.locator("#decide")).height).isGreaterThan(before.height - 1);
  }

  @Test
  void doesNotDecideByEnterInTheReasonAndGivesTheVerdictOnce() {
    open("refund");
    page.locator("#reason").click();
    page.keyboard().type("First line");
    page.keyboard().press("Enter");
    page.keyboard().type("second line");
    assertThat(page.url()).endsWith(fixtures.id("refund").toString());
    page.locator("#decide button.approve").click();
    page.waitForURL("**?recorded");
    assertThat(page.locator(".notice.good")).containsText("Your approval is recorded.");
    assertThat(page.locator(".notice.good a")).containsText("Next in your inbox");
    page.reload();
    assertThat(page.locator("#decide .outcome-h")).hasText("Approved");
    assertThat(fixtures.open(new PersonId("ada"), fixtures.id("refund")).reviews()).hasSize(1);
  }

  @Test
  void saysAtTheFieldThatADenialNeedsAReason() {
    open("refund");
    page.locator("#decide button.deny").click();
    assertThat(page.locator(".notice.bad")).containsText("A denial needs a reason.");
    assertThat(page.locator("#reason")).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#decide button.approve")).isVisible();
  }

  @Test
  void remembersTheThemeWithoutAReload() {
    page.locator("details.menu summary").click();
    page.locator(".themes button[value=dark]").click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
  }

  @Test
  void worksWithoutScript() {
    try (BrowserContext plain =
        BROWSER.newContext(view(390, ColorScheme.LIGHT).setJavaScriptEnabled(false))) {
      Page quiet = plain.newPage();
      signIn(quiet, "ada");
      quiet.locator("details.menu summary").click();
      quiet.locator(".themes button[value=dark]").click();
      assertThat(quiet.locator("html")).hasAttribute("data-theme", "dark");
      quiet.locator("#rows a.row").first().click();
      quiet.locator("#reason").fill("Not this one");
      quiet.locator("button.deny").click();
      assertThat(quiet.locator("#decide .outcome-h")).hasText("Denied");
    }
  }

  private void live() {
    assertThat(page.locator("#live-state.on")).isVisible();
  }

  private void open(String name) {
    page.navigate(url("/requests/" + fixtures.id(name)));
  }

  private RequestId held(String name, int minutes) {
    return fixtures.add(
        name,
        "crm.notes.create",
        new Target("crm", "note", "staging"),
        CanonicalJson.EMPTY.text(),
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
        minutes);
  }

  private static BoundingBox box(Locator locator) {
    return locator.boundingBox();
  }
}
