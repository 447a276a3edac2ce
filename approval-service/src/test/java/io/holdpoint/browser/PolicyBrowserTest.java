package io.holdpoint.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A new admin's first hour: from a log of another system to a policy in force, and back. */
@SpringBootTest(
    classes = DeliveredApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "holdpoint.engine.mode=off",
      "holdpoint.first-start.admin-password=" + ConsoleBrowserTest.ADMIN_PASSWORD,
      "holdpoint.first-start.agent-key=" + ConsoleBrowserTest.AGENT_KEY
    })
class PolicyBrowserTest {

  private static final String FIND =
      """
      {"action": {"tool": "get_parcel_details", "arguments": {"number": "P-9"}}, "task": "t-9"}
      """;
  private static final String CANCEL =
      """
      {"action": {"tool": "cancel_pending_parcel", "arguments": {"number": "P-9"}}, "task": "t-9"}
      """;

  @LocalServerPort private int port;
  private final Browser browser = Chromium.launch();
  private final Page page = browser.newPage();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("holdpoint-policy");
    properties.add("holdpoint.data-dir", data::toString);
    Path policy = data.resolve("policy.yaml");
    try (var in = PolicyBrowserTest.class.getResourceAsStream("/browser/policy.yaml")) {
      Files.copy(Objects.requireNonNull(in), policy);
    }
    properties.add("holdpoint.policy.file", policy::toString);
    TestDatabases.h2(properties);
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void takesALogAcceptsSuggestionsWritesTwoRulesTriesPublishesAndRollsBack() throws IOException {
    var agent = new AgentCalls(address(""), ConsoleBrowserTest.AGENT_KEY);
    assertThat(agent.ask(FIND).path("status").asString()).isEqualTo("pending");
    page.setDefaultTimeout(15_000);
    signIn();

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

    rule("RULES", "Parcels are found freely", "get_parcel_*", "task.count(\"*\") < 20", "low");
    rule("GUARDRAILS", "Cancelling takes two", "cancel_*", "", "critical");

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

  private void rule(String section, String name, String tools, String when, String tier) {
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
    try (var in = PolicyBrowserTest.class.getResourceAsStream("/browser/old-agent.jsonl")) {
      return new FilePayload(
          "old-agent.jsonl", "application/x-ndjson", Objects.requireNonNull(in).readAllBytes());
    }
  }

  private void signIn() {
    page.navigate(address("/login"));
    page.locator("input[name=username]").fill("admin");
    page.locator("input[name=password]").fill(ConsoleBrowserTest.ADMIN_PASSWORD);
    page.locator("button:has-text('Sign in')").click();
    page.waitForURL(u -> !u.contains("/login"));
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }
}
