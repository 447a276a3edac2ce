package io.holdpoint.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.Role;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the console is for when an agent goes astray: the kill switch, and the day after. */
class IncidentBrowserTest extends ConsoleInBrowser {

  private static final String TASK = "incident-8";
  private static final String READ =
      """
      {"action": {"tool": "crm.customers.get", "arguments": {"id": "42"},
                  "target": {"system": "crm", "resource": "customers/42"}}, "task": "incident-7"}
      """;
  private static final String REFUND =
      """
      {"action": {"tool": "payments.refund", "arguments": {"amount": 120.5, "currency": "EUR"},
                  "target": {"system": "stripe", "resource": "charge ch_incident", "environment": "production"}},
       "reason": "Wrong size delivered", "task": "incident-7", "context": {"dataTouched": ["pii"]%s}}
      """;

  @Test
  void aFreezeFromTheConsoleStopsAnOpenRequestPageAndAThawLetsItGoOn() throws Exception {
    JsonNode asked = agent.ask(REFUND.formatted(""));
    var verdict = agent.verdictOf(asked);
    Page reviewer = signedIn("rita", 390, ColorScheme.DARK);
    reviewer.navigate(address() + "/requests/" + id(asked));
    assertThat(reviewer.locator("#decide button.approve")).isEnabled();
    reviewer.locator("#reason").fill("as agreed");
    Page admin = signedIn("admin", 1280);
    admin.navigate(address() + "/freezes?scope=agent&of=support-bot");
    admin.locator("input[name=reason]").fill("it loops");
    admin.locator("button:has-text('Freeze now')").click();
    assertThat(admin.locator(".notice.good")).containsText("on any instance");

    // Nobody reloads the reviewer's page.
    assertThat(reviewer.locator("#frozen-hint")).isVisible();
    assertThat(reviewer.locator("#decide button.approve")).isDisabled();
    assertThat(reviewer.locator("#state")).containsText("frozen");
    JsonNode denied = agent.ask(READ);
    assertThat(denied.at("/verdict/basis").asString()).isEqualTo("kill_switch");
    picture(reviewer, "frozen-390-dark");

    admin.locator("button:has-text('Thaw')").first().click();
    assertThat(admin.locator(".notice.good")).containsText("Thawed");
    assertThat(reviewer.locator("#decide button.approve")).isEnabled();
    assertThat(reviewer.locator("#reason")).hasValue("as agreed");
    reviewer.locator("#decide button.approve").click();
    assertThat(reviewer.locator("#decide .outcome-h")).hasText("Approved");
    assertThat(verdict.get(20, TimeUnit.SECONDS).path("status").asString()).isEqualTo("approved");
  }

  @Test
  void anAuditorFindsARequestByEachFilterAndSeesItsTaskAsATimelineAndAGraph() {
    account("alma", "Alma Rosa", Set.of(Role.AUDITOR));
    JsonNode read = agent.ask(READ.replace("incident-7", TASK));
    JsonNode asked =
        agent.ask(
            REFUND.formatted(", \"parent\": \"" + id(read) + "\"").replace("incident-7", TASK));
    Page reviewer = signedIn("rita", 1280);
    reviewer.navigate(address() + "/requests/" + id(asked));
    reviewer.locator("#reason").fill("The parcel never left");
    reviewer.locator("button.deny").click();
    assertThat(reviewer.locator("#decide .outcome-h")).hasText("Denied");

    Page page = signedIn("alma", 390);
    String link = "table a[href='/requests/" + id(asked) + "']";
    for (String filter :
        List.of(
            "event=request.denied",
            "agent=support-bot",
            "tool=payments.refund",
            "system=stripe",
            "resource=charge%20ch_incident",
            "label=pii",
            "person=rita",
            "request=" + id(asked))) {
      await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                page.navigate(address() + "/audit?task=" + TASK + "&" + filter);
                assertThat(page.locator(link).count()).as(filter).isPositive();
              });
    }
    picture(page, "audit-390");
    for (String filter : List.of("agent=nobody", "label=health", "person=otto", "system=crm2")) {
      page.navigate(address() + "/audit?task=" + TASK + "&" + filter);
      assertThat(page.locator(".empty")).containsText("Nothing recorded matches");
    }

    page.navigate(address() + "/audit/task?agent=support-bot&task=" + TASK);
    assertThat(page.locator("svg.task-graph .edge").first()).isAttached();
    assertThat(page.locator("svg.task-graph a[href='/requests/" + id(asked) + "']")).hasCount(1);
    assertThat(page.locator("svg.task-graph")).containsText("payments.refund");
    assertThat(page.locator("tbody .cell-main code").allTextContents())
        .containsSubsequence("request.released", "request.held", "review.given", "request.denied");
    picture(page, "audit-task-390");
  }
}
