package io.holdpoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.testing.TestDatabases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances side by side on one PostgreSQL. */
class SharedDatabaseTest {

  private static final Pattern PASSWORD = Pattern.compile("Password +(\\S+)");
  private static final Pattern KEY = Pattern.compile("Agent key +(\\S+)");

  @TempDir Path temp;

  @Test
  void ofTwoThatStartFirstAtTheSameTimeOneMakesTheAccountsAndShowsThemOnce() throws Exception {
    Map<String, String> settings = settings(TestDatabases.freshPostgres(), 1);
    try (var one = ServiceProcess.launch(temp.resolve("one"), settings);
        var two = ServiceProcess.launch(temp.resolve("two"), settings)) {
      one.untilReady();
      two.untilReady();
      String said = one.output() + two.output();
      assertThat(all(PASSWORD, said)).hasSize(1);
      assertThat(all(KEY, said)).hasSize(1);
      String admin = basic("admin", all(PASSWORD, said).getFirst());
      String agent = "Bearer " + all(KEY, said).getFirst();
      for (ServiceProcess service : List.of(one, two)) {
        var policy = service.get("/v1/policy", admin, "Accept", "application/json");
        assertThat(policy.json().get("version").asInt()).isEqualTo(1);
        assertThat(
                service.post("/v1/requests", agent, "{\"action\":{\"tool\":\"crm.get\"}}").status())
            .isEqualTo(201);
      }
      var agents = one.get("/v1/agents", admin).json();
      assertThat(agents.findValuesAsString("id")).containsOnlyOnce("first-agent");
    }

    try (var stranger = ServiceProcess.launch(temp.resolve("three"), withMasterKey(settings, 2))) {
      assertThat(stranger.exitStatus()).isNotZero();
      assertThat(stranger.output())
          .contains("the master key is not the one that this database was made with")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aDatabaseThatForgetsWhatItAcknowledgedIsRefused() throws Exception {
    String url = TestDatabases.freshPostgres() + "&options=-c%20synchronous_commit%3Doff";
    try (var service = ServiceProcess.launch(temp.resolve("data"), settings(url, 1))) {
      assertThat(service.exitStatus()).isNotZero();
      assertThat(service.output()).contains("synchronous_commit is off").doesNotContain("\tat ");
    }
  }

  @Test
  void theConsoleSaysSoWhileTheDatabaseIsGone() throws Exception {
    var database = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start();
    String url = database.getJdbcUrl("postgres", "postgres");
    try (var service = ServiceProcess.start(temp.resolve("data"), settings(url, 1))) {
      assertThat(service.get("/login", "", "Accept", "text/html").status()).isEqualTo(200);
      database.close();
      String cookie = "SESSION=" + Base64.getEncoder().encodeToString(new byte[24]);
      var page = service.get("/login", "", "Accept", "text/html", "Cookie", cookie);
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.body())
          .contains("<html", "holdpoint.css")
          .doesNotContain("Exception", "postgres");
    }
  }

  private static Map<String, String> settings(String url, int key) {
    return withMasterKey(
        Map.of(
            "SPRING_DATASOURCE_URL", url,
            "SPRING_DATASOURCE_USERNAME", "postgres",
            "SPRING_DATASOURCE_PASSWORD", "postgres",
            "HOLDPOINT_ENGINE_MODE", "off",
            "HOLDPOINT_ADMIN_PASSWORD", "",
            "HOLDPOINT_AGENT_KEY", ""),
        key);
  }

  private static Map<String, String> withMasterKey(Map<String, String> settings, int key) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    bytes[31] = (byte) (key * 7);
    Map<String, String> all = new TreeMap<>(settings);
    all.put("HOLDPOINT_MASTER_KEY", Base64.getEncoder().encodeToString(bytes));
    return all;
  }

  private static List<String> all(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.results().map(match -> match.group(1)).toList();
  }

  private static String basic(String person, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((person + ":" + password).getBytes());
  }
}
