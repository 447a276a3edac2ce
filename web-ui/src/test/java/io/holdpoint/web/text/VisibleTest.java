package io.holdpoint.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Target;
import io.holdpoint.model.text.Headline;
import io.holdpoint.model.text.Json;
import io.holdpoint.model.text.Visible;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x1B, 0x7F, 0x9B, 0xA0, 0xAD, 0x034F, 0x061C, 0x115F, 0x200B, 0x200D, 0x202A, 0x202E,
        0x2028, 0x2060, 0x2066, 0x2800, 0x3164, 0xFE0F, 0xFEFF, 0xE000, 0xE0041, 0x10FFFF
      })
  void namesWhatCannotBeSeen(int c) {
    assertThat(Visible.line("a" + Character.toString(c) + "b"))
        .isEqualTo("a‹U+%04X›b".formatted(c));
  }

  @Test
  void leavesLanguagesAsTheyAre() {
    String text = "Größe, Ελληνικά, 日本語, हिन्दी, שלום, 👍 — “ok”";
    assertThat(Visible.line(text)).isEqualTo(text);
  }

  @Test
  void namesMarksThatArePiledUp() {
    assertThat(Visible.line("a" + "\u0301".repeat(5))).contains("‹U+0301›");
  }

  @Test
  void namesHalfCharacters() {
    assertThat(Visible.line("x\uD83D!")).isEqualTo("x‹U+D83D›!");
  }

  @Test
  void keepsLineBreaksInProseOnly() {
    assertThat(Visible.line("a\nb")).isEqualTo("a‹U+000A›b");
    assertThat(Visible.prose("a\nb")).containsExactly(new Visible.Piece("a\nb", false));
  }

  @Test
  void laysJsonOutWithoutChangingIt() {
    String json = "{\"a\":[1,{\"b\":\"x,{y}\\\"\"},[]],\"c\":{},\"d\":-1.5e-7}";
    String laidOut = Json.layOut(json);
    assertThat(laidOut)
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": "x,{y}\\""
                },
                []
              ],
              "c": {},
              "d": -1.5e-7
            }""");
  }

  @Test
  void listsTheMembersOfTheOutermostObject() {
    assertThat(Json.members(new CanonicalJson("{\"a\":\"x\\\"}\",\"b\":[1,2],\"c\":null}")))
        .containsExactly(
            new Json.Member("a", "x\\\"}", true),
            new Json.Member("b", "[1,2]", false),
            new Json.Member("c", "null", true));
    assertThat(Json.members(CanonicalJson.EMPTY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "crm.customers.delete, customers/42, {}, Delete customers/42",
    "crm.customers.delete, '', {}, Delete customers",
    "crm.customers.delete, '', '{\"id\":\"42\"}', Delete customers 42",
    "cancel_pending_order, '', '{\"order_id\":\"#W12\",\"reason\":\"x\"}', Cancel pending order #W12",
    "payments/refundCharge, ch_1, {}, Refund Charge ch_1",
    "db.shell.exec, orders, {}, Run orders",
    "frobnicate, thing, {}, Call frobnicate thing",
    "delete, '', {}, Delete"
  })
  void saysWhatWillHappenInOurOwnWords(
      String tool, String resource, String arguments, String words) {
    assertThat(
            Headline.of(tool, new Target("", resource, ""), new CanonicalJson(arguments))
                .toString())
        .isEqualTo(words);
  }
}
