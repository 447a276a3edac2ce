package io.holdpoint.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Markup is put into every text that anybody may write, and then every page that can be reached is
 * opened in the browser: nothing of it is an element, and none of it runs.
 */
@SpringBootTest(
    classes = DeliveredApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "holdpoint.engine.mode=off",
      "holdpoint.first-start.admin-password=" + HostilePagesBrowserTest.ADMIN_PASSWORD
    })
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class HostilePagesBrowserTest {

  static final String ADMIN_PASSWORD = "five lamps over a quiet door";

  /** As it stands in a JSON string: elements, attributes that break out, templates, addresses. */
  private static final String MARKUP =
      "<x-evil>1</x-evil>'\\\"><img src=x onerror=window.pwned=1><script>window.pwned=2</script>"
          + "</textarea></title><svg onload=alert(3)>${7*7}[[${7*7}]]{{7*7}} javascript:alert(4)";

  /** For fields that take fewer characters. */
  private static final String SHORT = "'\\\"><x-evil onclick=alert(5)>";

  @LocalServerPort private int port;
  @Autowired private AccountDesk accounts;
  @Autowired private AgentDesk agents;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("holdpoint-hostile");
    properties.add("holdpoint.data-dir", data::toString);
    properties.add("holdpoint.policy.file", () -> "src/test/resources/policy-for-api-tests.yaml");
    TestDatabases.h2(properties);
  }

  @Test
  void noTextThatAnybodyWroteRunsOrBecomesAnElementOnAnyPage() {
    var all = person("all", Set.of(Role.values()));
    seed(all);
    try (Browser browser = Chromium.launch()) {
      Page page = browser.newPage();
      List<String> alarms = new ArrayList<>();
      page.onDialog(
          dialog -> {
            alarms.add("a dialog on " + page.url());
            dialog.dismiss();
          });
      page.onRequest(
          request -> {
            if (!request.url().startsWith(address()) && !request.url().startsWith("data:")) {
              alarms.add(page.url() + " asks for " + request.url());
            }
          });
      page.onConsoleMessage(
          message -> {
            if (message.text().contains("Content Security Policy")) {
              alarms.add(page.url() + ": " + message.text());
            }
          });
      signIn(page, "all");
      Set<String> opened = new LinkedHashSet<>();
      Set<String> kinds = new LinkedHashSet<>();
      var queue = new ArrayDeque<>(List.of("/"));
      while (!queue.isEmpty()) {
        String path = queue.poll();
        if (!opened.add(path)) {
          continue;
        }
        Response response = page.navigate(address() + path);
        if (response == null
            || !response.headers().getOrDefault("content-type", "").startsWith("text/html")) {
          continue;
        }
        assertHeaders(path, response);
        Object evil =
            page.evaluate(
                "[document.querySelectorAll('x-evil, img[src=x], svg[onload], [onclick], [onerror], "
                    + "script:not([src]), a[href^=\"javascript:\"]').length, window.pwned || 0]");
        assertThat(evil).as(path).isEqualTo(List.of(0, 0));
        kinds.add(kind(path));
        @SuppressWarnings("unchecked")
        var links =
            (List<String>)
                page.evaluate(
                    "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))");
        for (String link : links) {
          String next = link.split("#", 2)[0];
          // Of each kind of page a few; the parts of a query are for lists that go on.
          if (next.startsWith("/")
              && !next.startsWith("//")
              && !next.startsWith("/v3")
              && !next.startsWith("/swagger")
              && !next.startsWith("/assets")
              && opened.stream().filter(o -> kind(o).equals(kind(next))).count() < 4) {
            queue.add(next);
          }
        }
      }
      assertThat(alarms).isEmpty();
      assertThat(kinds)
          .contains(
              "/",
              "/history",
              "/requests/*",
              "/people",
              "/agents",
              "/policy",
              "/audit",
              "/freezes",
              "/tools",
              "/insight",
              "/tasks")
          .hasSizeGreaterThan(20);
    }
  }

  /** Framing, types, referrers and scripts are bound on every page. */
  private static void assertHeaders(String path, Response response) {
    var headers = response.headers();
    assertThat(headers.get("content-security-policy"))
        .as(path)
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(headers.get("x-frame-options")).as(path).isEqualTo("DENY");
    assertThat(headers.get("x-content-type-options")).as(path).isEqualTo("nosniff");
    assertThat(headers.get("referrer-policy")).as(path).isEqualTo("no-referrer");
    assertThat(headers.get("cross-origin-opener-policy")).as(path).isEqualTo("same-origin");
  }

  private static String kind(String path) {
    return path.split("\\?", 2)[0].replaceAll(
        "/(?=[^/]*[0-9%])[^/]+|(?<=/(people|agents|tasks|tools)/)[^/]+", "/*");
  }

  /** Where text may stand, it is markup; what is refused is no text that anybody will see. */
  private void seed(HttpCalls all) {
    var agent =
        HttpCalls.ofAgent(
            port,
            agents
                .create(
                    new PersonId("admin"),
                    new AgentDesk.NewAgent(
                        new AgentId("evil"), new PersonId("admin"), Set.of(), Set.of()))
                .key());
    String task =
        taken(
                agent.post(
                    "/v1/tasks",
                    "{\"purpose\":\"%s\",\"allowedTools\":[\"shop.*\"]}".formatted(MARKUP)))
            .at("/id");
    String body =
        """
        {"action":{"tool":"shop.orders.refund","arguments":{"%1$s":"%2$s","list":["%2$s",{"%1$s":"%2$s"}]},
          "target":{"system":"%1$s","resource":"%2$s","environment":"%1$s"}},
         "reason":"%2$s","task":"%3$s",
         "context":{"dataTouched":["pii"],"attributes":{"%1$s":"%2$s"},"before":{"%1$s":"%2$s"},"after":{"%1$s":"%2$s "}}}
        """
            .formatted(SHORT, MARKUP, task);
    Reply held = taken(agent.post("/v1/requests", body));
    Reply denied = taken(agent.post("/v1/requests", body));
    Reply approved = taken(agent.post("/v1/requests", body));
    taken(agent.post("/v1/requests", body.replace(task, SHORT)));
    review(all, denied, "deny");
    review(all, approved, "approve");
    Reply read = agent.get("/v1/requests/" + approved.at("/id"));
    taken(
        all.post(
            "/v1/requests/" + approved.at("/id") + "/revoke",
            "{\"reason\":\"%s\"}".formatted(MARKUP)));
    assertThat(read.at("/verdict/token")).isNotEmpty();
    taken(
        all.post(
            "/v1/freezes",
            "{\"scope\":\"tool\",\"of\":\"nothing.*\",\"reason\":\"%s\"}".formatted(MARKUP)));
    accounts.create(
        new PersonId("admin"),
        new AccountDesk.NewPerson(
            new PersonId("evilla"),
            MARKUP.replace("\\\"", "\"").substring(0, 60),
            Set.of(Role.REVIEWER),
            Set.of("reviewers")));
    Reply drafted =
        HttpCalls.send(
            all.to("/v1/policy/draft")
                .header("Content-Type", "application/yaml")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(policy())));
    assertThat(drafted.status()).as(drafted.body()).isEqualTo(200);
    taken(all.post("/v1/policy/draft/publish", "{\"note\":\"%s\"}".formatted(MARKUP)));
    // A log that is kept: its name and its lines.
    assertThat(held.status()).isEqualTo(202);
  }

  private static String policy() {
    String name = MARKUP.replace("\\\"", "\"").replace("'", "''").substring(0, 70);
    try {
      return Files.readString(Path.of("src/test/resources/policy-for-api-tests.yaml"))
              .replace("name: Reads are free", "name: '" + name + "'")
              .replace("name: The shop stays open", "name: '" + name + "!'")
          + "# "
          + MARKUP.replace("\\\"", "\"")
          + "\n";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void review(HttpCalls by, Reply request, String decision) {
    taken(
        by.post(
            "/v1/requests/" + request.at("/id") + "/reviews",
            "{\"decision\":\"%s\",\"reason\":\"%s\",\"digest\":\"%s\"}"
                .formatted(decision, MARKUP, request.at("/action/digest"))));
  }

  private static Reply taken(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isBetween(200, 202);
    return reply;
  }

  private HttpCalls person(String id, Set<Role> roles) {
    var created =
        accounts.create(
            new PersonId("admin"),
            new AccountDesk.NewPerson(
                new PersonId(id), SHORT.replace("\\", ""), roles, Set.of("reviewers")));
    password = created.password();
    return HttpCalls.ofPerson(port, id, password);
  }

  private String password = "";

  private void signIn(Page page, String who) {
    page.navigate(address() + "/login");
    page.locator("input[name=username]").fill(who);
    page.locator("input[name=password]").fill(password);
    assertThatCode(() -> page.locator("button:has-text('Sign in')").click())
        .doesNotThrowAnyException();
    page.waitForURL(url -> !url.contains("/login"));
  }

  private String address() {
    return "http://localhost:" + port;
  }
}
