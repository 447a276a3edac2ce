package io.holdpoint.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Role;
import io.holdpoint.policy.PolicyLimits;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The policy kept in git: read, written, published and rolled back over HTTP. */
class DraftApiTest extends DraftApi {

  private static final String REFUND = "{\"action\":{\"tool\":\"shop.orders.refund\"}}";

  @Test
  void aDraftIsWrittenReadComparedAndPublished() {
    Reply before = admin.get("/v1/policy/draft", "Accept", "application/json");
    assertThat(before.json().get("begun").asBoolean()).isFalse();
    String text = document.replace("tier: low", "tier: sensitive");

    Reply saved = put(text, "If-Match", before.header("ETag"));

    assertThat(saved.status()).isEqualTo(200);
    assertThat(saved.header("ETag")).isNotEqualTo(before.header("ETag"));
    assertThat(saved.at("/edits/0/by")).isEqualTo("admin");
    assertThat(saved.json().get("mayPublish").asBoolean()).isTrue();
    assertThat(saved.json().at("/policy/rules/0/tier").asString()).isEqualTo("sensitive");
    assertThat(kinds(saved.json().at("/change/lines"))).contains("added", "removed");
    Reply yaml = admin.get("/v1/policy/draft", "Accept", "application/yaml");
    assertThat(yaml.body()).isEqualTo(text);
    assertThat(yaml.header("ETag")).isEqualTo(saved.header("ETag"));

    Reply published = publish("reads are looked at", "If-Match", saved.header("ETag"));

    assertThat(published.status()).isEqualTo(200);
    int version = published.json().get("version").asInt();
    assertThat(published.at("/note")).isEqualTo("reads are looked at");
    assertThat(admin.get("/v1/policy", "Accept", "application/yaml").body()).isEqualTo(text);
    assertThat(admin.get("/v1/policy/versions/" + version, "Accept", "application/yaml").body())
        .isEqualTo(text);
    Reply one = admin.get("/v1/policy/versions/" + version, "Accept", "application/json");
    assertThat(one.header("ETag")).isEqualTo("\"" + version + "\"");
    assertThat(one.at("/policy/rules/0/tier")).isEqualTo("sensitive");
    Reply diff = admin.get("/v1/policy/versions/" + version + "/diff?from=1");
    assertThat(diff.json().get("from").asInt()).isEqualTo(1);
    assertThat(kinds(diff.json().at("/change/lines"))).contains("added", "removed");
    assertThat(diff.json().at("/change/tightens")).isNotEmpty();
    assertThat(agent().post("/v1/requests", "{\"action\":{\"tool\":\"shop.orders.get\"}}").status())
        .isEqualTo(202);
  }

  private static List<String> kinds(JsonNode lines) {
    return StreamSupport.stream(lines.spliterator(), false)
        .map(line -> line.get("kind").asString())
        .toList();
  }

  @Test
  void whatIsHeldKeepsTheDemandThatItWasHeldWith() {
    published(document);
    Reply held = agent().post("/v1/requests", REFUND);
    assertThat(held.status()).isEqualTo(202);
    JsonNode demanded = held.json().at("/approvals/demanded");

    published(
        document.replace(
            "approvals: [{group: reviewers, count: 1}]", "approvals: [{group: leads, count: 3}]"));

    Reply read = admin.get("/v1/requests/" + held.at("/id"));
    assertThat(read.json().at("/approvals/demanded")).isEqualTo(demanded);
    assertThat(
            agent().post("/v1/requests", REFUND).json().at("/approvals/demanded/0/count").asInt())
        .isEqualTo(3);
    Reply review =
        personWith(Role.REVIEWER)
            .post(
                "/v1/requests/" + held.at("/id") + "/reviews",
                "{\"decision\":\"approve\",\"reason\":\"\",\"digest\":\""
                    + held.at("/action/digest")
                    + "\"}");
    assertThat(review.at("/status")).isEqualTo("approved");
  }

