package io.holdpoint.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The application as it is delivered, with people, an agent and a browser. One application serves
 * all tests that extend this: each leaves the policy as it was, and asks for requests of its own.
 */
@SpringBootTest(
    classes = DeliveredApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "holdpoint.engine.mode=off",
      "holdpoint.first-start.admin-password=" + ConsoleInBrowser.ADMIN_PASSWORD,
      "holdpoint.first-start.agent-key=" + ConsoleInBrowser.AGENT_KEY
    })
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class ConsoleInBrowser {

  static final String ADMIN_PASSWORD = "four lamps over a quiet door";
  static final String AGENT_KEY = "hp_support-bot_0123456789abcdefghijklmnopqrstuvwxyzABCD";

  /** Held for one of ops and one of security. */
  static final String DELETE =
      """
      {"action": {"tool": "crm.customers.delete", "arguments": {"id": "42", "cascade": true},
                  "target": {"system": "crm", "resource": "customers/42", "environment": "production"}},
       "reason": "The customer asked for erasure under article 17.", "task": "ticket-8812"}
      """;

  /** Milliseconds for which a page is waited for: busy machines are slow. */
  private static final double PATIENCE = 30_000;

  private static final Browser BROWSER = Chromium.launch();

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
  }

  /** Passwords by account; shared by all tests of the application. */
  private static final Map<String, String> PASSWORDS = new HashMap<>();

  @LocalServerPort private int port;
  @Autowired private AccountDesk accounts;

  private final List<BrowserContext> contexts = new ArrayList<>();
  final List<String> complaints = new ArrayList<>();
  AgentCalls agent = new AgentCalls("", "");

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("holdpoint-browser");
    properties.add("holdpoint.data-dir", data::toString);
    Path policy = data.resolve("policy.yaml");
    try (var in = ConsoleInBrowser.class.getResourceAsStream("/browser/policy.yaml")) {
      Files.copy(Objects.requireNonNull(in), policy);
    }
    properties.add("holdpoint.policy.file", policy::toString);
    TestDatabases.h2(properties);
  }

  @BeforeEach
  void people() {
    agent = new AgentCalls(address(), AGENT_KEY);
    PASSWORDS.put("admin", ADMIN_PASSWORD);
    account("rita", "Rita Levi", Set.of(Role.REVIEWER), "reviewers");
    account("otto", "Otto Hahn", Set.of(Role.REVIEWER), "ops");
    account("sana", "Sana Amin", Set.of(Role.REVIEWER), "security");
    account("nils", "Nils Bohr", Set.of(Role.REVIEWER));
  }

  @AfterEach
  void nothingComplained() {
    contexts.forEach(BrowserContext::close);
    assertThat(complaints).isEmpty();
  }

  static String id(JsonNode request) {
    return request.path("id").asString();
  }

  /** Makes the account when there is none of this name yet. */
  void account(String id, String name, Set<Role> roles, String... groups) {
    if (!PASSWORDS.containsKey(id)) {
      var created =
          accounts.create(
              new PersonId("admin"),
              new AccountDesk.NewPerson(new PersonId(id), name, roles, Set.of(groups)));
      PASSWORDS.put(id, created.password());
    }
  }

  String address() {
    return "http://localhost:" + port;
  }

  Page page(int width, boolean script) {
    return page(width, script, ColorScheme.LIGHT);
  }

  Page page(int width, boolean script, ColorScheme theme) {
    BrowserContext context =
        BROWSER.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 844 : 900)
                .setHasTouch(width < 500)
                .setColorScheme(theme)
                .setJavaScriptEnabled(script));
    contexts.add(context);
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.onConsoleMessage(
        m -> {
          // The browser itself notes every answer of 4xx; the tests look at those on purpose.
          boolean answer = m.text().startsWith("Failed to load resource");
          if ((m.type().equals("error") || m.type().equals("warning")) && !answer) {
            complaints.add(page.url() + ": " + m.text());
          }
        });
    page.onPageError(e -> complaints.add(page.url() + ": " + e));
    return page;
  }

  Page signedIn(String who, int width) {
    return signIn(page(width, true), who);
  }

  Page signedIn(String who, int width, boolean script) {
    return signIn(page(width, script), who);
  }

  Page signedIn(String who, int width, ColorScheme theme) {
    return signIn(page(width, true, theme), who);
  }

  private Page signIn(Page page, String who) {
    page.navigate(address() + "/login");
    page.locator("input[name=username]").fill(who);
    page.locator("input[name=password]").fill(Objects.requireNonNull(PASSWORDS.get(who), who));
    page.locator("button:has-text('Sign in')").click();
    page.waitForURL(u -> !u.contains("/login"));
    return page;
  }

  /** A picture of the whole page, and that nothing of it reaches beyond the window. */
  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "pictures", name + ".png")));
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .as(name)
        .isEqualTo(0);
  }
}
