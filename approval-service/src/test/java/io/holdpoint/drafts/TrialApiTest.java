package io.holdpoint.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A draft tried over HTTP, on requests and on logs; the tools seen; how one request is decided. */
class TrialApiTest extends DraftApi {

  private static final String NDJSON = "application/x-ndjson";
  private static final String LOG =
      """
      {"tool":"shop.orders.get","arguments":{"id":"1"},"task":"t1"}
      {"tool":"shop.orders.refund","arguments":{"id":"1","amount":40},"task":"t1"}
      this is no action
      {"tool":"shop.stock.count","arguments":{},"agent":"counting-bot","at":"2026-11-20T12:00:00Z"}
      """;

  /** Refunds are released. */
  private void draftThatReleasesRefunds() {
    Reply saved =
        put(
            document.replace(
                "guardrails:",
                "  - {name: Refunds are free, tier: low, tools: [\"shop.orders.refund\"]}\nguardrails:"));
    assertThat(saved.status()).isEqualTo(200);
  }

  private Reply lines(String path, String body, String... headers) {
    return HttpCalls.send(
        admin.to(path, headers).header("Content-Type", NDJSON).POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode named(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(each -> each.get(field).asString().equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError(value + " is not in " + list));
  }

  @Test
  void linesInTheBodyAreTriedAndKeptNowhere() {
    draftThatReleasesRefunds();
    int kept = admin.get("/v1/logs").json().get("items").size();

    Reply found = lines("/v1/policy/draft/simulate", LOG);

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.json().get("actions").asInt()).isEqualTo(3);
    assertThat(found.json().get("newlyReleased").asInt()).isEqualTo(1);
    assertThat(found.json().get("newlyHeld").asInt()).isZero();
    assertThat(found.json().get("newlyDenied").asInt()).isZero();
    assertThat(found.at("/changed/0/cause")).isEqualTo("rule \"Refunds are free\"");
    assertThat(found.at("/changed/0/examples/0/tool")).isEqualTo("shop.orders.refund");
    assertThat(found.json().at("/changed/0/examples/0/line").asInt()).isEqualTo(2);
    assertThat(found.json().get("brokenLines").asInt()).isEqualTo(1);
    assertThat(found.json().at("/broken/0/line").asInt()).isEqualTo(3);
    assertThat(found.at("/broken/0/why")).isNotEmpty();
    JsonNode refunds = named(found.json().get("byTool"), "name", "shop.orders.refund");
    assertThat(refunds.at("/before/require_approval").asInt()).isEqualTo(1);
    assertThat(refunds.at("/after/allow").asInt()).isEqualTo(1);
    assertThat(admin.get("/v1/logs").json().get("items").size()).isEqualTo(kept);
  }

  @Test
  void aLogIsKeptTriedListedAndForgotten() {
    draftThatReleasesRefunds();

    Reply kept = lines("/v1/logs?name=last%20week", LOG);

    assertThat(kept.status()).isEqualTo(201);
    assertThat(kept.at("/name")).isEqualTo("last week");
    assertThat(kept.at("/keptBy")).isEqualTo("admin");
    assertThat(kept.json().get("actions").asInt()).isEqualTo(3);
    assertThat(kept.json().get("brokenLines").asInt()).isEqualTo(1);
    String id = kept.at("/id");
    JsonNode listed = named(admin.get("/v1/logs").json().get("items"), "id", id);
    assertThat(listed.get("name").asString()).isEqualTo("last week");
    Reply tried = admin.post("/v1/policy/draft/simulate?log=" + id, "");
    assertThat(tried.status()).isEqualTo(200);
    assertThat(tried.json().get("newlyReleased").asInt()).isEqualTo(1);

    assertThat(HttpCalls.send(admin.to("/v1/logs/" + id).DELETE()).status()).isEqualTo(204);

    Reply gone = admin.post("/v1/policy/draft/simulate?log=" + id, "");
    assertThat(gone.status()).isEqualTo(422);
    assertThat(gone.at("/errors/0/detail")).contains("log: ").contains("is not kept");
    assertThat(HttpCalls.send(admin.to("/v1/logs/" + id).DELETE()).status()).isEqualTo(404);
  }

  @Test
  void recordedRequestsAreTried() {
    HttpCalls bot = agent();
    for (int i = 0; i < 3; i++) {
      bot.post("/v1/requests", "{\"action\":{\"tool\":\"shop.orders.refund\"}}");
    }
    draftThatReleasesRefunds();

    Reply found = admin.post("/v1/policy/draft/simulate", "{\"last\":3}");

    assertThat(found.json().get("actions").asInt()).isEqualTo(3);
    assertThat(found.json().get("newlyReleased").asInt()).isEqualTo(3);
    assertThat(found.at("/changed/0/examples/0/request")).isNotEmpty();
    assertThat(found.json().at("/cost/before/holds").asInt()).isEqualTo(3);
    assertThat(found.json().at("/cost/after/holds").asInt()).isZero();
    for (String wrong : List.of("0", "10001", "\"all\"", "1.5")) {
      Reply refused = admin.post("/v1/policy/draft/simulate", "{\"last\":" + wrong + "}");
      assertThat(refused.status()).as(wrong).isBetween(400, 422);
      assertThat(refused.body()).contains("last").contains("10000");
    }
  }

  @Test
  void oneRequestIsTracedByThePolicyInForceAndByTheDraft() {
    Reply held =
        agent()
            .post(
                "/v1/requests",
                "{\"action\":{\"tool\":\"shop.orders.get\"},\"context\":{\"dataTouched\":[\"secret\"]}}");
    String path = "/v1/requests/" + held.at("/id") + "/trace";
    put(document.replace("!(\"secret\" in request.dataTouched)", "true"));

    Reply published = admin.get(path);
    Reply draft = admin.get(path + "?policy=draft");

    assertThat(published.at("/outcome")).isEqualTo("require_approval");
    JsonNode step = named(published.json().get("steps"), "name", "Reads are free");
    assertThat(step.get("result").asString()).isEqualTo("not_matched");
    assertThat(step.at("/saw").toString()).contains("secret");
    assertThat(
            named(published.json().get("steps"), "name", "The shop stays open")
                .get("guardrail")
                .asBoolean())
        .isTrue();
    assertThat(draft.at("/policy")).isEqualTo("draft");
    assertThat(draft.at("/outcome")).isEqualTo("allow");
    assertThat(admin.get(path + "?policy=yours").status()).isEqualTo(400);
    assertThat(admin.get("/v1/requests/nosuch/trace").status()).isEqualTo(404);
    assertThat(personWith(Role.REVIEWER).get(path).status()).isEqualTo(403);
  }

  @Test
  void everyToolThatWasSeenIsListedWithASuggestion() {
    HttpCalls bot = agent();
    IntStream.range(0, 2)
        .forEach(
            i ->
                bot.post(
                    "/v1/requests",
                    "{\"action\":{\"tool\":\"crm.customers.list\",\"arguments\":{\"page\":"
                        + i
                        + "}}}"));
    bot.post("/v1/requests", "{\"action\":{\"tool\":\"crm.customers.erase\"}}");
    bot.post("/v1/requests", "{\"action\":{\"tool\":\"shop.orders.get\"}}");

    JsonNode tools = admin.get("/v1/tools?limit=200").json().get("items");

    JsonNode reads = named(tools, "tool", "crm.customers.list");
    assertThat(reads.get("requests").asInt()).isEqualTo(2);
    assertThat(reads.get("published").asString()).isEqualTo("unclassified");
    assertThat(reads.at("/suggestion/reversibility").asString()).isEqualTo("read_only");
    assertThat(reads.at("/suggestion/reasons/0").asString()).isNotEmpty();
    assertThat(reads.at("/examples/0/page").asInt()).isEqualTo(1);
    JsonNode erases = named(tools, "tool", "crm.customers.erase");
    assertThat(erases.at("/suggestion/reversibility").asString()).isNotEqualTo("read_only");
    JsonNode known = named(tools, "tool", "shop.orders.get");
    assertThat(known.get("published").asString()).isEqualTo("read_only");
    assertThat(known.get("suggestion").isNull()).isTrue();

    Reply first = admin.get("/v1/tools?limit=1");
    assertThat(first.json().get("items").size()).isEqualTo(1);
    Reply next = admin.get("/v1/tools?limit=1&after=" + first.at("/next"));
    assertThat(next.at("/items/0/tool")).isNotEqualTo(first.at("/items/0/tool"));
    for (String wrong : List.of("limit=0", "limit=201", "limit=x", "after=nosuch")) {
      assertThat(admin.get("/v1/tools?" + wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(personWith(Role.REVIEWER).get("/v1/tools").status()).isEqualTo(403);
  }
}
