package io.holdpoint.web.preview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The tasks on a phone and without script. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class TaskPagesBrowserTest extends PreviewPage {

  @Autowired private FixtureTasks tasks;

  TaskPagesBrowserTest() {
    super(390, ColorScheme.LIGHT, false);
  }

  @Test
  void leadsFromARequestToItsTaskAndEndsItWithAReason() {
    page.navigate(url("/requests/" + fixtures.id("refund")));
    assertThat(page.locator("#task-fact")).containsText("actions 4 of 10");
    page.locator("#task-fact a").click();
    assertThat(page.locator("#used")).containsText("317.5 of 500");
    page.locator("input[name=reason]").fill("#");
    page.locator("button:has-text('End this task')").click();
    assertThat(page.locator(".field-fault")).containsText("expected plain text");
    page.locator("input[name=reason]").fill("wrong <b>orders</b>");
    page.locator("button:has-text('End this task')").click();

    assertThat(page.locator(".notice.good")).containsText("Ended.");
    assertThat(page.locator("#over")).containsText("ended by ada: wrong <b>orders</b>");
    assertThat(page.locator("button:has-text('End this task')")).hasCount(0);
    page.navigate(url("/requests/" + fixtures.id("refund")));
    assertThat(page.locator("#task-fact")).containsText("over: ended by ada");
  }

  @Test
  void searchesAndTellsOpenFromOver() {
    page.navigate(url("/tasks"));
    assertThat(page.locator("tbody tr")).hasCount(3);
    page.locator("select[name=state]").selectOption("over");
    page.locator("button:has-text('Search')").click();
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody tr")).containsText("it strayed");
    page.locator("input[name=q]").fill("nothing of the kind");
    page.locator("button:has-text('Search')").click();
    assertThat(page.locator(".empty h2")).hasText("No task matches");
  }

  @Test
  void offersNobodyButAnAdministratorToEndATask() {
    signIn("grace");
    page.navigate(url("/tasks/order-5521"));
    assertThat(page.locator("h1")).hasText("Task of support-bot");
    assertThat(page.locator("button:has-text('End this task')")).hasCount(0);
    assertThat(page.locator("a:has-text('Freeze')")).hasCount(0);
    page.navigate(url("/requests/" + fixtures.id("four-eyes")));
    assertThat(page.locator("#task-fact")).hasCount(0); // a label
  }
}
