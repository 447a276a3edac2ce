package io.holdpoint.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash",
        "shell.exec",
        "Bash",
        "run_terminal_cmd",
        "execute_sql",
        "executeSql",
        "db.query",
        "mcp__postgres__query",
        "python.eval",
        "code-interpreter",
        "powershell/run",
        "runCode",
        "http.request",
        "web_fetch",
        "kubectl.apply",
        "graphql",
        "notebook:cell",
        "execcode",
        "runscript",
        "subprocess",
        "browser.click",
        "ssh",
        "computer_use"
      })
  void suspectsToolsByTheirNames(String tool) {
    assertThat(Programs.suspect(tool, Map.of())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.orders.refund", "crm.customers.delete", "mail.send", "payments.transfer",
        "subscription.cancel", "transcript.share", "description.update", "calendar.invite",
        "tickets.close", "executive.notify", "prescription.renew"
      })
  void letsPlainToolsBe(String tool) {
    assertThat(
            Programs.suspect(
                tool,
                Map.of(
                    "id", "W-1", "amount", 20L, "country_code", "DE", "description", "as asked")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command",
        "cmd",
        "sql",
        "query",
        "code",
        "script",
        "source_code",
        "expression",
        "headers",
        "payload",
        "stdin",
        "argv",
        "template",
        "where",
        "prompt",
        "jsFormula",
        "raw-body"
      })
  void suspectsArgumentsByTheirNamesAtAnyDepth(String name) {
    assertThat(Programs.suspect("x.y", Map.of(name, "a"))).isPresent();
    assertThat(Programs.suspect("x.y", Map.of("a", List.of(Map.of(name, 1L))))).isPresent();
  }

  @Test
  void suspectsAnAddressWithWhatIsSentThereAndAFileWithWhatIsWritten() {
    assertThat(Programs.suspect("x.y", Map.of("url", "https://a.example"))).isEmpty();
    assertThat(Programs.suspect("x.y", Map.of("url", "https://a.example", "body", "b")))
        .isPresent();
    assertThat(Programs.suspect("mail.send", Map.of("to", "a@b.example", "body", "Hello")))
        .isEmpty();
    assertThat(Programs.suspect("x.y", Map.of("file_path", "a.txt", "content", "b"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/bin/sh\necho",
        "rm -rf /",
        "a; rm b",
        "$(id)",
        "`id`",
        "a && b",
        "cat x | sh",
        "SELECT * FROM users",
        "  drop table x",
        "update t set a = 1",
        "import os",
        "eval(1)",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "=HYPERLINK(\"x\")",
        "{{7*7}}",
        "x => x + 1",
        "def f(x):",
        "function f() {",
        "curl http://a",
        "<?php",
        "query { me }",
        "{ users { id } }",
        "MATCH (n) RETURN n",
        "__import__('os')"
      })
  void suspectsValuesByTheirShape(String text) {
    assertThat(Programs.suspect("x.y", Map.of("note", text))).as(text).isPresent();
    assertThat(Programs.suspect("x.y", Map.of("a", Map.of("b", List.of(text))))).isPresent();
  }

  @Test
  void suspectsACommandLineAndATextThatIsTooLongToRead() {
    assertThat(Programs.suspect("x.y", Map.of("a", List.of("/bin/bash", "-c", "ls")))).isPresent();
    assertThat(Programs.suspect("x.y", Map.of("a", List.of("blue", "green")))).isEmpty();
    assertThat(Programs.suspect("x.y", Map.of("a", "x".repeat(4_000)))).isEmpty();
    assertThat(Programs.suspect("x.y", Map.of("a", "x".repeat(4_001)))).isPresent();
  }

  @Test
  void letsOrdinaryWordsBe() {
    for (String text :
        List.of(
            "The customer asked for erasure",
            "customers/42",
            "a.b@example.org",
            "Arrived broken; a photo is in the ticket",
            "54.04 EUR",
            "Please call back tomorrow.")) {
      assertThat(Programs.suspect("x.y", Map.of("note", text))).as(text).isEmpty();
    }
  }
}
