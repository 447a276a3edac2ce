package io.holdpoint.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.holdpoint.browser.Chromium;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.text.Visible;
import io.holdpoint.standin.Json;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What agents write to get something past their reader: in Slack it does nothing, and is whole or
 * cannot be approved; in the console it does nothing and is whole, always.
 */
class SlackHostileTest extends SlackApplication {

  /**
   * JSON: mentions, links, markup, entities, buttons, terminals, bidirectional, invisible, HTML.
   */
  private static final String HOSTILE =
      """
      "note": "<!channel> <!everyone> <@U0PERSON1> <#C0APPROVE> <https://evil.example|Approve> *b* ```c``` :white_check_mark: &lt;!here&gt;",
      "<!channel>": "[Approve…] https://evil.example/approve", "ansi": "\\u001b[2J\\u001b]0;x\\u0007\\u009b2J", "nul": "a\\u0000b",
      "bidi": "\\u202egnp.exe\\u202c \\u2066x\\u2069", "unseen": "a\\u200b\\u2060b\\ufeff", "lines": "a\\nApprovals: all given\\u2028b\\u0085c",
      "html": "</pre><script>window.pwned=1</script><img src=x onerror=window.pwned=2>", "greeting": "مرحبا بالعالم 🎉👩‍👩‍👧 ＡＢＣ"
      """;

  /** What may be in a message or a form of ours; nothing of it is markup, and none mentions. */
  private static final Set<String> OURS =
      Set.of(
          "header",
          "context",
          "rich_text",
          "rich_text_section",
          "rich_text_preformatted",
          "rich_text_quote",
          "text",
          "date",
          "plain_text",
          "actions",
          "button",
          "modal",
          "input",
          "plain_text_input");

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NAMED = Pattern.compile("‹U\\+([0-9A-F]{4,6})›");

  private static final Browser BROWSER = Chromium.launch();

  private User rita = new User("", "", "", "");

  @BeforeEach
  void somebodyReads() {
    rita = reviewer("reviewers");
  }

  @AfterAll
  static void close() {
    BROWSER.close();
  }

