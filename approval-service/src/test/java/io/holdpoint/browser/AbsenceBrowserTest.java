package io.holdpoint.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.Role;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody goes away, and who stands in for them decides: all of it in the console. */
class AbsenceBrowserTest extends ConsoleInBrowser {

  @BeforeEach
  void team() {
    account("lena", "Lena Hau", Set.of(Role.REVIEWER), "security", "night");
    account("theo", "Theo Maiman", Set.of(Role.REVIEWER), "night");
    account("audra", "Audra Geras", Set.of(Role.AUDITOR));
  }

  @Test
  void theDelegateDecidesInTheirOwnNameAndBothPagesAndTheRecordSayForWhom() throws Exception {
    JsonNode asked = agent.ask(DELETE);
    var verdict = agent.verdictOf(asked);
    String request = address() + "/requests/" + id(asked);
    Page theo = signedIn("theo", 1280);
    theo.navigate(request);
    assertThat(theo.locator("#decide .outcome-h")).hasText("Not yours to decide");

    Page lena = signedIn("lena", 390);
    lena.navigate(address() + "/account");
    lena.locator("a:has-text('Who stands in')").click();
    lena.locator("select[name=delegate]").selectOption("theo");
    lena.locator("input[name=group][value=security]").check();
    lena.locator("input[name=to]").fill(inDays(400));
    lena.locator("button:has-text('Name them')").click();
    assertThat(lena.locator(".field-fault").first()).isVisible();
    assertThat(lena.locator("input[name=group][value=security]")).isChecked();
    lena.locator("input[name=to]").fill(inDays(3));
    lena.locator("button:has-text('Name them')").click();
    assertThat(lena.locator(".notice.good")).containsText("Saved");
    assertThat(lena.locator("#absences tbody tr")).hasCount(1);
    assertThat(lena.locator("#absences")).containsText("theo");
    picture(lena, "absence-of-one-390");

    theo.navigate(address() + "/account/absences");
    assertThat(theo.locator("#standing-in")).containsText("Now for lena");
    picture(theo, "absence-stands-in-1280");
    theo.navigate(request);
    assertThat(theo.locator("#standing-in")).containsText("You stand in for lena");
    picture(theo, "absence-decides-1280");
    lena.navigate(request);
    theo.locator("button.approve").click();
    assertThat(theo.locator("#places")).containsText("Theo Maiman standing in for lena");

    // The absent person's page, which was open all the time, says so too, and offers nothing more.
    assertThat(lena.locator("#places")).containsText("Theo Maiman standing in for lena");
    lena.reload();
    assertThat(lena.locator("#decide")).containsText("theo stood in for you on this request.");
    picture(lena, "absence-has-had-its-say-390");
    Page otto = signedIn("otto", 1280);
    otto.navigate(request);
    otto.locator("button.approve").click();
    assertThat(otto.locator("#decide .outcome-h")).hasText("Approved");
    JsonNode answer = verdict.get(20, TimeUnit.SECONDS);
    assertThat(answer.path("status").asString()).isEqualTo("approved");
    assertThat(answer.at("/approvals/given").findValuesAsString("stoodInFor")).contains("lena");

    lena.navigate(address() + "/account/absences");
    lena.locator("button:has-text('End now')").click();
    assertThat(lena.locator("#absences .chip.off")).hasText("over");
    theo.navigate(address() + "/account/absences");
    assertThat(theo.locator("#standing-in")).hasCount(0);
    Page audra = signedIn("audra", 1280);
    for (String event : new String[] {"absence.planned", "review.stood_in", "absence.ended"}) {
      audra.waitForCondition(
          () -> {
            audra.navigate(address() + "/audit?event=" + event);
            return audra.locator("tbody tr").count() > 0;
          });
      assertThat(audra.locator("tbody tr").first()).containsText("lena");
    }
  }

  @Test
  void anAdminNamesSomebodyForWhoeverCannotAnyMore() {
    Page admin = signedIn("admin", 390, ColorScheme.DARK);
    admin.navigate(address() + "/people/sana/absences");
    assertThat(admin.locator("h1")).hasText("While sana is away");
    admin.locator("select[name=delegate]").selectOption("lena");
    admin.locator("input[name=group][value=security]").check();
    admin.locator("input[name=from]").fill(inDays(1));
    admin.locator("input[name=to]").fill(inDays(2));
    admin.locator("button:has-text('Name them')").click();
    assertThat(admin.locator("#absences .chip").first()).hasText("planned");
    picture(admin, "absence-by-admin-390-dark");
    Page sana = signedIn("sana", 1280);
    sana.navigate(address() + "/account/absences");
    assertThat(sana.locator("#absences")).containsText("lena");
    sana.locator("button:has-text('Drop')").click();
    assertThat(sana.locator("#absences .chip.off")).hasText("over");
  }

  private static String inDays(int days) {
    return LocalDateTime.now(ZoneOffset.UTC)
        .plusDays(days)
        .truncatedTo(ChronoUnit.MINUTES)
        .toString();
  }
}
