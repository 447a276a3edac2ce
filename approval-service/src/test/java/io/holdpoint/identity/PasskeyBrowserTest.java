package io.holdpoint.identity;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.holdpoint.browser.Chromium;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.testing.ShiftableLedgerTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A reviewer with a real browser, and an authenticator in it that is the browser's own. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class PasskeyBrowserTest extends WholeApplication {

  private static final String POLICY =
      """
      tiers:
        - {name: dear, outcome: require_approval, approvals: [{group: reviewers, count: 1}], stepUp: true}
      defaultTier: dear
      """;

  @Autowired AccountDesk accounts;
  @Autowired ShiftableLedgerTime time;

  private CDPSession devices;
  private String device = "";

  @AfterEach
  void timeIsAsItIs() {
    time.reset();
  }

  @Test
  void aReviewerRegistersAPasskeyAndApprovesByIt() throws Exception {
    publish();
    PersonId id = new PersonId("w" + UUID.randomUUID().toString().substring(0, 12));
    String password =
        accounts
            .create(ADMIN, new NewPerson(id, "Wanda", Set.of(Role.REVIEWER), Set.of("reviewers")))
            .password();
    try (Browser browser = Chromium.launch();
        BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      List<String> complaints = new ArrayList<>();
      page.onConsoleMessage(
          message -> {
            if (message.text().contains("Content Security Policy")) {
              complaints.add(message.text());
            }
          });
      page.onPageError(complaints::add);
      anAuthenticatorIsThere(context, page);
      page.navigate(address() + "/login");
      page.fill("input[name=username]", id.value());
      page.fill("input[name=password]", password);
      page.click("button.primary");

      page.navigate(address() + "/account");
      page.click("text=How your devices prove who you are");
      page.fill("#register input[name=name]", "My phone");
      page.click("text=Register a passkey");
      assertThat(page.locator("#passkeys table")).containsText("My phone");
      assertThat(page.locator("#passkeys table")).containsText("never used");

      time.forward(Duration.ofMinutes(6));
      page.navigate(address() + "/account/passkeys");
      page.click("#confirm-first button.primary");
      assertThat(page.locator("#register")).isVisible();

      time.forward(Duration.ofMinutes(6));
      String first = ask();
      approve(page, first);
      assertThat(page.locator("[data-passkey]")).isVisible();
      assertThat(status(first)).isEqualTo("pending");
      page.click("#decide button[value=approve]");
      assertThat(page.locator(".outcome-h")).containsText("Approved");
      assertThat(status(first)).isEqualTo("approved");

      time.forward(Duration.ofMinutes(6));
      String second = ask();
      theUserIsVerified(false);
      approve(page, second);
      page.click("#decide button[value=approve]");
      assertThat(page.locator("[data-passkey-said]")).containsText("gave no passkey");
      assertThat(status(second)).isEqualTo("pending");
      page.fill("#decide input[name=password]", password);
      page.click("#decide button[value=approve]");
      assertThat(page.locator(".outcome-h")).containsText("Approved");
      assertThat(complaints).isEmpty();
    }
  }

  private void approve(Page page, String id) {
    page.navigate(address() + "/requests/" + id);
    page.click("#decide button[value=approve]");
    page.waitForURL("**/review");
  }

  private void anAuthenticatorIsThere(BrowserContext context, Page page) {
    devices = context.newCDPSession(page);
    devices.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject wanted = new JsonObject();
    wanted.add("options", options);
    device =
        devices
            .send("WebAuthn.addVirtualAuthenticator", wanted)
            .get("authenticatorId")
            .getAsString();
  }

  private void theUserIsVerified(boolean verified) {
    JsonObject wanted = new JsonObject();
    wanted.addProperty("authenticatorId", device);
    wanted.addProperty("isUserVerified", verified);
    devices.send("WebAuthn.setUserVerified", wanted);
  }

  private void publish() throws Exception {
    String admin = IdentityCalls.basic("admin", "correct horse battery");
    send("PUT", "/v1/policy/draft", admin, "application/yaml", POLICY);
    send("POST", "/v1/policy/draft/publish", admin, "application/json", "{\"note\": \"x\"}");
  }

  private String ask() throws Exception {
    return found(
        "id",
        send(
            "POST",
            "/v1/requests",
            "Bearer " + IdentityCalls.FIRST_KEY,
            "application/json",
            "{\"action\": {\"tool\": \"vault.open\"}}"));
  }

  private String status(String id) throws Exception {
    return found(
        "status",
        send("GET", "/v1/requests/" + id, "Bearer " + IdentityCalls.FIRST_KEY, "text/plain", ""));
  }

  private String send(String method, String path, String who, String type, String body)
      throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address() + path))
                    .header("Authorization", who)
                    .header("Content-Type", type)
                    .method(method, BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return answer.body();
  }

  private static String found(String name, String body) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(body);
    assertThat(matcher.find()).as(body).isTrue();
    return matcher.group(1);
  }

  private String address() {
    return "http://localhost:" + port;
  }
}
