package io.holdpoint.web.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.model.schema.ArgumentSchema.Kind;
import io.holdpoint.web.requests.ChangeForm.Input;
import io.holdpoint.web.requests.ChangeForm.Part;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeFormTest {

  private static ArgumentSchema schema(
      Kind kind, Map<String, ArgumentSchema> properties, String... required) {
    return new ArgumentSchema(
        kind,
        "",
        "",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        properties,
        Set.of(required),
        Optional.empty());
  }

  private static final ArgumentSchema SCHEMA = form();

  private static ArgumentSchema form() {
    Map<String, ArgumentSchema> all = new LinkedHashMap<>();
    all.put("amount", schema(Kind.NUMBER, Map.of()));
    all.put("to", schema(Kind.STRING, Map.of(), "x"));
    all.put("note", schema(Kind.STRING, Map.of()));
    all.put("a/b~", schema(Kind.OBJECT, Map.of("c", schema(Kind.BOOLEAN, Map.of()))));
    return schema(Kind.OBJECT, all, "to");
  }

  private static ChangeForm of(String arguments) {
    return ChangeForm.of(SCHEMA, new CanonicalJson(arguments)).orElseThrow();
  }

  /** What a browser sends of a form that was left as it is. */
  private static Map<String, String> sent(ChangeForm form) {
    Map<String, String> sent = new HashMap<>();
    for (Part part : form.parts()) {
      if (part.input() != Input.HEADING) {
        sent.put(part.pointer(), part.value().replace("\n", "\r\n"));
      }
    }
    return sent;
  }

  @Test
  void aFormThatIsLeftAsItIsChangesNothingWhateverStandsThere() {
    for (String arguments :
        List.of(
            "{}",
            "{\"amount\":1e+21,\"note\":\"\",\"to\":\" \"}",
            "{\"note\":\"a\\nb\",\"to\":\"\\nfirst\"}",
            "{\"note\":\"\\r\\n\u202Ex\\u0000\",\"to\":5}",
            "{\"a/b~\":{\"c\":null,\"d\":[1,{\"e\":\"f\"}]},\"amount\":\"12\"}",
            "{\"a/b~\":7,\"rest\":{\"x\":\"\u200B\"}}",
            "{\"amount\":0.1,\"to\":\"[masked 0123456789abcdef]\"}")) {
      ChangeForm form = of(arguments);
      assertThat(form.changed(sent(form)).text()).as(arguments).isEqualTo(arguments);
    }
  }

  @Test
  void changesExactlyWhatWasTyped() {
    ChangeForm form = of("{\"amount\":5,\"note\":\"n\",\"rest\":[1],\"to\":\"x\"}");
    Map<String, String> sent = sent(form);
    sent.put("/amount", "7.50");
    sent.put("/note", "");
    sent.put("/to", "");
    sent.put("/a~1b~0/c", "true");
    sent.put("/rest", "{\"b\":2}");

    assertThat(form.changed(sent).text())
        .isEqualTo("{\"a/b~\":{\"c\":true},\"amount\":7.5,\"rest\":{\"b\":2},\"to\":\"\"}");
  }

  @Test
  void takesNoPointerThatTheFormHasNot() {
    ChangeForm form = of("{\"to\":\"x\"}");
    assertThat(form.changed(Map.of("/other", "1", "/to/deep", "2", "", "{}")).text())
        .isEqualTo("{\"to\":\"x\"}");
  }

  @Test
  void namesEachPlaceThatCannotBeRead() {
    ChangeForm form = of("{\"amount\":5,\"rest\":[1]}");
    assertThatThrownBy(
            () -> form.changed(Map.of("/amount", "five", "/rest", "[1", "/note", "fine")))
        .isInstanceOfSatisfying(
            ChangeForm.UnreadableException.class,
            e -> assertThat(e.faults()).containsOnlyKeys("/amount", "/rest"));
    assertThatThrownBy(() -> form.changed(Map.of("/amount", "\"5\"")))
        .isInstanceOf(ChangeForm.UnreadableException.class);
  }

  @Test
  void isNoFormWhereThereAreTooManyParts() {
    StringBuilder many = new StringBuilder("{\"to\":\"x\"");
    // Five parts are of the catalogue.
    for (int i = 0; i < ChangeForm.MOST - 5; i++) {
      many.append(",\"v").append(i).append("\":1");
    }
    assertThat(ChangeForm.of(SCHEMA, new CanonicalJson(many + "}"))).isPresent();
    assertThat(ChangeForm.of(SCHEMA, new CanonicalJson(many + ",\"w\":1}"))).isEmpty();
  }
}
