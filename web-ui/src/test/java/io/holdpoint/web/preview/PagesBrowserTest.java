package io.holdpoint.web.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every page in a real browser, at the widths and in the themes that people have. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class PagesBrowserTest extends Preview {

  /** The elements that reach beyond the window, for the message of a test that fails. */
  private static final String WIDE =
      "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right >"
          + " innerWidth + 1).slice(0, 5).map(e => e.tagName + '.' + e.className)";

  @Autowired private FixturePolicy policy;

  @BeforeEach
  void aDraftIsBegun() {
    policy.somebodyElse("exports wait " + Fixtures.HOSTILE);
  }

  private Map<String, String> pages() {
    var pages = new LinkedHashMap<String, String>();
    pages.put("inbox", "/");
    for (String name :
        List.of("four-eyes", "refund", "deploy", "hostile", "big", "denied", "expired", "read")) {
      pages.put("request-" + name, "/requests/" + fixtures.id(name));
    }
    pages.put("change-form", "/requests/" + fixtures.id("refund") + "/change");
    pages.put("change-hostile", "/requests/" + fixtures.id("hostile") + "/change");
    pages.put("change-json", "/requests/" + fixtures.id("deploy") + "/change");
    pages.put("inbox-filter", "/?tier=sensitive&order=waiting&q=r");
    pages.put("inbox-none", "/?q=nothing-like-it");
    pages.put(
        "together",
        "/decide?id="
            + List.of("four-eyes", "refund", "hostile", "denied").stream()
                .map(name -> fixtures.id(name).toString())
                .collect(Collectors.joining("&id=")));
    pages.put("insight", "/insight?days=30");
    pages.put("insight-none", "/insight?days=1");
    pages.put("reviewers", "/insight/reviewers?days=30");
    pages.put("reviewers-none", "/insight/reviewers?days=1");
    pages.put("history", "/history");
    pages.put("history-none", "/history?tool=nothing");
    pages.put("policy", "/policy");
    pages.put("policy-versions", "/policy/versions");
    pages.put("policy-version", "/policy/versions/2");
    pages.put("policy-compare", "/policy/compare?from=1&to=3");
    pages.put("draft", "/policy/draft");
    pages.put("draft-rule", "/policy/draft/rule?section=RULES&name=Large%20refunds%20take%20two");
    pages.put("draft-guardrail", "/policy/draft/rule?section=GUARDRAILS");
    pages.put("draft-tier", "/policy/draft/tier?name=critical");
    pages.put("draft-tool", "/policy/draft/tool?tool=find_user_id_by_email");
    pages.put("draft-yaml", "/policy/draft/yaml");
    pages.put("draft-discard", "/policy/draft/discard");
    pages.put("simulate-empty", "/policy/draft/simulate");
    pages.put("simulate", "/policy/draft/simulate?last=10000");
    pages.put("publish", "/policy/draft/publish");
    pages.put("trace", "/requests/" + fixtures.id("four-eyes") + "/trace");
    pages.put("tools", "/tools");
    pages.put("grants", "/grants");
    pages.put("grant", "/grants/g-open");
    pages.put("grant-ended", "/grants/g-hostile");
    pages.put("grant-form", "/requests/" + fixtures.id("refund") + "/grant");
    pages.put("grant-refused", "/requests/" + fixtures.id("expired") + "/grant");
    pages.put("revoke", "/requests/" + fixtures.id("read") + "/revoke");
    pages.put("revoke-nothing", "/requests/" + fixtures.id("refund") + "/revoke");
    pages.put("tasks", "/tasks");
    pages.put("tasks-none", "/tasks?q=nothing-like-it");
    pages.put("task", "/tasks/order-5521");
    pages.put("task-hostile", "/tasks/task-0198f000-0000-7000-8000-00000badcafe");
    pages.put("freezes", "/freezes?scope=agent&of=support-bot");
    pages.put("people", "/people");
    pages.put("person", "/people/tim");
    pages.put("agents", "/agents");
    pages.put("agent", "/agents/support-bot");
    pages.put("issuers", "/issuers");
    pages.put("points", "/enforcement-points");
    pages.put("point", "/enforcement-points/crm-gateway");
    pages.put("account", "/account");
    pages.put("system", "/system");
    pages.put("wishes", "/account/notifications");
    pages.put("webhooks", "/webhooks");
    pages.put("webhook", "/webhooks/payments");
    pages.put("processes", "/processes");
    pages.put("process", "/processes/one-group-first");
    pages.put("process-undrawn", "/processes/nightly");
    pages.put("audit", "/audit");
    pages.put("audit-search", "/audit?agent=support-bot&label=pii");
    pages.put("audit-task", "/audit/task?agent=support-bot&task=ticket-8812");
    pages.put("not-found", "/nowhere");
    return pages;
  }

  @ParameterizedTest(name = "{0} px, {1}")
  @CsvSource({"360, LIGHT", "390, DARK", "1280, LIGHT", "1280, DARK"})
  void showsEveryPageWithoutComplaintsOfTheBrowser(int width, ColorScheme scheme) {
    try (BrowserContext context = BROWSER.newContext(view(width, scheme))) {
      Page page = context.newPage();
      page.setDefaultTimeout(PATIENCE);
      List<String> complaints = complaints(page);
      String shot =
          "target/screenshots/"
              + width
              + "-"
              + scheme.name().toLowerCase(java.util.Locale.ROOT)
              + "-";
      page.navigate(url("/login?error"));
      check(page, shot + "sign-in");
      signIn(page, "ada");
      pages()
          .forEach(
              (name, path) -> {
                page.navigate(url(path));
                check(page, shot + name);
              });
      page.navigate(url("/agents"));
      page.locator("#new input[name=id]").fill("new-bot");
      page.locator("#new button").click();
      check(page, shot + "secret");
      page.navigate(url("/people"));
      page.locator("#new input[name=id]").fill("grace");
      page.locator("#new button").click();
      check(page, shot + "people-fault");
      page.navigate(url("/processes"));
      page.locator("#new input[type=file]")
          .setInputFiles(Path.of("../docs/examples/one-group-first.bpmn"));
      page.locator("#new button").click();
      assertThat(page.locator(".fault-list li").count()).isEqualTo(2);
      check(page, shot + "process-faults");
      page.navigate(url("/processes/one-group-first"));
      page.locator(".danger-zone button").click();
      assertThat(page.locator("[role=alert]").innerText()).contains("The published policy uses it");
      check(page, shot + "process-refused");
      assertThat(complaints).isEmpty();
      assertThat(page.evaluate("window.pwned")).isNull();
    }
  }

  @Test
  void helpsThoseForWhomNothingCanWait() {
    try (BrowserContext context = BROWSER.newContext(view(390, ColorScheme.LIGHT))) {
      for (String who : List.of("root", "newcomer", "tim")) {
        Page page = context.newPage();
        context.clearCookies();
        page.navigate(url("/login"));
        signIn(page, who);
        check(page, "target/screenshots/390-empty-" + who);
        assertThat(page.locator("#empty").innerText()).isNotBlank();
      }
    }
  }

  private static void check(Page page, String shot) {
    page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(shot + ".png")).setFullPage(true));
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .describedAs("horizontal overflow of %s by %s", page.url(), page.evaluate(WIDE))
        .isEqualTo(0);
  }
}
