package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Secrets are sent in every place that takes values, and then looked for everywhere. */
@ExtendWith(OutputCaptureExtension.class)
class SeededSecretsTest extends RequestsApi {

  private static final String PASSWORD = "Seeded-Pa55word!";
  private static final String PIN = "990817263";
  private static final String TOKEN = "ghp_" + "sEEdedTok3n".repeat(4);
  private static final String IN_TEXT = "seededInText-0815";
  private static final String IN_ATTRIBUTE = "seededAttribute-4711";
  private static final String IN_TARGET = "seededTarget-2342";
  private static final String IN_BEFORE = "before-Zq7tR2mK9wXe4";
  private static final List<String> SECRETS =
      List.of(PASSWORD, PIN, TOKEN, IN_TEXT, IN_ATTRIBUTE, IN_TARGET, IN_BEFORE);

  private static final String ARGUMENTS =
      """
      {"account":"4711","args":["%s"],"command":"deploy --token %s --fast","login":{"password":"%s","pin":%s}}\
      """
          .formatted(TOKEN, IN_TEXT, PASSWORD, PIN);
  private static final String BODY =
      """
      {"action":{"tool":"shop.orders.refund","arguments":%s,
        "target":{"system":"shop","resource":"https://bot:%s@shop.example.com/orders"}},
       "reason":"The customer wrote: password=%s","task":"t-1",
       "context":{"attributes":{"apiKey":"%s"},"before":{"password":"%s"},"after":"user: bot\\npassword=%s"}}
      """
          .formatted(ARGUMENTS, IN_TARGET, PASSWORD, IN_ATTRIBUTE, IN_BEFORE, IN_BEFORE);

  @Autowired DataSource database;
  private HttpCalls reviewer;
  private HttpCalls admin;

  @BeforeEach
  void people() {
    reviewer = personWith(Set.of(Role.REVIEWER), Set.of("reviewers"));
    admin = personWith(Set.of(Role.ADMIN, Role.AUDITOR), Set.of());
  }

  @Test
  void onlyItsAgentReadsSecretsBack() {
    var posted = agent.post("/v1/requests", BODY, "Idempotency-Key", "k-" + agentId);
    assertThat(posted.status()).isEqualTo(202);
    String id = posted.at("/id");
    assertThat(posted.json().at("/action/arguments").toString()).isEqualTo(ARGUMENTS);
    var own = agent.get("/v1/requests/" + id);
    assertThat(own.json().at("/action")).isEqualTo(posted.json().at("/action"));
    assertThat(own.at("/reason")).contains(PASSWORD);
    assertThat(own.at("/action/target/resource")).contains(IN_TARGET);
    assertThat(own.json().at("/action/masked").toString())
        .isEqualTo(
            "[\"/action/arguments/args/0\",\"/action/arguments/command\","
                + "\"/action/arguments/login/password\",\"/action/arguments/login/pin\","
                + "\"/action/target/resource\",\"/context/attributes/apiKey\","
                + "\"/context/after\",\"/context/before/password\",\"/reason\"]");
    // The same again under its key, and a wait that runs out.
    assertThat(agent.post("/v1/requests", BODY, "Idempotency-Key", "k-" + agentId).at("/id"))
        .isEqualTo(id);
    assertThat(agent.get("/v1/requests/" + id, "Prefer", "wait=1").body()).contains(PASSWORD);

    var shown = reviewer.get("/v1/requests/" + id);
    assertThat(shown.at("/action/digest")).isEqualTo(posted.at("/action/digest"));
    assertThat(shown.at("/action/arguments/command"))
        .matches("deploy --token \\[masked [0-9a-f]{16}] --fast");
    assertThat(shown.at("/action/arguments/account")).isEqualTo("4711");
    assertThat(shown.json().at("/action/masked")).isEqualTo(own.json().at("/action/masked"));
    var approved =
        reviewer.post(
            "/v1/requests/" + id + "/reviews",
            "{\"decision\":\"approve\",\"reason\":\"fine\",\"digest\":\"%s\"}"
                .formatted(shown.at("/action/digest")));
    assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    assertThat(agent.get("/v1/requests/" + id).body()).contains(PASSWORD);
    assertThat(List.of(shown.body(), approved.body(), reviewer.get("/v1/requests").body()))
        .allSatisfy(SeededSecretsTest::holdsNone);
  }

