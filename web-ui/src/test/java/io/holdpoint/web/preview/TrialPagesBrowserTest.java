package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.GrantDesk.Bound;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An admin tries, publishes, classifies and grants, here without script: forms and links alone. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class TrialPagesBrowserTest extends PreviewPage {

  private static final PersonId ADA = new PersonId("ada");

  @Autowired private FixturePolicy policy;
  @Autowired private FixtureTrials trials;
  @Autowired private FixtureGrants grants;

  TrialPagesBrowserTest() {
    super(390, ColorScheme.LIGHT, false);
  }

  @Test
  void triesTheDraftOnTheLastRequestsAndShowsInRedWhatPeopleHadDenied() {
    page.navigate(url("/policy/draft/simulate"));
    assertThat(page.locator(".figures")).hasCount(0);
    page.locator("a:has-text('The last 1,000')").click();
    assertThat(page.locator(".card.red")).containsText("Would release 1 action that people denied");
    assertThat(page.locator(".card.red")).containsText("denied by grace");
    assertThat(page.locator(".figures")).containsText("312");
    assertThat(page.locator(".group").first().locator("a"))
        .hasAttribute("href", "/requests/" + fixtures.id("denied"));
  }

  @Test
  void keepsAnUploadedLogAndListsItsBrokenLines() {
    page.navigate(url("/policy/draft/simulate"));
    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload(
                "<b>old.jsonl",
                "application/x-ndjson",
                "{\"tool\":\"a\"}\nnot json <script>\n{\"tool\":\"b\"}\n"
                    .getBytes(StandardCharsets.UTF_8)));
    page.locator("button:has-text('Upload and try')").click();
    assertThat(page.locator(".notice.good")).containsText("The log is kept");
    assertThat(page.locator(".logs")).containsText("<b>old.jsonl");
    page.locator(".logs summary").click();
    assertThat(page.locator(".logs")).containsText("line 2");
    assertThat(page.locator(".figures")).isVisible();
    page.locator("button:has-text('Forget')").click();
    assertThat(page.locator(".logs")).hasCount(0);
    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload("x.txt", "text/plain", "nothing".getBytes(StandardCharsets.UTF_8)));
    page.locator("button:has-text('Upload and try')").click();
    assertThat(page.locator(".notice.bad")).containsText("No line of it could be used");
  }

  @Test
  void publishesOnlyWhenTheRedBoxWasReadAndANoteIsGiven() {
    policy.somebodyElse("exports wait");
    page.navigate(url("/policy/draft/publish"));
    assertThat(page.locator(".card.red")).isVisible();
    page.locator("textarea[name=note]").fill("Exports go out with a person");
    page.evaluate("document.querySelector('input[name=read]').required = false");
    page.locator("button:has-text('Publish as the next version')").click();
    assertThat(page.locator(".notice.bad")).containsText("Read the box in red");
    assertThat(page.locator("textarea[name=note]")).hasValue("Exports go out with a person");
    assertThat(policy.current().version()).isEqualTo(3);
    page.locator("input[name=read]").check();
    page.locator("button:has-text('Publish as the next version')").click();
    assertThat(page.locator(".notice.good")).containsText("Published.");
    assertThat(policy.current().version()).isEqualTo(4);
    page.navigate(url("/policy/draft/publish"));
    assertThat(page.locator("h1")).hasText("There is nothing to publish");
  }

  @Test
  void doesNotPublishWhatChangedSinceItWasLookedAt() {
    policy.somebodyElse("exports wait");
    page.navigate(url("/policy/draft/publish"));
    page.locator("textarea[name=note]").fill("Go");
    page.locator("input[name=read]").check();
    policy.somebodyElse("imports wait");
    page.locator("button:has-text('Publish as the next version')").click();
    assertThat(page.locator(".notice.bad").first()).containsText("changed since you looked");
    assertThat(page.locator("textarea[name=note]")).hasValue("Go");
    assertThat(policy.current().version()).isEqualTo(3);
  }

  @Test
  void leavesPublishingToAnotherAdminWhereTheRuleSaysSo() {
    policy.somebodyElse("exports wait");
    policy.refusal = Optional.of("You wrote what loosens; another admin must publish it.");
    page.navigate(url("/policy/draft/publish"));
    assertThat(page.locator("#not-yours")).containsText("another admin must publish it");
    assertThat(page.locator("textarea[name=note]")).hasCount(0);
  }

  @Test
  void tracesARequestByThePolicyInForceAndByTheDraft() {
    page.navigate(url("/requests/" + fixtures.id("four-eyes")));
    page.locator("a:has-text('every rule, traced')").click();
    assertThat(page.locator(".t-matched")).containsText("target.environment");
    assertThat(page.locator(".t-failed")).containsText("no such key");
    page.locator(".seg-links a:has-text('Draft')").click();
    assertThat(page.locator(".verdict-line")).containsText("by the draft");
  }

  @Test
  void acceptsTickedSuggestionsIntoTheDraftAndLeavesTheOthers() {
    page.navigate(url("/tools"));
    assertThat(page.locator("input[name=accept]:checked")).hasCount(0);
    page.locator("a:has-text('Tick all')").click();
    page.locator("tr:has-text('modify_pending_order_payment') input").uncheck();
    page.locator("tr:has-text('cod.exe') input").uncheck();
    page.locator("button:has-text('Accept what is ticked')").click();
    assertThat(page.locator(".notice.good")).containsText("Taken into the draft");
    assertThat(policy.open(ADA).policy().tools())
        .filteredOn(t -> t.match().startsWith("find_user") || t.match().startsWith("modify"))
        .singleElement()
        .matches(t -> t.reversibility() == Reversibility.READ_ONLY);
    page.locator("a:has-text('Classify')").first().click();
    assertThat(page.locator("input[name=match]")).hasValue("transfer_to_human_agents");
    page.locator(".choice:has-text('Irreversible')").click();
    page.locator(".save-bar button").click();
    assertThat(page.locator("main")).containsText("Classified in the draft");
  }

  @Test
  void makesAGrantFromARequestWithinBoundsAndRevokesIt() {
    page.navigate(url("/requests/" + fixtures.id("refund")));
    page.locator("a:has-text('Allow the like of it')").click();
    page.locator(".bound").first().locator("input[value=between]").check();
    page.locator("input[name=most-0]").fill("lots");
    page.locator("input[name=uses]").fill("12");
    page.locator("textarea[name=why]").fill("Small refunds are always approved");
    page.locator("button:has-text('Make the grant')").click();
    assertThat(page.locator(".notice.bad")).containsText("expected a number");
    assertThat(page.locator("input[name=uses]")).hasValue("12");
    page.locator("input[name=most-0]").fill("2000");
    page.locator("button:has-text('Make the grant')").click();
    assertThat(page.locator(".notice.good")).containsText("The grant is made");
    assertThat(grants.grants(ADA, Optional.empty(), 10).items().getFirst().grant().bounds())
        .first()
        .isEqualTo(new Bound.Between("/amount", 1249.5, 2000));
    page.locator("input[name=reason]").fill("No longer needed");
    page.locator("button:has-text('Revoke this grant')").click();
    assertThat(page.locator(".notice.plain")).containsText("No longer needed");
  }

  @Test
  void opensTheFormThatTheHistoryAdvisesAndSaysWhyNoGrantCanBeMade() {
    page.navigate(url("/grants"));
    assertThat(page.locator(".advice")).containsText("31 of 31 approved");
    page.locator("a:has-text('Look at the grant')").click();
    assertThat(page.locator(".bound")).hasCount(4);
    assertThat(page.locator(".notice.plain")).containsText("31 of 31 approved");
    page.navigate(url("/requests/" + fixtures.id("expired") + "/grant"));
    assertThat(page.locator(".notice.bad")).containsText("are a program");
    assertThat(page.locator("button:has-text('Make the grant')")).hasCount(0);
  }
}
