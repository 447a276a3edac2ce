package io.holdpoint.benchmarks;

import io.holdpoint.HoldpointApplication;
import io.holdpoint.model.digest.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole service in this process, on a port of its own, as an agent calls it. */
final class Service implements AutoCloseable {

  private static final String KEY = "hp_bench_0123456789abcdefghijklmnopqrstuvwxyzABCD";
  private static final String READ =
      "{\"action\":{\"tool\":\"crm.customers.get\",\"arguments\":{\"id\":\"42\"}}}";

  /** The starter policy would hold so many in an hour. */
  private static final String POLICY =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
      defaultTier: sensitive
      tools:
        - {match: "crm.*.get", system: crm, reversibility: read_only}
      rules:
        - {name: Reads are free, tier: low, when: 'tool.reversibility == "read_only"'}
      """;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConfigurableApplicationContext context;
  private final URI base;

  private Service(ConfigurableApplicationContext context) {
    this.context = context;
    this.base =
        URI.create(
            "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort()
                + "/v1/");
  }

  /**
   * @param data its folder: a database that is there already is gone on with
   * @param sealing whether the record is sealed; only here can it be left out
   */
  static Service start(Path data, boolean sealing) throws IOException {
    Path policy = Files.writeString(data.resolve("policy.yaml"), POLICY);
    return new Service(
        new SpringApplicationBuilder(HoldpointApplication.class)
            .initializers(
                context -> {
                  if (!sealing) {
                    context.addBeanFactoryPostProcessor(
                        beans ->
                            ((BeanDefinitionRegistry) beans)
                                .removeBeanDefinition("auditSequencer"));
                  }
                })
            .run(
                "--server.port=0",
                "--holdpoint.data-dir=" + data,
                "--holdpoint.policy.file=" + policy,
                "--holdpoint.engine.mode=off",
                "--holdpoint.first-start.agent-key=" + KEY,
                "--holdpoint.first-start.admin-password=a benchmark over a quiet door"));
  }

  /** Asks for what is released at once; the token to redeem it with. */
  String ask() {
    Map<?, ?> answer = JsonText.object(post("requests", READ, 201));
    return answer.get("verdict") instanceof Map<?, ?> verdict
            && verdict.get("token") instanceof String token
        ? token
        : "";
  }

  void redeem(String token) {
    post("verdicts/redeem", "{\"token\":\"" + token + "\"," + READ.substring(1), 200);
  }

  long recorded() {
    return number("select count(*) from audit_events");
  }

  long sealed() {
    return number("select place from audit_state");
  }

  private long number(String sql) {
    Long number = context.getBean(JdbcTemplate.class).queryForObject(sql, Long.class);
    return number == null ? 0 : number;
  }

  private String post(String path, String body, int expected) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(base.resolve(path))
                  .header("Authorization", "Bearer " + KEY)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