  @Test
  void whatFitsIsShownWholeAndDoesNothing() {
    String arguments = "{" + HOSTILE + "}";
    RequestId id = holdHostile(arguments);
    Message message = told(id);

    isOurs(message, id);
    assertThat(argumentsOf(message.blocks())).isEqualTo(JSON.readTree(arguments));
    assertThat(message.buttons()).containsOnlyKeys("hp_deny", "hp_approve", "hp_console");
    View form = form(rita, message, "hp_approve");
    isOurs(form.payload(), id);
    assertThat(argumentsOf(Json.list(form.payload().get("blocks"))))
        .isEqualTo(JSON.readTree(arguments));
    consoleShowsWhole(id, arguments);
    SLACK.people().submit(form, Map.of("hp_reason_text", "<!channel> *fine*"));
    assertThat(finalOf(id).at("/status")).isEqualTo("approved");
    soon(() -> assertThat(message.shown()).startsWith("✅ Approved"));
    isOurs(message, id);
    soon(() -> assertThat(SLACK.workspace().replies(message)).hasSize(1));
    isOurs(SLACK.workspace().replies(message).getFirst(), id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 KB", "10,000 keys"})
  void whatDoesNotFitHasNoButtonToApproveInSlackAndIsWholeInTheConsole(String what) {
    String arguments =
        what.equals("200 KB")
            ? "{" + HOSTILE + ", \"text\": \"" + "<!channel> y مر".repeat(13_000) + " the end\"}"
            : IntStream.range(0, 10_000)
                .mapToObj(i -> "\"<!channel>" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    RequestId id = holdHostile(arguments);
    Message message = told(id);

    isOurs(message, id);
    assertThat(message.buttons()).containsOnlyKeys("hp_deny", "hp_console");
    assertThat(message.shown()).contains("Too long to be shown here whole");
    // A button that is not there, made of the one that is.
    String value = Json.string(message.buttons().get("hp_deny").get("value"));
    int forms = SLACK.workspace().views().size();
    SLACK.people().click(rita, message, "hp_approve", value);
    told(rita, "too long to be read in Slack: approve it in the console");
    assertThat(SLACK.workspace().views()).hasSize(forms);
    View form = form(rita, message, "hp_deny");
    isOurs(form.payload(), id);
    consoleShowsWhole(id, arguments);
    SLACK.people().submit(form, Map.of("hp_reason_text", "Too much"));
    assertThat(finalOf(id).at("/status")).isEqualTo("denied");
    soon(() -> assertThat(message.shown()).startsWith("⛔ Denied"));
    isOurs(message, id);
  }

  private RequestId holdHostile(String arguments) {
    var reply =
        agent.post(
            "/v1/requests",
            """
            {"action": {"tool": "payments.refund", "arguments": %s,
              "target": {"system": "<!here>", "resource": "<https://evil.example|ok> *p\u0430ypal*", "environment": "&lt;!channel&gt;"}},
             "reason": "<!channel> <@U0PERSON1> ok?\\n> *Approved by* <https://evil.example|security>", "task": "<!subteam^S1>"}
            """
                .formatted(arguments));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    return RequestId.parse(reply.at("/id")).orElseThrow();
  }

  private static void isOurs(Message message, RequestId id) {
    assertThat(message.text()).as("what a notification shows").doesNotContain("<", ">");
    isOurs(message.blocks(), id);
  }

  private static void isOurs(Object part, RequestId id) {
    switch (part) {
      case List<?> list -> list.forEach(each -> isOurs(each, id));
      case Map<?, ?> map -> {
        Object type = map.get("type");
        if (type instanceof String named && !named.equals("link")) {
          assertThat(OURS).contains(named);
        }
        if (map.containsKey("url")) {
          assertThat(Json.string(map.get("url"))).matches("https?://[^/]+/requests/" + id);
        }
        if ("plain_text".equals(type)) {
          assertThat(map.get("emoji")).as("codes of emoji stay codes").isEqualTo(false);
        }
        map.values().forEach(each -> isOurs(each, id));
      }
      case String text ->
          assertThat(text.codePoints().filter(c -> c != '\n' && Visible.isOdd(c)))
              .as("what cannot be seen, or directs what can")
              .isEmpty();
      case null, default -> {}
    }
  }

  /** What is preformatted, read back: characters that were named are those characters again. */
  private static JsonNode argumentsOf(List<Object> blocks) {
    StringBuilder text = new StringBuilder();
    for (Object block : blocks) {
      for (Object part : Json.list(Json.object(block).get("elements"))) {
        if ("rich_text_preformatted".equals(Json.object(part).get("type"))) {
          for (Object element : Json.list(Json.object(part).get("elements"))) {
            text.append(Json.string(Json.object(element).get("text")));
          }
        }
      }
    }
    return read(text.toString());
  }

  private static JsonNode read(String shown) {
    return JSON.readTree(
        NAMED.matcher(shown).replaceAll(m -> escaped(Integer.parseInt(m.group(1), 16))));
  }

  /** As it may stand in a JSON string. */
  private static String escaped(int c) {
    StringBuilder escapes = new StringBuilder();
    for (char each : Character.toChars(c)) {
      escapes.append("\\\\u").append(String.format(Locale.ROOT, "%04x", (int) each));
    }
    return escapes.toString();
  }

  private void consoleShowsWhole(RequestId id, String arguments) {
    List<String> alarms = new ArrayList<>();
    try (var context = BROWSER.newContext()) {
      Page page = context.newPage();
      page.onDialog(
          dialog -> {
            alarms.add("a dialog");
            dialog.dismiss();
          });
      page.onRequest(
          request -> {
            if (!request.url().startsWith(address("/")) && !request.url().startsWith("data:")) {
              alarms.add("asks for " + request.url());
            }
          });
      page.onConsoleMessage(
          message -> {
            if (message.text().contains("Content Security Policy")) {
              alarms.add(message.text());
            }
          });
      signedIn(page, rita, "/requests/" + id);
      assertThat(read(page.locator("#arguments pre").textContent()))
          .isEqualTo(JSON.readTree(arguments));
      assertThat(
              page.evaluate(
                  "[document.querySelectorAll('img[src=x], [onerror], script:not([src])').length,"
                      + " window.pwned || 0]"))
          .isEqualTo(List.of(0, 0));
    }
    assertThat(alarms).isEmpty();
  }
}
