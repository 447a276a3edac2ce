package io.holdpoint.request.posted;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.digest.JsonText;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.testing.Fuzz;
import io.holdpoint.testing.FuzzJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our two readers of JSON and the canonical form, beside a third reader, on texts by chance. */
class JsonFuzzTest {

  private static final JsonMapper OTHER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @Test
  void everySpellingOfAValueHasOneCanonicalForm() {
    Fuzz.inputs(
        "canonical form",
        20_000,
        random -> {
          Object value = FuzzJson.value(random, 5);
          String canonical = CanonicalForm.print(value);
          for (int i = 0; i < 2; i++) {
            String text = FuzzJson.spelled(random, value);
            assertThat(read(text)).as(text).contains(canonical);
            assertThat(CanonicalForm.print(JsonText.read(text))).as(text).isEqualTo(canonical);
          }
          assertThat(read(canonical)).as(canonical).contains(canonical);
        });
  }

  @Test
  void whatIsReadMeansTheSameToAnotherReaderAndTheRestIsRefused() {
    Fuzz.inputs(
        "JSON parser",
        40_000,
        random -> {
          String text =
              Fuzz.spoiled(
                  random, FuzzJson.spelled(random, FuzzJson.value(random, 4)), FuzzJson.PIECES);
          byte[] bytes = bytes(random, text);
          Optional<String> read = read(bytes);
          if (read.isEmpty()) {
            return;
          }
          String decoded = new String(bytes, StandardCharsets.UTF_8);
          assertThat(canonical(() -> values(OTHER.readTree(decoded))))
              .as(decoded)
              .isEqualTo(read.get());
          assertThat(canonical(() -> JsonText.read(decoded))).as(decoded).isEqualTo(read.get());
        });
  }

  @Test
  void aSpoiledRequestIsReadOrRefusedAndNothingElse() {
    Fuzz.inputs(
        "request bodies",
        20_000,
        random -> {
          Map<String, @Nullable Object> action = new LinkedHashMap<>();
          action.put("tool", Fuzz.oneOf(random, "shop.orders.refund", "", "a b", "x".repeat(300)));
          action.put("arguments", FuzzJson.value(random, 3));
          Map<String, @Nullable Object> body = FuzzJson.object(random, 2);
          body.put("action", random.nextInt(9) == 0 ? FuzzJson.value(random, 2) : action);
          for (String member : new String[] {"reason", "task", "context", "expiresIn"}) {
            if (random.nextInt(3) == 0) {
              body.put(member, FuzzJson.value(random, 2));
            }
          }
          String text = FuzzJson.spelled(random, body);
          if (random.nextBoolean()) {
            text = Fuzz.spoiled(random, text, FuzzJson.PIECES);
          }
          try {
            RequestParser.parse(bytes(random, text));
          } catch (ProblemException e) {
            assertThat(e.problem().status()).as(text).isIn(400, 413, 422);
          }
        });
  }

  /** What it means to another reader; or why that refuses it. */
  private static String canonical(Supplier<@Nullable Object> reader) {
    try {
      return CanonicalForm.print(reader.get());
    } catch (JacksonException | IllegalArgumentException e) {
      return "refused: " + e.getMessage();
    }
  }

  /** In UTF-8, now and then with a byte that is wrong. */
  private static byte[] bytes(Random random, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(8) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static Optional<String> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The canonical form of what was read; empty when it was refused. */
  private static Optional<String> read(byte[] utf8) {
    Faults faults = new Faults();
    try {
      Object value = StrictJson.read(utf8, faults);
      return faults.any() ? Optional.empty() : Optional.of(CanonicalForm.print(value));
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
      return Optional.empty();
    }
  }

  private static @Nullable Object values(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        node.properties().forEach(each -> object.put(each.getKey(), values(each.getValue())));
        yield object;
      }
      case ARRAY -> node.valueStream().map(JsonFuzzTest::values).toList();
      case STRING -> node.stringValue();
      case NUMBER -> node.decimalValue().doubleValue();
      case BOOLEAN -> node.booleanValue();
      case NULL -> null;
      case BINARY, MISSING, POJO -> throw new IllegalStateException(node.getNodeType().name());
    };
  }
}