  @Test
  void noSecretIsInTheDatabaseTheLogOrAnAnswerToOthers(CapturedOutput output) throws Exception {
    var posted = agent.post("/v1/requests", BODY);
    String id = posted.at("/id");
    var broken = agent.post("/v1/requests", BODY.replace("\"task\"", "\"tusk\""));
    assertThat(broken.status()).isEqualTo(422);
    assertThat(reviewer.get("/v1/requests/" + id).status()).isEqualTo(200);
    assertThat(reviewer.get("/v1/requests/" + id + "/grant").body()).satisfies(this::none);
    assertThat(admin.get("/v1/requests/" + id + "/trace").body()).satisfies(this::none);
    assertThat(admin.get("/v1/audit").body()).satisfies(this::none);
    assertThat(admin.get("/v1/tools").body()).satisfies(this::none);
    agent.post("/v1/requests/" + id + "/cancel", "{}");

    assertThat(output.getAll()).satisfies(this::none);
    assertThat(everyText()).hasSizeGreaterThan(50).allSatisfy(SeededSecretsTest::holdsNone);
  }

  @Test
  void aConditionSeesTheOriginalAndSimulationDecidesByItToo() {
    // Others than the seeded: these an admin writes into a rule.
    String body = BODY.replace(PASSWORD, "Known-Pa55word!").replace(PIN, "5512");
    assertThat(agent.post("/v1/requests", body).status()).isEqualTo(202);
    String draft =
        """
        tiers:
          - {name: low, outcome: allow}
          - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
        defaultTier: low
        tools:
          - {match: "shop.*", reversibility: reversible}
        rules:
          - name: Known password
            tier: sensitive
            when: 'has(action.arguments.login) && action.arguments.login.password == "%s" && action.arguments.login.pin == %s'
        """
            .formatted("Known-Pa55word!", "5512");
    var put =
        HttpCalls.send(
            admin
                .to("/v1/policy/draft")
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(draft)));
    assertThat(put.status()).as(put.body()).isLessThan(300);
    JsonNode result = admin.post("/v1/policy/draft/simulate", "{\"last\":1}").json();
    assertThat(result.at("/newlyReleased").asInt(-1)).as("%s", result).isZero();
    assertThat(result.toString()).doesNotContain("Pa55word");
  }

  private void none(String text) {
    holdsNone(text);
  }

  private static void holdsNone(String text) {
    assertThat(text).doesNotContain(SECRETS);
  }

  /** Every text of every table. */
  private List<String> everyText() throws SQLException {
    var texts = new ArrayList<String>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      var tables = new ArrayList<String>();
      try (ResultSet found =
          connection
              .getMetaData()
              .getTables(null, "public", "%", new String[] {"TABLE", "BASE TABLE"})) {
        while (found.next()) {
          tables.add(found.getString("TABLE_NAME"));
        }
      }
      assertThat(tables).contains("requests", "audit_events", "tools_seen");
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
              String text = rows.getString(i);
              if (text != null) {
                texts.add(text);
              }
            }
          }
        }
      }
    }
    return texts;
  }

  @Test
  void theSameSecretLooksTheSameForOneAgentAndDifferentForAnother() {
    var other = agentNamed(new io.holdpoint.model.AgentId(agentId + "-too"));
    Map<String, HttpCalls> agents = Map.of("one", agent, "two", other);
    var masks = new java.util.HashMap<String, String>();
    agents.forEach((name, each) -> masks.put(name, mask(each)));
    assertThat(mask(agent)).isEqualTo(masks.get("one")).isNotEqualTo(masks.get("two"));
  }

  private String mask(HttpCalls by) {
    String id = by.post("/v1/requests", BODY).at("/id");
    return reviewer.get("/v1/requests/" + id).at("/action/arguments/login/password");
  }
}
