package io.holdpoint.request;

import io.holdpoint.testing.Fuzz;
import io.holdpoint.testing.FuzzJson;
import io.holdpoint.testing.HttpCalls.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes calls of an OpenAPI description: as described, nearly so, and not at all. */
final class DescribedCalls {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Pattern ID =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|sha256:[0-9a-f]{64}");
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "null",
          "..",
          "../../etc/passwd",
          "%2e%2e%2f",
          "a/b",
          "a;b=c",
          "' or '1'='1",
          "\"><script>alert(1)</script>",
          "${jndi:ldap://127.0.0.1/a}",
          "#{7*7}",
          "{{7*7}}",
          "\r\nX: y",
          "\u0000",
          "\u202e",
          "\ud83d\ude00",
          "x".repeat(5_000),
          "99999999999999999999",
          "1e999",
          "NaN",
          "2026-13-45T99:99:99Z",
          "PT999999999999H",
          "00000000-0000-0000-0000-000000000000",
          "admin",
          "*",
          "(",
          "[");

  private final JsonNode api;
  private final List<String[]> operations = new ArrayList<>();
  private final List<String> ids = new ArrayList<>(List.of("01890a5d-ac96-774b-bcce-b302099a8057"));

  DescribedCalls(JsonNode api) {
    this.api = api;
    api.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().propertyNames().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(new String[] {path.getKey(), method})));
  }

  record Call(
      String of,
      String security,
      String method,
      String path,
      Map<String, String> headers,
      byte @Nullable [] body) {
    @Override
    public String toString() {
      String sent = body == null ? "" : new String(body, StandardCharsets.UTF_8);
      return method
          + " "
          + path
          + " "
          + headers
          + " "
          + sent.substring(0, Math.min(600, sent.length()));
    }
  }

  int size() {
    return operations.size();
  }

  /** Remembers ids that answers hold, to be asked for. */
  void learn(Reply reply) {
    Matcher id = ID.matcher(reply.body());
    while (id.find() && ids.size() < 2_000) {
      ids.add(id.group());
    }
  }

  Call next(Random random) {
    String[] chosen = Fuzz.oneOf(random, operations);
    JsonNode operation = api.get("paths").get(chosen[0]).get(chosen[1]);
    var path = new StringBuilder();
    Matcher blank = Pattern.compile("\\{[^}]*}").matcher(chosen[0]);
    while (blank.find()) {
      blank.appendReplacement(path, Matcher.quoteReplacement(encoded(textFor(random))));
    }
    blank.appendTail(path);
    var headers = new LinkedHashMap<String, String>();
    var query = new ArrayList<String>();
    for (JsonNode raw : operation.path("parameters")) {
      JsonNode parameter = resolved(raw);
      if (random.nextInt(3) > 0) {
        continue;
      }
      String value = plain(random, parameter.path("schema"));
      String name = parameter.path("name").asString();
      switch (parameter.path("in").asString()) {
        case "query" -> query.add(encoded(name) + "=" + encoded(value));
        case "header" ->
            headers.put(name, name.equals("Prefer") ? "wait=" + random.nextInt(2) : value);
        default -> {
          // in the path, above
        }
      }
    }
    if (random.nextInt(15) == 0) {
      query.add(encoded(Fuzz.oneOf(random, HOSTILE)) + "=" + encoded(Fuzz.oneOf(random, HOSTILE)));
    }
    if (!query.isEmpty()) {
      path.append('?').append(String.join("&", query));
    }
    byte[] body = body(random, operation, headers);
    return new Call(
        chosen[1] + " " + chosen[0],
        operation.path("security").toString(),
        chosen[1].toUpperCase(java.util.Locale.ROOT),
        path.toString(),
        headers,
        body);
  }

  private byte @Nullable [] body(Random random, JsonNode operation, Map<String, String> headers) {
    JsonNode content = resolved(operation.path("requestBody")).path("content");
    if (content.isEmpty()) {
      return random.nextInt(10) == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : null;
    }
    String type = Fuzz.oneOf(random, List.copyOf(content.propertyNames()));
    headers.put(
        "Content-Type",
        random.nextInt(25) == 0
            ? Fuzz.oneOf(random, "text/plain", "application/xml", "*/*", "nonsense")
            : type);
    JsonNode media = content.get(type);
    var examples = new ArrayList<JsonNode>();
    media.path("examples").forEach(example -> examples.add(resolved(example).path("value")));
    if (media.has("example")) {
      examples.add(media.get("example"));
    }
    String text;
    if (!examples.isEmpty() && random.nextBoolean()) {
      JsonNode example = Fuzz.oneOf(random, examples);
      text = example.isString() ? example.asString() : withIds(random, example.toString());
    } else {
      text = FuzzJson.spelled(random, value(random, media.path("schema"), 5));
    }
    if (random.nextInt(3) == 0) {
      text = Fuzz.spoiled(random, text, FuzzJson.PIECES);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String withIds(Random random, String text) {
    return ID.matcher(text).replaceAll(found -> Fuzz.oneOf(random, ids));
  }

  private String textFor(Random random) {
    return random.nextInt(3) > 0 ? Fuzz.oneOf(random, ids) : Fuzz.oneOf(random, HOSTILE);
  }

  private String plain(Random random, JsonNode schema) {
    Object value = value(random, schema, 1);
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : textFor(random);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? api.at(node.get("$ref").asString().substring(1)) : node;
  }

  private @Nullable Object value(Random random, JsonNode raw, int depth) {
    JsonNode schema = resolved(raw);
    if (depth < 0 || random.nextInt(12) == 0) {
      return FuzzJson.value(random, 2);
    }
    for (String choice : new String[] {"oneOf", "anyOf", "allOf"}) {
      if (schema.has(choice)) {
        return value(
            random, schema.get(choice).get(random.nextInt(schema.get(choice).size())), depth);
      }
    }
    if (schema.has("enum")) {
      JsonNode one = schema.get("enum").get(random.nextInt(schema.get("enum").size()));
      return one.isNull() ? null : one.asString();
    }
    if (schema.has("example") && schema.get("example").isString() && random.nextBoolean()) {
      return schema.get("example").asString();
    }
    JsonNode types = schema.path("type");
    String type =
        types.isArray() ? types.get(random.nextInt(types.size())).asString() : types.asString();
    return switch (type) {
      case "object" -> object(random, schema, depth);
      case "array" -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, schema.path("items"), depth - 1));
        }
        yield list;
      }
      case "integer" -> Fuzz.oneOf(random, 0L, 1L, 2L, -1L, 60L, 3600L, 9_007_199_254_740_991L);
      case "number" -> Fuzz.oneOf(random, 0.5, 1.0, -1e300);
      case "boolean" -> random.nextBoolean();
      case "null" -> null;
      case "string" -> random.nextInt(3) == 0 ? "shop.orders.refund" : textFor(random);
      default -> FuzzJson.value(random, 2);
    };
  }

  private Map<String, @Nullable Object> object(Random random, JsonNode schema, int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    var required = new ArrayList<String>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    schema
        .path("properties")
        .properties()
        .forEach(
            member -> {
              if (random.nextInt(20) > (required.contains(member.getKey()) ? 0 : 11)) {
                object.put(member.getKey(), value(random, member.getValue(), depth - 1));
              }
            });
    if (random.nextInt(12) == 0 || schema.path("properties").isEmpty()) {
      object.putAll(FuzzJson.object(random, 2));
    }
    return object;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
