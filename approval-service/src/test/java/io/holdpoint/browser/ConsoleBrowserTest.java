package io.holdpoint.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Reviewers at the console while agents wait at the API. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class ConsoleBrowserTest extends ConsoleInBrowser {

  private static final String READ =
      """
      {"action": {"tool": "crm.customers.get", "arguments": {"id": "42"},
                  "target": {"system": "crm", "resource": "customers/42", "environment": "production"}},
       "task": "ticket-8812"}
      """;

  private static int counter;

  @Autowired private JdbcTemplate jdbc;

  @Test
  void showsAHeldRequestWithoutReloadAndTheWaitingAgentGetsTheApproval() throws Exception {
    Page page = signedIn("rita", 1280);
    page.navigate(address() + "/?each=yes"); // others of the kind would stand in one row with it
    assertThat(page.locator("#live-state.on")).isVisible();
    JsonNode asked = agent.ask(refund());
    var verdict = agent.verdictOf(asked);
    showAll(page);
    page.locator("#rows li[data-id='" + id(asked) + "'] a").click();
    assertThat(page.locator("h1")).containsText("Refund charge ch_");
    assertThat(page.locator("#words")).containsText("Wrong size delivered");
    page.locator("#reason").fill("Checked the parcel photo");
    page.locator("button.approve").click();
    page.waitForURL("**?recorded");
    assertThat(page.locator("#decide .outcome-h")).hasText("Approved");
    JsonNode answer = verdict.get(20, TimeUnit.SECONDS);
    assertThat(answer.path("status").asString()).isEqualTo("approved");
    assertThat(answer.path("verdict").path("basis").asString()).isEqualTo("reviewers");
  }

  @Test
  void approvesWithChangedArgumentsAndTheAgentIsToldBoth() throws Exception {
    JsonNode asked = agent.ask(refund());
    var verdict = agent.verdictOf(asked);
    Page page = signedIn("rita", 390);
    page.navigate(address() + "/requests/" + id(asked));
    page.locator(".change-it a").click();
    page.locator("#arguments").fill("{\"amount\": 20, \"amount\": 30}");
    page.locator("#reason").fill("Only the shipping");
    page.locator("button[value=look]").click();
    assertThat(page.locator("[role=alert]")).containsText("Nothing was changed.");
    complaints.clear(); // the refusal's status
    page.locator("#arguments")
        .fill("{\"amount\": 2000, \"currency\": \"<b>\\u202e\\u0000🙂عربى\"}");
    page.locator("button[value=look]").click();
    assertThat(page.locator("#difference")).containsText("<b>");
    assertThat(page.locator("#then")).containsText("stricter than now");
    assertThat(page.locator("button[value=make]")).hasText("Change and approve");
    page.locator("button[value=edit]").click();
    assertThat(page.locator("#arguments"))
        .hasValue("{\n  \"amount\": 2000,\n  \"currency\": \"<b>\\u202e\\u0000🙂عربى\"\n}");
    page.locator("#arguments").fill("{\"amount\": 20, \"currency\": \"EUR\"}");
    page.locator("button[value=look]").click();
    assertThat(page.locator("#difference .d-removed .text")).containsText("120.5");
    assertThat(page.locator("#difference .d-added .text")).containsText("20");
    assertThat(page.locator("button[value=make]")).hasText("Change and approve");
    picture(page, "change-390");
    page.locator("button[value=make]").click();
    page.waitForURL("**?recorded");
    assertThat(page.locator("#changed")).containsText("Only the shipping");
    assertThat(page.locator("#decide .outcome-h")).hasText("Approved");
    picture(page, "changed-390");
    JsonNode answer = verdict.get(20, TimeUnit.SECONDS);
    assertThat(answer.path("action").path("arguments").path("amount").asInt()).isEqualTo(20);
    assertThat(answer.path("changed").path("by").asString()).isEqualTo("rita");
    assertThat(answer.at("/changed/original/arguments/amount").asDouble()).isEqualTo(120.5);
  }

  @Test
  void voidsAnApprovalOfTheOldArgumentsAndSaysSoBeforeAndAfter() {
    JsonNode asked = agent.ask(refund().replace("120.5", "2000"));
    String request = address() + "/requests/" + id(asked);
    Page otto = signedIn("otto", 1280);
    otto.navigate(request);
    otto.locator("button.approve").click();
    assertThat(otto.locator("#decide .outcome-h")).hasText("Waiting for others");
    Page sana = signedIn("sana", 390);
    sana.navigate(request + "/change");
    sana.locator("#arguments").fill("{\"amount\": 1500, \"currency\": \"EUR\"}");
    sana.locator("#reason").fill("Less");
    sana.locator("button[value=look]").click();
    assertThat(sana.locator("#then")).containsText("1 review of the old arguments will be void");
    sana.locator("button[value=make]").click();
    assertThat(sana.locator("#changed"))
        .containsText("1 review of earlier arguments counts no more.");
    assertThat(sana.locator("#decide .outcome-h")).hasText("Waiting for others");
    otto.navigate(request);
    assertThat(otto.locator("#arguments .code")).containsText("1500");
    otto.locator("button.approve").click();
    assertThat(otto.locator("#decide .outcome-h")).hasText("Approved");
  }

  @Test
  void asksForAReasonThatSaysSomethingFromTheStartAndAtTheFirstStepOfAChange() throws Exception {
    JsonNode asked =
        agent.ask(
            """
            {"action": {"tool": "mail.campaign.send", "arguments": {"to": "customers", "subject": "Sale"},
                        "target": {"system": "mail", "resource": "campaign 7", "environment": "production"}},
             "task": "sale"}
            """);
    var verdict = agent.verdictOf(asked);
    Page page = signedIn("rita", 1280);
    page.navigate(address() + "/requests/" + id(asked));
    assertThat(page.locator("#decide label[for=reason]")).containsText("10 letters or digits");
    page.keyboard().press("a");
    assertThat(page.locator("#confirm")).containsText("10 letters or digits at least");
    page.locator("#confirm-reason").fill("ok ..........");
    page.locator("#confirm button.approve").click();
    assertThat(page.locator("#confirm-reason")).hasAttribute("aria-invalid", "true");
    page.locator("#confirm button:has-text('Back')").click();

    page.locator(".change-it a").click();
    assertThat(page.locator("label[for=reason]")).containsText("10 letters or digits at least");
    page.getByLabel("Recipients").selectOption("testers");
    page.locator("#reason").fill("testers ...");
    page.locator("button[value=look]").click();
    assertThat(page.locator("#reason-f")).containsText("at least 10 letters or digits");
    assertThat(page.locator("#reason")).hasAttribute("aria-invalid", "true");
    assertThat(page.getByLabel("Recipients")).hasValue("testers");
    picture(page, "change-reason-1280");
    page.locator("#reason").fill("To the testers first, please");
    page.locator("button[value=look]").click();
    assertThat(page.locator("#difference .d-added .text")).hasText("  \"to\": \"testers\"");
    page.locator("button[value=make]").click();
    page.waitForURL("**?recorded");
    JsonNode answer = verdict.get(20, TimeUnit.SECONDS);
    assertThat(answer.at("/action/arguments/to").asString()).isEqualTo("testers");
    assertThat(answer.path("status").asString()).isEqualTo("approved");
  }

  @Test
  void tellsTheAgentTheReasonOfADenial() throws Exception {
    JsonNode asked = agent.ask(refund());
    var verdict = agent.verdictOf(asked);
    Page page = signedIn("rita", 390);
    page.navigate(address() + "/requests/" + id(asked));
    page.locator("#reason").fill("Wrong order: refund ch_9 instead");
    page.locator("button.deny").click();
    assertThat(page.locator("#decide .outcome-h")).hasText("Denied");
    JsonNode answer = verdict.get(20, TimeUnit.SECONDS);
    assertThat(answer.path("status").asString()).isEqualTo("denied");
    assertThat(answer.path("verdict").path("reason").asString())
        .isEqualTo("Wrong order: refund ch_9 instead");
  }

  @Test
  void takesTwoPeopleOfTwoGroupsAndShowsEachWhatTheOtherDid() throws Exception {
    JsonNode asked = agent.ask(DELETE);
    var verdict = agent.verdictOf(asked);
    Page ops = signedIn("otto", 1280);
    ops.navigate(address() + "/requests/" + id(asked));
    Page security = signedIn("sana", 390);
    security.navigate(address() + "/requests/" + id(asked));
    ops.locator("button.approve").click();
    assertThat(ops.locator("#decide .outcome-h")).hasText("Waiting for others");
    assertThat(security.locator("#places .given")).containsText("Otto Hahn");
    security.locator("button.approve").click();
    assertThat(security.locator("#decide .outcome-h")).hasText("Approved");
    assertThat(ops.locator("#decide .outcome-h")).hasText("Approved");
    assertThat(verdict.get(20, TimeUnit.SECONDS).path("status").asString()).isEqualTo("approved");
  }

  @Test
  void answersAStalePageWithWhatIsTrueNow() {
    JsonNode asked = agent.ask(refund());
    Page stale = signedIn("rita", 390, false);
    stale.navigate(address() + "/requests/" + id(asked));
    Page other = stale.context().newPage();
    other.navigate(address() + "/requests/" + id(asked));
    other.locator("#reason").fill("No");
    other.locator("button.deny").click();
    stale.locator("button.approve").click();
    assertThat(stale.locator(".notice.bad")).containsText("Your decision was not taken.");
    assertThat(stale.locator("#decide .outcome-h")).hasText("Denied");
  }

  @Test
  void tellsAReviewerWithoutTheGroupWhyTheyCannotDecide() {
    JsonNode asked = agent.ask(refund());
    Page page = signedIn("nils", 390);
    assertThat(page.locator("#empty")).containsText("You are in no group yet");
    page.navigate(address() + "/requests/" + id(asked));
    assertThat(page.locator("#decide .outcome-h")).hasText("Not yours to decide");
    assertThat(page.locator(".verdict")).hasCount(0);
  }

  @Test
  void refusesAFormWithoutItsTokenAndDecidesNothingByGet() {
    JsonNode asked = agent.ask(refund());
    Page page = signedIn("rita", 1280);
    String review = address() + "/requests/" + id(asked) + "/review";
    APIResponse forged =
        page.request()
            .post(
                review,
                RequestOptions.create()
                    .setForm(
                        FormData.create()
                            .set("decision", "approve")
                            .set("digest", asked.path("action").path("digest").asString())));
    assertThat(forged.status()).isEqualTo(403);
    assertThat(page.request().get(review + "?decision=approve").status()).isEqualTo(405);
    page.navigate(address() + "/requests/" + id(asked));
    assertThat(page.locator("#state")).containsText("Waiting");
  }

  @Test
  void rendersHostileTextHarmless() {
    String hostile =
        "\\\"><script>window.pwned=1</script><img src=x onerror=window.pwned=2>\\u202egnp.exe"
            + " [[${7*7}]] </textarea></pre>";
    JsonNode asked =
        agent.ask(
            """
            {"action": {"tool": "mail.send", "arguments": {"<b>to</b>": "%1$s", "html": "<a href='javascript:alert(1)'>x</a>"},
                        "target": {"system": "<i>mail</i>", "resource": "box/<svg onload=alert(1)>", "environment": "prod"}},
             "reason": "%2$s", "task": "t<script>alert(1)</script>"}
            """
                .formatted(hostile, hostile.replace("\\u202e", "")));
    Page page = signedIn("rita", 390);
    page.navigate(address() + "/requests/" + id(asked));
    assertThat(page.locator("#arguments")).containsText("<script>window.pwned=1</script>");
    assertThat(page.locator("#arguments .odd")).containsText("U+202E");
    assertThat(page.locator("#words")).containsText("[[${7*7}]]");
    for (String path : List.of("/", "/history")) {
      page.navigate(address() + path);
      assertThat(page.locator("main")).containsText("<svg onload=alert(1)>");
    }
    assertThat(page.evaluate("window.pwned")).isNull();
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .isEqualTo(0);
  }

  @Test
  void opensTheSecondRequestByKeysAlone() {
    agent.ask(refund());
    agent.ask(refund());
    Page page = signedIn("rita", 1280);
    String second = page.locator("#rows li").nth(1).getAttribute("data-id");
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    page.waitForURL("**/requests/" + second);
  }

  @Test
  void saysNoMoreThanThatSigningInDidNotWork() {
    Page page = page(390, true);
    for (String name : List.of("rita", "nobody-of-that-name")) {
      page.navigate(address() + "/login");
      page.locator("input[name=username]").fill(name);
      page.locator("input[name=password]").fill("not the password");
      page.locator("button:has-text('Sign in')").click();
      assertThat(page.locator(".notice.bad"))
          .hasText("That did not work. Check the name and the password.");
    }
  }

  @Test
  void letsAnAdminMakePeopleAndAgentsAndShowsEachSecretOnce() {
    Page page = signedIn("admin", 390);
    assertThat(page.locator("#empty h2")).hasText("You are not a reviewer");
    page.navigate(address() + "/agents");
    page.locator("#new input[name=id]").fill("night-bot");
    page.locator("#new button").click();
    assertThat(page.locator("#secret")).containsText("hp_night-bot_");
    page.navigate(address() + "/agents/night-bot");
    assertThat(page.locator("main")).not().containsText("hp_night-bot_");
    page.navigate(address() + "/people");
    page.locator("#new input[name=id]").fill("rita");
    page.locator("#new button").click();
    assertThat(page.locator(".field-fault")).isVisible();
    for (String path : List.of("/policy", "/system", "/account", "/people/rita", "/history")) {
      page.navigate(address() + path);
      assertThat(page.locator("h1")).isVisible();
      assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
          .isEqualTo(0);
    }
  }

  @Test
  void answersUnknownAndForbiddenPagesInItsOwnLanguage() {
    Page page = signedIn("rita", 390);
    for (String path :
        List.of("/nowhere", "/requests/no-id", "/requests/0198f000-0000-7000-8000-000000000000")) {
      page.navigate(address() + path);
      assertThat(page.locator(".error-code")).hasText("404");
    }
    for (String path : List.of("/people", "/agents", "/system", "/audit")) {
      page.navigate(address() + path);
      assertThat(page.locator(".error-code")).hasText("403");
    }
  }

  /** Writes {@code docs/images/request-page.png} when asked by -Dholdpoint.picture=<file>. */
  @Test
  void showsTheWholeRequestForThePictureOfTheReadme() {
    agent.ask(READ);
    JsonNode asked = agent.ask(DELETE);
    Page page = signedIn("otto", 1280);
    page.navigate(address() + "/requests/" + id(asked));
    assertThat(page.locator("h1")).hasText("Delete customers/42");
    assertThat(page.locator("#chain li")).not().hasCount(0);
    String picture = System.getProperty("holdpoint.picture", "");
    if (!picture.isEmpty()) {
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(picture)).setFullPage(true));
    }
  }

  @Test
  void aPlantedCheckLooksLikeARequestUntilItIsAnsweredAndCanOnlyBeDecided() {
    Page admin = signedIn("admin", 1280);
    admin.navigate(address() + "/insight/reviewers");
    admin.locator("#every").fill("50");
    admin.locator("#checks button").click();
    assertThat(admin.locator("#checks h2")).containsText("one for 50 reviews");

    Page page = signedIn("rita", 390);
    JsonNode model = agent.ask(refund());
    page.navigate(address() + "/requests/" + id(model));
    page.locator("#decide #reason").fill("as asked");
    page.locator("#decide button.approve").click();
    page.waitForURL("**?recorded");
    var check = UUID.randomUUID();
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    // What the scan does after one of so many reviews, by chance.
    jdbc.update(
        "insert into planted_checks (id, person_id, like_request, planted_at, expires_at) values"
            + " (?, 'rita', ?, ?, ?)",
        check,
        UUID.fromString(id(model)),
        now,
        now.plusHours(1));

    page.navigate(address() + "/?each=yes");
    page.locator("#rows li[data-id='" + check + "'] a").click();
    assertThat(page.locator("h1")).containsText("Refund charge ch_");
    assertThat(page.locator(".effect")).hasText("others must help to undo it");
    assertThat(page.locator("#arguments .code")).containsText("This is a planted check");
    page.locator(".like-it a").click();
    assertThat(page.locator("[role=alert]")).containsText("It can only be decided for itself.");
    page.navigate(address() + "/requests/" + check + "/change");
    page.locator("#arguments").fill("{\"amount\": 5}");
    page.locator("#reason").fill("less");
    page.locator("button[value=look]").click();
    assertThat(page.locator("[role=alert]")).containsText("It can only be decided as it is.");
    complaints.clear(); // the refusal's status
    Page other = signedIn("otto", 1280);
    assertThat(other.request().get(address() + "/requests/" + check + "/change").status())
        .isEqualTo(404);

    page.navigate(address() + "/requests/" + check);
    page.locator("#decide #reason").fill("it says so");
    page.locator("#decide button.deny").click();
    page.waitForURL("**?recorded");
    assertThat(page.locator("#decide"))
        .containsText("This was a planted check, and you denied it: well read.");
    admin.locator("#every").fill("0");
    admin.locator("#checks button").click();
    assertThat(admin.locator("#checks h2")).containsText("off");
  }

  private static String refund() {
    counter++;
    return """
    {"action": {"tool": "payments.refund", "arguments": {"amount": 120.5, "currency": "EUR"},
                "target": {"system": "stripe", "resource": "charge ch_%s", "environment": "production"}},
     "reason": "Wrong size delivered", "task": "order-%s"}
    """
        .formatted(counter, counter);
  }

  /** Held requests of other tests may wait too; new ones are announced above them. */
  private static void showAll(Page page) {
    page.waitForCondition(
        () -> page.locator("#show-new").isVisible() || page.locator("#rows li.fresh").count() > 0);
    if (page.locator("#show-new").isVisible()) {
      page.locator("#show-new").click();
    }
  }
}
