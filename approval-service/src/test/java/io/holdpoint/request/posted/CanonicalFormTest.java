package io.holdpoint.request.posted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.digest.CanonicalForm;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {

  private static String canonical(String json) {
    Faults faults = new Faults();
    Object value = StrictJson.read(json.getBytes(UTF_8), faults);
    assertThat(faults.list()).isEmpty();
    return CanonicalForm.print(value);
  }

  @Test
  void printsTheSampleOfRfc8785() {
    assertThat(
            canonical(
                """
                {
                  "numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """))
        .isEqualTo(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void sortsNamesByTheirUtf16CodeUnits() {
    Map<String, @Nullable Object> object = new HashMap<>();
    for (String name : new String[] {"€", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "ö"}) {
      object.put(name, null);
    }
    assertThat(CanonicalForm.of(object).text())
        .isEqualTo(
            "{\"\\r\":null,\"1\":null,\"\u0080\":null,\"ö\":null,\"€\":null,"
                + "\"\ud83d\ude00\":null,\"\ufb33\":null}");
  }

  @Test
  void givesOneFormToEverySpelling() {
    assertThat(canonical("{\"b\":1e2,\"a\":\"\\u0041\\/\"}"))
        .isEqualTo(canonical(" { \"a\" : \"A/\" , \"b\" : 100.0 } "))
        .isEqualTo("{\"a\":\"A/\",\"b\":100}");
  }

  @Test
  void isAFixedPointOfItself() {
    String once = canonical("{\"z\":[{\"y\":-0.0,\"x\":1e-7}],\"a\":\"\\u0001\\u007f\"}");
    assertThat(canonical(once)).isEqualTo(once);
  }
}
