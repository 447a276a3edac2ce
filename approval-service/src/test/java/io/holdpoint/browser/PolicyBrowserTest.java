package io.holdpoint.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A new admin's first hour: from a log of another system to a policy in force, and back. */
class PolicyBrowserTest extends ConsoleInBrowser {

  private static final String FIND =
      """
      {"action": {"tool": "get_parcel_details", "arguments": {"number": "P-9"}}, "task": "t-9"}
      """;
  private static final String CANCEL =
      """
      {"action": {"tool": "cancel_pending_parcel", "arguments": {"number": "P-9"}}, "task": "t-9"}
      """;

  @Test
  void takesALogAcceptsSuggestionsWritesTwoRulesTriesPublishesAndRollsBack() throws IOException {
    Page page = signedIn("admin", 1280);
    assertThat(agent.ask(FIND).path("status").asString()).isEqualTo("pending");

    page.navigate(address("/policy/draft/simulate"));
    page.locator("input[type=file]").setInputFiles(log());
    page.locator("button:has-text('Upload and try')").click();
    assertThat(page.locator(".logs")).containsText("3 actions");
    assertThat(page.locator(".logs")).containsText("1 line was left out");
    assertThat(page.locator(".same")).isVisible();

    page.navigate(address("/tools"));
    assertThat(page.locator("tr:has-text('get_parcel_details')")).containsText("read only");
    page.locator("a:has-text('Tick all')").click();
    page.locator("button:has-text('Accept what is ticked')").click();
    assertThat(page.locator(".notice.good")).containsText("Taken into the draft");
    assertThat(agent.ask(FIND).path("status").asString()).isEqualTo("pending");

    rule(
        page, "RULES", "Parcels are found freely", "get_parcel_*", "task.count(\"*\") < 20", "low");
    rule(page, "GUARDRAILS", "Cancelling takes two", "cancel_*", "", "critical");

    page.navigate(address("/policy/draft/simulate"));
    page.locator(".logs li > a").click();
    assertThat(page.locator(".fig").first()).hasText("2newly released");

    page.navigate(address("/policy/draft/publish"));
    assertThat(page.locator(".loosens")).containsText("Parcels are found freely");
    page.locator("textarea[name=note]").fill("What the old agent did");
    page.locator("button:has-text('Publish as the next version')").click();
    assertThat(page.locator(".notice.good")).containsText("Published.");

    var found = agent.ask(FIND);
    assertThat(found.path("status").asString()).isEqualTo("approved");
    assertThat(found.path("explanation").path("policyVersion").asInt()).isEqualTo(2);
    assertThat(agent.ask(CANCEL).path("tier").asString()).isEqualTo("critical");
    page.navigate(address("/requests/" + found.path("id").asString() + "/trace"));
    assertThat(page.locator(".t-matched:has-text('Parcels are found freely')"))
        .containsText("task.count(\"*\")");

    page.navigate(address("/policy/versions/1"));
    page.locator("#rollback textarea").fill("A rehearsal only");
    page.locator("#rollback button").click();
    assertThat(page.locator(".notice.good")).containsText("Rolled back");
    assertThat(page.locator(".bar")).containsText("version 3");
    assertThat(agent.ask(FIND).path("status").asString()).isEqualTo("pending");
  }

  private void rule(
      Page page, String section, String name, String tools, String when, String tier) {
    page.navigate(address("/policy/draft/rule?section=" + section));
    page.locator("input[name=name]").fill(name);
    page.locator("textarea[name=tools]").fill(tools);
    if (!when.isEmpty()) {
      page.locator("#when").fill(when);
      page.locator("#when-check .good").waitFor();
    }
    page.locator("input[name=tier][value=" + tier + "]").check();
    page.locator(".save-bar button").click();
    assertThat(page.locator("#" + section)).containsText(name);
  }

  private static FilePayload log() throws IOException {
    try (var in = ConsoleInBrowser.class.getResourceAsStream("/browser/old-agent.jsonl")) {
      return new FilePayload(
          "old-agent.jsonl", "application/x-ndjson", Objects.requireNonNull(in).readAllBytes());
    }
  }

  private String address(String path) {
    return address() + path;
  }
}
