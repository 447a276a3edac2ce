package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.PersonId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An admin who writes no YAML changes the draft, and two admins at once lose nothing. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class PolicyPagesBrowserTest extends PreviewPage {

  private static final PersonId ADA = new PersonId("ada");

  @Autowired private FixturePolicy policy;

  PolicyPagesBrowserTest() {
    super(1280, ColorScheme.LIGHT, true);
  }

  @Test
  void writesARuleByTheFormAndChecksItsConditionWhileItIsTyped() {
    page.navigate(url("/policy/draft"));
    assertThat(page.locator(".draft-head")).containsText("nothing changed yet");
    page.locator("#RULES a:has-text('Add a rule')").click();
    assertThat(page.locator("input[name=name]")).isFocused();
    page.locator("input[name=name]").fill("Refunds to new accounts wait");
    page.locator("#when").fill("tool.system == \"stripe\" && toool.x");
    assertThat(page.locator("#when-check")).containsText("unknown variable: toool");
    assertThat(page.locator("#when-check .fault-at")).hasText("line 1, column 28");
    assertThat(page.locator("#when-check mark")).hasText("t");
    page.locator("#when").fill("tool.system == \"stripe\"");
    assertThat(page.locator("#when-check")).containsText("can be used");
    page.locator("input[name=addTool]").fill("payments.*");
    page.keyboard().press("Enter");
    assertThat(page.locator("textarea[name=tools]")).hasValue("payments.*");
    page.locator("input[name=addEnvironment]").fill("production");
    page.locator("#add-target").click();
    assertThat(page.locator("#when"))
        .hasValue("tool.system == \"stripe\" && target.environment == \"production\"");
    page.locator(".choice:has-text('critical')").click();
    page.locator(".save-bar button").click();
    assertThat(page.locator(".notice.good")).containsText("Saved in the draft");
    assertThat(page.locator("#RULES tbody tr").last()).containsText("Refunds to new accounts wait");
    assertThat(page.locator(".tabs .dot")).isVisible();
    assertThat(policy.open(ADA).policy().rules().getLast().tools()).containsExactly("payments.*");
  }

  @Test
  void putsAWordOfThePaletteWhereTheCursorIs() {
    page.navigate(url("/policy/draft/rule?section=RULES"));
    page.locator("#when").fill("agent.id == \"x\" &&");
    page.locator(".word:has-text('pii')").click();
    assertThat(page.locator("#when"))
        .hasValue("agent.id == \"x\" && \"pii\" in request.dataTouched");
    assertThat(page.locator("#when-check")).containsText("can be used");
  }

  @Test
  void keepsWhatWasTypedAndPointsAtEveryFault() {
    page.navigate(url("/policy/draft/rule?section=RULES"));
    page.locator("input[name=name]").fill("Broken <b>one</b>");
    page.locator("#when").fill("true &&\ntoool.name == 'x'");
    page.locator(".save-bar button").click();
    assertThat(page.locator(".notice.bad")).containsText("Not saved.");
    assertThat(page.locator("input[name=name]")).hasValue("Broken <b>one</b>");
    assertThat(page.locator("#when")).hasValue("true &&\ntoool.name == 'x'");
    assertThat(page.locator("#when-check .fault-at")).hasText("line 2, column 1");
    assertThat(page.locator("#when")).hasAttribute("aria-invalid", "true");
    page.navigate(url("/policy/draft/tier?name=low"));
    page.locator("input[name=name]:visible").fill("no good");
    page.locator(".save-bar button").click();
    assertThat(page.locator(".field-fault")).containsText("expected letters, digits");
  }

  @Test
  void showsWhatTheOtherAdminDidAndAppliesMineOntoTheirs() {
    page.navigate(url("/policy/draft/rule?section=RULES&name=Reads%20are%20free"));
    policy.somebodyElse("exports wait");
    page.locator("#when").fill("tool.reversibility == \"read_only\"");
    page.locator("#when-check .good").waitFor();
    page.locator(".save-bar button").click();
    assertThat(page.locator("h1")).hasText("Somebody else was faster");
    assertThat(page.locator(".diff .d-added").first()).containsText("Theirs: exports wait");
    assertThat(page.locator(".sent")).containsText("tool.reversibility == \"read_only\"");
    page.locator("button:has-text('Apply mine onto theirs')").click();
    assertThat(page.locator(".notice.good")).containsText("Saved in the draft");
    assertThat(page.locator("#RULES")).containsText("Theirs: exports wait");
    assertThat(policy.open(ADA).policy().rules().getFirst().when())
        .isEqualTo("tool.reversibility == \"read_only\"");
  }

  @Test
  void neverSavesAWholeTextOverSomebodyElsesChangeUnasked() {
    page.navigate(url("/policy/draft/yaml"));
    policy.somebodyElse("exports wait");
    String mine = page.locator("#yaml").inputValue().replace("the shop", "our shop");
    page.locator("#yaml").fill(mine);
    page.locator(".save-bar button").click();
    assertThat(page.locator(".notice.bad")).containsText("changed by somebody else");
    assertThat(page.locator("#yaml")).hasValue(mine);
    assertThat(page.locator(".diff .d-added").first()).containsText("Theirs: exports wait");
    page.locator(".save-bar button").click();
    assertThat(policy.open(ADA).policy().yaml()).contains("Theirs");
    page.locator("input[name=merged]").check();
    page.locator(".save-bar button").click();
    assertThat(page.locator(".notice.good")).containsText("Saved in the draft");
    assertThat(policy.open(ADA).policy().yaml()).isEqualTo(mine);
  }

  @Test
  void listsTheFaultsOfTheTextAndLeadsToTheirLines() {
    page.navigate(url("/policy/draft/yaml"));
    String broken = page.locator("#yaml").inputValue().replace("tool.reversibility", "toool.x");
    page.locator("#yaml").fill(broken);
    assertThat(page.locator("#yaml-check")).containsText("unknown variable: toool");
    page.locator("#yaml-check a.fault-at").first().click();
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("yaml");
    assertThat(
            page.evaluate(
                "document.activeElement.value.slice(document.activeElement.selectionStart,"
                    + " document.activeElement.selectionStart + 5)"))
        .isEqualTo("toool");
    page.locator(".save-bar button").click();
    assertThat(page.locator("#yaml")).hasValue(broken);
    assertThat(page.locator("#yaml-check")).containsText("fault");
  }

  @Test
  void movesARuleByKeysAndTurnsItOff() {
    page.navigate(url("/policy/draft"));
    page.locator("button:has-text('Move Production deletes take two up')").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#RULES tbody tr").first()).containsText("Production deletes");
    page.locator("#RULES tbody tr").first().locator("button:has-text('Turn off')").click();
    assertThat(page.locator("#RULES tbody tr").first().locator(".off-chip")).hasText("off");
    assertThat(page.locator("button:focus")).containsText("Turn on");
    assertThat(policy.open(ADA).policy().rules().getFirst().enabled()).isFalse();
  }

  @Test
  void worksWithoutScript() {
    try (BrowserContext plain =
        BROWSER.newContext(view(390, ColorScheme.DARK).setJavaScriptEnabled(false))) {
      Page quiet = plain.newPage();
      quiet.setDefaultTimeout(PATIENCE);
      signIn(quiet, "ada");
      quiet.navigate(url("/policy/draft/rule?section=GUARDRAILS"));
      quiet.locator("input[name=name]").fill("Exports wait");
      quiet.locator("input[name=addTool]").fill("*.export");
      quiet.locator("#add-tool").click();
      quiet.locator("input[name=addResource]").fill("customers/*");
      quiet.locator("#add-target").click();
      assertThat(quiet.locator("#when")).hasValue("target.resource.startsWith(\"customers/\")");
      assertThat(quiet.locator("textarea[name=tools]")).hasValue("*.export");
      quiet.locator(".save-bar button").click();
      assertThat(quiet.locator("#GUARDRAILS")).containsText("Exports wait");
      quiet.navigate(url("/policy/draft/tier?name=critical"));
      assertThat(quiet.locator("input[name=expire]")).hasValue("90");
      quiet.locator("input[name=expire]").fill("2");
      quiet.locator("select[name=expireUnit]").selectOption("h");
      quiet.locator(".save-bar button").click();
      assertThat(quiet.locator("#TIERS")).containsText("after 2 h");
      quiet.navigate(url("/policy/draft/discard"));
      quiet.locator("button:has-text('Discard the draft')").click();
      assertThat(quiet.locator(".notice.good")).containsText("The draft is gone");
    }
  }

  @Test
  void comparesVersionsAndRollsBackWithANote() {
    page.navigate(url("/policy/versions"));
    page.locator("button:has-text('Compare')").click();
    assertThat(page.locator("h1")).hasText("From version 2 to 3");
    page.navigate(url("/policy/versions/2"));
    assertThat(page.locator("#rollback .loosens")).containsText("Production deletes take two");
    page.locator("#rollback textarea").fill("The deletes were held for nothing");
    page.locator("#rollback button").click();
    assertThat(page.locator(".notice.good")).containsText("Rolled back");
    assertThat(page.locator(".bar")).containsText("version 4");
  }

  @Test
  void keepsTheDraftFromThoseWhoAreNoAdmins() {
    try (BrowserContext other = BROWSER.newContext(view(390, ColorScheme.LIGHT))) {
      Page theirs = other.newPage();
      signIn(theirs, "grace");
      theirs.navigate(url("/policy"));
      assertThat(theirs.locator(".tabs a"))
          .hasText(new String[] {"In force", "Versions", "Grants"});
      theirs.navigate(url("/policy/draft"));
      assertThat(theirs.locator(".error-code")).hasText("403");
    }
  }
}
