package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** No text of strangers begins a line of the log, moves a terminal's cursor, or makes a header. */
@ExtendWith(OutputCaptureExtension.class)
class LogInjectionTest extends RequestsApi {

  private static final String FORGED = "2026-01-01 00:00:00 ERROR forged by a stranger";
  private static final String EVIL = "a\r\n" + FORGED + "\u001b[2J\u001b]0;owned\u0007\u009b31mb";

  /** All but line feed and tab; among them those that begin a terminal's commands. */
  private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");

  @Test
  void whatIsLoggedKeepsItsLineWhateverStandsInIt(CapturedOutput output) {
    LoggerFactory.getLogger("io.holdpoint.trial").warn("a message with {}", EVIL);
    assertThat(output.getAll()).contains("a message with a");
    harmless(output.getAll());

    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger logger = context.getLogger("io.holdpoint.trial");
    var error = new IllegalStateException(EVIL, new IOException(EVIL));
    var event = new LoggingEvent("", logger, Level.ERROR, "with {}", error, new Object[] {EVIL});
    var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    int files = 0;
    while (appenders.hasNext()) {
      if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
        String written = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        harmless(written);
        boolean file = appender instanceof FileAppender<?>;
        files += file ? 1 : 0;
        assertThat(written.contains("IllegalStateException: a"))
            .as("the stack trace, in the file only")
            .isEqualTo(file);
      }
    }
    assertThat(files).isEqualTo(1);
  }

  @Test
  void hostileTextInEveryPlaceOfACallForgesNothing(CapturedOutput output) throws IOException {
    String json =
        EVIL.replace("\r", "\\r")
            .replace("\n", "\\n")
            .replace("\u001b", "\\u001b")
            .replace("\u0007", "\\u0007")
            .replace("\u009b", "\\u009b");
    for (String body :
        List.of(
            "{\"action\":{\"tool\":\"%s\"}}",
            "{\"action\":{\"tool\":\"shop.orders.refund\",\"arguments\":{\"a\":\"%s\"}}}",
            "{\"action\":{\"tool\":\"shop.orders.refund\"},\"reason\":\"%s\"}",
            "{\"action\":{\"tool\":\"shop.orders.refund\"},\"task\":\"%s\"}",
            "{\"action\":{\"tool\":\"shop.orders.refund\"},\"context\":{\"parent\":\"%s\"}}",
            "{\"%s\":1}",
            "%s")) {
      var reply = agent.post("/v1/requests", body.formatted(json));
      assertThat(reply.status()).isLessThan(500);
      harmlessHeaders(reply);
    }
    var auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    String encoded = java.net.URLEncoder.encode(EVIL, StandardCharsets.UTF_8).replace("+", "%20");
    for (String path :
        List.of(
            "/v1/requests/" + encoded,
            "/v1/requests?after=" + encoded,
            "/v1/audit?agent=" + encoded,
            "/v1/" + encoded,
            "/login?error=" + encoded)) {
      harmlessHeaders(auditor.get(path));
    }
    HttpCalls.ofPerson(port, EVIL, EVIL).get("/v1/me");
    for (String header :
        List.of(
            "Authorization: Bearer hp_" + "a\u001b[31m" + "_" + "x".repeat(40),
            "Idempotency-Key: \u001b[2J",
            "X-Request-Id: \u001b[2J",
            "X-Forwarded-For: \u001b[2J",
            "Content-Type: \u001b[2J",
            "Prefer: wait=\u001b[2J",
            "Host: \u001b[2J")) {
      String answer =
          raw("POST /v1/requests HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");
      assertThat(answer).doesNotContain("\u001b");
    }
    harmless(output.getAll());
  }

  private static void harmless(String log) {
    assertThat(CONTROLS.matcher(log).results().map(found -> (int) found.group().charAt(0)))
        .as("control characters in the log")
        .isEmpty();
    assertThat(log.lines().filter(line -> line.startsWith(FORGED))).isEmpty();
  }

  private static void harmlessHeaders(HttpCalls.Reply reply) {
    reply
        .http()
        .headers()
        .map()
        .forEach(
            (name, values) ->
                assertThat(name + values).as(name).doesNotContain("forged", "\u001b", "\n", "\r"));
  }

  private String raw(String call) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(call.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
