package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Role;
import io.holdpoint.testing.Fuzz;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Calls by chance, made from our own description of the API, by every kind of caller: no answer of
 * the 500s, none that shows our insides, none that does not come.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = "spring.application.name=holdpoint-fuzz") // an instance of its own
@DirtiesContext
class HttpFuzzTest extends RequestsApi {

  /** What only an error of ours would say. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\bat [\\w.$]+\\([\\w]+\\.java:\\d+\\)|java\\.(lang|util|sql)\\.|org\\.(springframework|h2|apache)\\.|io\\.holdpoint\\.|Exception\\b");

  private static final AtomicInteger NAMES = new AtomicInteger();

  private DescribedCalls calls;
  private List<HttpCalls> callers = List.of();

  @BeforeAll
  void describe() {
    calls = new DescribedCalls(HttpCalls.ofNobody(port).get("/v3/api-docs").json());
  }

  @BeforeEach
  void everyKindOfCaller() {
    var fresh = new ArrayList<HttpCalls>();
    fresh.add(HttpCalls.ofNobody(port));
    fresh.add(agent);
    fresh.add(agent);
    fresh.add(agentNamed(new AgentId("fuzz-" + NAMES.incrementAndGet())));
    for (Role role : Role.values()) {
      fresh.add(personWith(Set.of(role), Set.of("reviewers")));
    }
    fresh.add(personWith(Set.of(Role.values()), Set.of("reviewers")));
    callers = List.copyOf(fresh);
  }

  @Test
  void everyCallByChanceIsAnsweredInOrder() {
    var statuses = new java.util.TreeMap<Integer, Integer>();
    var tried = new java.util.TreeSet<String>();
    Fuzz.inputs(
        "HTTP calls of the description",
        500,
        random -> {
          var call = calls.next(random);
          HttpCalls caller = caller(random, call.security());
          HttpRequest.Builder request;
          try {
            request = caller.to(call.path());
            call.headers().forEach(request::header);
          } catch (IllegalArgumentException e) {
            return; // what no client can send in a header; the raw calls below try it
          }
          request.method(
              call.method(),
              call.body() == null
                  ? BodyPublishers.noBody()
                  : BodyPublishers.ofByteArray(call.body()));
          Reply reply = HttpCalls.send(request);
          statuses.merge(reply.status(), 1, Integer::sum);
          if (reply.status() < 400) {
            tried.add(call.of());
          }
          judge(call.toString(), reply);
          calls.learn(reply);
          if (reply.status() == 401 && random.nextInt(20) == 0) {
            everyKindOfCaller(); // one of them was disabled, or has another password by now
          }
        });
    System.out.println(
        "answers by status: "
            + statuses
            + "; calls that were taken: "
            + tried.size()
            + " of "
            + calls.size());
    if (Fuzz.isCounted()) {
      assertThat(tried).hasSizeGreaterThan(10);
    }
  }

  /** Mostly one that may; the last of them has every role. */
  private HttpCalls caller(Random random, String security) {
    if (random.nextInt(3) > 0) {
      return security.contains("agentKey") && !(security.contains("person") && random.nextBoolean())
          ? agent
          : callers.getLast();
    }
    return Fuzz.oneOf(random, callers);
  }

  private static void judge(String call, Reply reply) {
    assertThat(reply.status()).as("%s: %s", call, reply.body()).isLessThan(500);
    assertThat(INSIDES.matcher(reply.body()).find() && reply.status() >= 400)
        .as("%s shows our insides: %s", call, reply.body())
        .isFalse();
    // What the container refuses before it is a call (a slash that is escaped) is not ours to word.
    boolean ours = !reply.header("X-Content-Type-Options").isEmpty();
    if (reply.status() >= 400 && ours && !reply.body().isEmpty()) {
      assertThat(reply.header("Content-Type"))
          .as("%s: %s %s", call, reply.status(), reply.body())
          .startsWith("application/problem+json");
      JsonNode problem = reply.json();
      assertThat(problem.path("code").asString()).as(call).isNotEmpty();
    }
  }

  @Test
  void bytesThatAreHardlyHttpEndNothing() {
    Fuzz.inputs(
        "bytes on the wire",
        150,
        random -> {
          String key = "hp_x_" + "y".repeat(40);
          String call =
              Fuzz.spoiled(
                  random,
                  "POST /v1/requests HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                      + key
                      + "\r\nContent-Type: application/json\r\nContent-Length: 12\r\nIdempotency-Key: k\r\n"
                      + "Connection: close\r\n\r\n{\"action\":1}",
                  "\r\n",
                  "\n",
                  "\r",
                  "\r\nX-Forwarded-For: ::1",
                  "\r\nHost: evil.example",
                  "\r\nTransfer-Encoding: chunked",
                  "\u0000",
                  "%00",
                  "%0d%0aSet-Cookie: a=b",
                  "../",
                  "//",
                  "..;/",
                  "\\",
                  "?",
                  "#",
                  ":",
                  " ",
                  "\t",
                  "HTTP/0.9",
                  "GET ",
                  "-1",
                  "99999999999999999999");
          String answer = sent(call);
          if (!answer.isEmpty()) {
            assertThat(answer)
                .as(call)
                .doesNotContainPattern("HTTP/1.1 5(?!01|05)"); // no such coding, no such version
            assertThat(INSIDES.matcher(answer).find()).as("%s%n%s", call, answer).isFalse();
            assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .as(call)
                .doesNotContain("set-cookie: a=b", "tomcat");
          }
        });
    assertThat(agent.post("/v1/requests", READ).status()).isIn(201, 202);
  }

  private String sent(String call) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(call.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      var answer = new StringBuilder();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        return answer.toString(); // it waits for more, or had enough
      }
      return answer.toString();
    }
  }
}