  @Test
  void aStaleWriterIsToldWithTheDifferenceAndOneWithoutConditionOverwrites() {
    String seen = put(document).header("ETag");
    put(document.replace("PT4H", "PT2H"), "If-Match", seen);

    Reply stale = put(document.replace("PT4H", "PT8H"), "If-Match", seen);

    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.at("/code")).isEqualTo("draft_stale");
    List<String> added = new ArrayList<>();
    stale
        .json()
        .get("diff")
        .forEach(
            line -> {
              if (line.get("kind").asString().equals("added")) {
                added.add(line.get("text").asString().strip());
              }
            });
    assertThat(added).containsExactly("expireAfter: PT2H");
    Reply publish = publish("stale", "If-Match", seen);
    assertThat(publish.status()).isEqualTo(409);
    assertThat(publish.at("/code")).isEqualTo("draft_stale");
    assertThat(put(document.replace("PT4H", "PT8H")).status()).isEqualTo(200);
    assertThat(put(document, "If-Match", "*").status()).isEqualTo(200);
    assertThat(put(document, "If-Match", "nonsense").status()).isEqualTo(400);
    assertThat(put(document, "If-Match", "\"nonsense\"").status()).isEqualTo(409);
  }

  @Test
  void faultsComeAllAtOnceWithLineAndColumn() {
    Reply refused = put(document.replace("allow", "alow").replace("low, tools", "lo, tools"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/code")).isEqualTo("policy_faults");
    assertThat(refused.json().get("errors")).hasSize(2);
    assertThat(refused.json().at("/errors/0/line").asInt()).isEqualTo(3);
    assertThat(refused.json().at("/errors/0/column").asInt()).isPositive();
    assertThat(refused.at("/errors/0/detail")).contains("unknown outcome: alow");
    assertThat(admin.get("/v1/policy/draft").json().get("begun").asBoolean()).isFalse();
  }

  @Test
  void aPolicyInJsonIsKeptAsYamlAndItsFaultsAreToldWhereTheyStandInIt() {
    published(document);
    JsonNode policy = admin.get("/v1/policy", "Accept", "application/json").json().get("policy");
    String json = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(policy);

    Reply saved =
        put(json.replace("PT4H", "PT3H").getBytes(StandardCharsets.UTF_8), "application/json");

    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    assertThat(saved.json().at("/policy/tiers/1/expireAfter").asString()).isEqualTo("PT3H");
    String yaml = admin.get("/v1/policy/draft", "Accept", "application/yaml").body();
    assertThat(yaml).contains("tiers:\n").contains("  - name: low\n").contains("PT3H");
    Reply faulty =
        put(
            json.replace("\"PT4H\"", "\"soon\"").getBytes(StandardCharsets.UTF_8),
            "application/json");
    assertThat(faulty.status()).isEqualTo(422);
    int line = faulty.json().at("/errors/0/line").asInt();
    assertThat(json.lines().toList().get(line - 1)).contains("PT4H");
    for (String bad : List.of("[]", "{\"tiers\":[],\"tiers\":[]}", "{", "null", "{} {}")) {
      Reply refused = put(bad.getBytes(StandardCharsets.UTF_8), "application/json");
      assertThat(refused.at("/code")).as(bad).isEqualTo("malformed_body");
    }
  }

  @Test
  void bodiesAreReadStrictlyAndUpToOneMebibyte() {
    String whole =
        (document + "# " + "x".repeat(PolicyLimits.DOCUMENT_BYTES))
            .substring(0, PolicyLimits.DOCUMENT_BYTES);
    assertThat(put(whole).status()).isEqualTo(200);
    Reply tooLarge = put(whole + "x");
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.at("/code")).isEqualTo("body_too_large");
    assertThat(put(new byte[] {(byte) 0xc3, 0x28}, "application/yaml").status()).isEqualTo(400);
    assertThat(put(document.getBytes(StandardCharsets.UTF_8), "text/html").status()).isEqualTo(415);
    assertThat(
            put(document.getBytes(StandardCharsets.UTF_16), "application/yaml;charset=utf-16")
                .status())
        .isEqualTo(415);
    assertThat(put(document, "Content-Encoding", "gzip").status()).isEqualTo(415);
    assertThat(put("a: &a [*a]\n").status()).isEqualTo(422);
    assertThat(put(document + "\u0000").status()).isEqualTo(422);
  }

  @Test
  void everyChangeOfTheConsoleHasItsCall() {
    put(document);
    for (String change :
        List.of(
            """
            {"change":"put_tier","tier":{"name":"critical","outcome":"require_approval",
              "approvals":[{"group":"ops"},{"group":"security","count":2}],
              "process":"four-eyes-approval","expireAfter":"PT1H","decideIn":["console"]}}""",
            """
            {"change":"move","part":"tiers","name":"critical","to":1}""",
            """
            {"change":"put_rule","section":"rules","rule":{"name":"Two look","tier":"critical",
              "tools":["*.delete"],"when":"agent.id != 'x'"}}""",
            """
            {"change":"put_rule","section":"rules","replaces":"Two look",
              "rule":{"name":"Two look well","tier":"critical"}}""",
            """
            {"change":"enable","part":"rules","name":"Two look well","enabled":false}""",
            """
            {"change":"put_tool","tool":{"match":"crm.*","reversibility":"reversible","labels":["pii"]}}""",
            """
            {"change":"put_tools","tools":[{"match":"a.*","system":"a"},{"match":"b.*","reversibility":"read_only"}]}""",
            """
            {"change":"remove_tool","name":"a.*"}""",
            """
            {"change":"default_tier","name":"critical"}""",
            """
            {"change":"default_tier","name":"sensitive"}""",
            """
            {"change":"remove_rule","section":"rules","name":"Two look well"}""",
            """
            {"change":"remove_tier","name":"critical"}""")) {
      Reply reply = admin.post("/v1/policy/draft/changes", change);
      assertThat(reply.status()).as(change + reply.body()).isEqualTo(200);
    }
    Reply draft = admin.get("/v1/policy/draft", "Accept", "application/json");
    assertThat(draft.json().get("edits")).hasSize(13);
    assertThat(draft.at("/edits/3/what"))
        .isEqualTo("default tier changed from \"sensitive\" to \"critical\"");
    assertThat(draft.at("/edits/8/what"))
        .isEqualTo("rule \"Two look\" changed: name, tools, condition");
    assertThat(draft.json().at("/policy/tools")).hasSize(4);
    assertThat(draft.at("/edits/11/what")).isEqualTo("tier \"critical\" added");
    assertThat(draft.at("/edits/10/what")).isEqualTo("tier \"critical\" moved to place 2");
  }

  @Test
  void aChangeThatCannotBeMadeNamesTheMemberAndChangesNothing() {
    put(document);
    String etag = admin.get("/v1/policy/draft").header("ETag");
    for (String change :
        List.of(
            "{}",
            "{\"change\":\"explode\"}",
            "{\"change\":\"put_rule\",\"section\":\"rulez\",\"rule\":{\"name\":\"a\",\"tier\":\"low\"}}",
            "{\"change\":\"put_rule\",\"section\":\"rules\",\"rule\":{\"name\":\"a\"}}",
            "{\"change\":\"put_tools\",\"tools\":[null]}",
            "{\"change\":\"put_tool\",\"tool\":{\"match\":\"x\",\"reversibility\":\"maybe\"}}",
            "{\"change\":\"remove_rule\",\"section\":\"rules\",\"name\":\"not there\"}",
            "{\"change\":\"move\",\"part\":\"rules\",\"name\":\"Reads are free\",\"to\":99}")) {
      Reply reply = admin.post("/v1/policy/draft/changes", change);
      assertThat(reply.status()).as(change).isEqualTo(422);
      assertThat(reply.at("/code")).as(change).isEqualTo("invalid_field");
    }
    assertThat(admin.post("/v1/policy/draft/changes", "{\"chnge\":\"x\"}").status()).isEqualTo(400);
    Reply faulty =
        admin.post(
            "/v1/policy/draft/changes",
            "{\"change\":\"put_rule\",\"section\":\"rules\","
                + "\"rule\":{\"name\":\"a\",\"tier\":\"low\",\"when\":\"1 + \"}}");
    assertThat(faulty.at("/code")).isEqualTo("policy_faults");
    assertThat(admin.get("/v1/policy/draft").header("ETag")).isEqualTo(etag);
  }

  @Test
  void conditionsAndDocumentsAreCheckedWithoutBeingKept() {
    Reply condition = admin.post("/v1/policy/draft/check", "{\"condition\":\"agent.idd == 1\"}");
    assertThat(condition.json().at("/faults/0/line").asInt()).isEqualTo(1);
    assertThat(condition.at("/faults/0/detail")).contains("unknown field: agent.idd");
    assertThat(
            admin
                .post("/v1/policy/draft/check", "{\"document\":\"tiers: []\"}")
                .json()
                .get("faults"))
        .isNotEmpty();
    assertThat(
            admin.post("/v1/policy/draft/check", "{\"condition\":\"true\"}").json().get("faults"))
        .isEmpty();
    assertThat(admin.post("/v1/policy/draft/check", "{}").status()).isEqualTo(422);
  }

  @Test
  void aVersionIsRolledBackAsANewOne() {
    int first = published(document);
    int second = published(document.replace("PT4H", "PT2H"));

    Reply back =
        admin.post("/v1/policy/versions/" + first + "/rollback", "{\"note\":\"too short\"}");

    assertThat(back.json().get("version").asInt()).isEqualTo(second + 1);
    assertThat(admin.get("/v1/policy", "Accept", "application/yaml").body()).isEqualTo(document);
    for (String nowhere : List.of("0", "99999", "-1", "x", "99999999999")) {
      Reply reply =
          admin.post("/v1/policy/versions/" + nowhere + "/rollback", "{\"note\":\"why\"}");
      assertThat(reply.status()).as(nowhere).isEqualTo(404);
      assertThat(admin.get("/v1/policy/versions/" + nowhere).status()).isEqualTo(404);
      assertThat(admin.get("/v1/policy/versions/" + nowhere + "/diff").status()).isEqualTo(404);
    }
    Reply noNote = admin.post("/v1/policy/versions/" + first + "/rollback", "{}");
    assertThat(noNote.at("/code")).isEqualTo("invalid_field");
    assertThat(admin.get("/v1/policy/versions/" + first + "/diff?from=99999").status())
        .isEqualTo(422);
    assertThat(admin.get("/v1/policy/versions/" + first + "/diff?from=x").status()).isEqualTo(400);
  }

  @Test
  void theDescriptionOfTheCallsHasExamplesThatWork() {
    JsonNode api = HttpCalls.ofNobody(port).get("/v3/api-docs").json();
    JsonNode paths = api.get("paths");
    JsonNode write = paths.get("/v1/policy/draft").get("put");
    String yaml =
        write.at("/requestBody/content/application~1yaml/examples/small/value").asString();
    assertThat(put(yaml).status()).isEqualTo(200);
    String json =
        write.at("/requestBody/content/application~1json/examples/small/value").toString();
    assertThat(put(json.getBytes(StandardCharsets.UTF_8), "application/json").status())
        .isEqualTo(200);
    for (String call : List.of("/v1/policy/draft/changes", "/v1/policy/draft/check")) {
      paths
          .get(call)
          .at("/post/requestBody/content/application~1json/examples")
          .forEach(
              example -> {
                Reply reply = admin.post(call, example.get("value").toString());
                assertThat(reply.status()).as(call + example + reply.body()).isEqualTo(200);
              });
    }
    JsonNode note =
        api.at(
            "/components/requestBodies/PolicyNote/content/application~1json/examples/note/value");
    assertThat(admin.post("/v1/policy/draft/publish", note.toString()).status()).isEqualTo(200);
    for (String path :
        List.of(
            "/v1/policy",
            "/v1/policy/versions/{version}",
            "/v1/policy/versions/{version}/diff",
            "/v1/policy/versions/{version}/rollback",
            "/v1/policy/draft/publish")) {
      assertThat(paths.get(path)).as(path).isNotNull();
    }
  }

  @Test
  void withoutADraftThereIsNothingToPublish() {
    Reply reply = publish("why");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.at("/code")).isEqualTo("no_draft");
  }

  @Test
  void everybodyWithAnAccountReadsAndOnlyAdminsWrite() {
    for (Role role : List.of(Role.REVIEWER, Role.AUDITOR)) {
      HttpCalls person = personWith(role);
      assertThat(person.get("/v1/policy/draft").status()).isEqualTo(200);
      assertThat(person.post("/v1/policy/draft/publish", "{\"note\":\"x\"}").status())
          .isEqualTo(403);
      assertThat(HttpCalls.send(person.to("/v1/policy/draft").DELETE()).status()).isEqualTo(403);
    }
    assertThat(agent().get("/v1/policy/draft").status()).isEqualTo(403);
    assertThat(HttpCalls.ofNobody(port).get("/v1/policy/draft").status()).isEqualTo(401);
  }
}
