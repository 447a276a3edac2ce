package io.holdpoint.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the forms of the policy write into the document, and what they complain of. */
class PolicyFormsBrowserTest extends ConsoleInBrowser {

  @AfterEach
  void discardTheDraft() {
    Page admin = signedIn("admin", 1280);
    admin.navigate(address() + "/policy/draft/discard");
    if (admin.locator("button:has-text('Discard the draft')").count() > 0) {
      admin.locator("button:has-text('Discard the draft')").click();
    }
  }

  @Test
  void takesAQuorumForEachGroup() {
    Page page = signedIn("admin", 390);
    page.navigate(address() + "/policy/draft/tier?name=critical");
    people(page, 0, "two", "ops");
    save(page);
    assertThat(page.locator(".field-fault")).containsText("People of ops: two");
    people(page, 0, "21", "ops");
    save(page);
    assertThat(page.locator(".field-fault")).containsText("count: the number 21");
    people(page, 0, "2", "ops");
    people(page, 2, "1", "ops");
    save(page);
    assertThat(page.locator(".field-fault")).containsText("group ops twice");
    people(page, 2, "3", "");
    save(page);
    assertThat(page.locator(".field-fault")).containsText("3 people of no group");
    picture(page, "tier-quorum-390");
    people(page, 2, "1", "reviewers");
    save(page);
    assertThat(page.locator(".notice.good")).containsText("Saved in the draft");
    assertThat(page.locator("#TIERS"))
        .containsText("2 of ops and 1 of security and 1 of reviewers");
    assertThat(yaml(page))
        .contains(
            "approvals: [{group: ops, count: 2}, {group: security, count: 1}, {group: reviewers,"
                + " count: 1}]");
  }

  @Test
  void saysWhereThePeopleOfATierAreTold() {
    Page page = signedIn("admin", 1280, ColorScheme.DARK);
    page.navigate(address() + "/policy/draft/tier?name=sensitive");
    page.locator("input[name=notifySlack]").fill("not a channel");
    page.locator("input[name=notifyWebhook]").fill("no such one");
    save(page);
    assertThat(page.locator("#telling .field-fault")).hasCount(2);
    picture(page, "tier-telling-faults-1280-dark");
    page.locator("input[name=notifySlack]").fill("#approvals");
    page.locator("input[name=notifyWebhook]").fill("");
    page.locator("select[name=notifyMail]").selectOption("false");
    page.locator("input[name=notifyWakes]").check();
    save(page);
    assertThat(page.locator(".notice.good")).containsText("Saved in the draft");
    assertThat(yaml(page)).contains("notify: {slack: \"#approvals\", mail: false, wakes: true}");
  }

  @Test
  void hasACredentialMadeForEachActionOfATool() {
    Page page = signedIn("admin", 390);
    page.navigate(address() + "/policy/draft/tool?match=payments.*");
    page.locator("input[name=scope]").fill("refund");
    save(page);
    assertThat(page.locator("#credential .field-fault")).containsText("audience is missing");
    page.locator("input[name=audience]").fill("https://stripe.example.org/é");
    page.locator("input[name=validFor]").fill("6");
    page.locator("select[name=validForUnit]").selectOption("min");
    save(page);
    assertThat(page.locator("#credential .field-fault")).hasCount(2);
    picture(page, "tool-credential-390");
    page.locator("input[name=audience]").fill("https://stripe.example.org");
    page.locator("input[name=validFor]").fill("2");
    save(page);
    assertThat(page.locator(".notice.good")).containsText("Saved in the draft");
    assertThat(yaml(page).replace("\"", ""))
        .contains(
            "credential: {audience: https://stripe.example.org, scope: refund, validFor: PT2M}");
    page.navigate(address() + "/policy/draft/tool?match=payments.*");
    assertThat(page.locator("input[name=validFor]")).hasValue("2");
    for (String field : new String[] {"audience", "scope", "validFor"}) {
      page.locator("input[name=" + field + "]").fill("");
    }
    save(page);
    assertThat(yaml(page)).doesNotContain("credential");
  }

  private static void people(Page page, int line, String count, String group) {
    page.locator("input[name=count]").nth(line).fill(count);
    page.locator("input[name=group]").nth(line).fill(group);
  }

  private static void save(Page page) {
    page.locator(".save-bar button").click();
  }

  private String yaml(Page page) {
    page.navigate(address() + "/policy/draft/yaml");
    return page.locator("#yaml").inputValue();
  }
}
