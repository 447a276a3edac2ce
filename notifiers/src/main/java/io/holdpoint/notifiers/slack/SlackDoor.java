package io.holdpoint.notifiers.slack;

import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import io.holdpoint.model.slack.SlackVault;
import io.holdpoint.notifiers.slack.SlackSignatures.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Where Slack posts what people do. The body is read as bytes, before anything parses it: the
 * signature is over them.
 */
@Controller
@Conditional(SlackIsOn.class)
class SlackDoor {

  /** Bytes of a body; a click with its message has some 30,000. */
  static final int MOST = 512 * 1024;

  private static final Logger log = LoggerFactory.getLogger(SlackDoor.class);

  private final Optional<SlackSignatures> signatures;
  private final Interactions interactions;
  private final SlackRequestParser parser;
  private final MeterRegistry meters;

  SlackDoor(
      SlackSettings settings,
      SlackVault vault,
      Clock clock,
      Interactions interactions,
      ObjectProvider<MeterRegistry> meters) {
    this.signatures =
        settings.signingSecret().map(secret -> new SlackSignatures(secret, vault, clock));
    this.interactions = interactions;
    this.parser = new SlackRequestParser(interactions.config());
    this.meters = meters.getIfAvailable(SimpleMeterRegistry::new);
  }

  @PostMapping("/slack/interactions")
  void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (signatures.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MOST + 1);
    if (body.length > MOST) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    Verdict verdict;
    try {
      verdict =
          signatures
              .get()
              .judge(
                  request.getHeader("X-Slack-Request-Timestamp"),
                  request.getHeader("X-Slack-Signature"),
                  body);
    } catch (RuntimeException e) {
      log.warn("Slack: whether a call was seen before cannot be told; it was turned away", e);
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    meters
        .counter("holdpoint.slack.calls", "verdict", verdict.name().toLowerCase(Locale.ROOT))
        .increment();
    if (verdict != Verdict.GENUINE) {
      log.debug("Slack: a call was turned away: {}", verdict);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    interactions.answering(() -> write(answer(new String(body, StandardCharsets.UTF_8)), response));
  }

  private Response answer(String body) {
    try {
      return interactions.take(
          parser.parse(
              SlackRequestParser.HttpRequest.builder()
                  .requestUri("/slack/interactions")
                  .queryString(Map.of())
                  .requestBody(body)
                  .headers(new RequestHeaders(Map.of()))
                  .remoteAddress("")
                  .build()));
    } catch (RuntimeException e) {
      log.warn("Slack: something that cannot be read ({})", e.getClass().getSimpleName());
      return Response.ok();
    }
  }

  private static void write(Response answer, HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_OK);
    if (answer.getBody() != null && !answer.getBody().isEmpty()) {
      response.setContentType("application/json;charset=UTF-8");
      response.getOutputStream().write(answer.getBody().getBytes(StandardCharsets.UTF_8));
    }
    response.flushBuffer();
  }
}
