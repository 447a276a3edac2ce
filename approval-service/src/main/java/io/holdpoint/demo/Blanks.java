package io.holdpoint.demo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The blanks of one errand, filled once, so that its steps speak of the same customer. */
final class Blanks {

  private static final Pattern BLANK = Pattern.compile("\\{([a-z]+)}");
  private static final List<String> CUSTOMERS =
      List.of("c-20871", "c-18304", "c-33120", "c-40077", "c-27716", "c-51902");
  private static final List<String> NAMES =
      List.of(
          "Amara Okafor", "Jonas Weber", "Mei Tanaka", "Lucía Romero", "Priya Nair", "Tom Hale");
  private static final List<String> VENDORS =
      List.of("Northwind Paper", "Alta Logistics", "Brightline Media", "Kestrel Hosting");
  private static final List<String> SERVICES =
      List.of("checkout", "search", "identity", "billing", "catalogue");

  private final Map<String, Object> values = new HashMap<>();

  Blanks(RandomGenerator random) {
    int who = random.nextInt(CUSTOMERS.size());
    values.put("customer", CUSTOMERS.get(who));
    values.put("name", NAMES.get(who));
    values.put("vendor", VENDORS.get(random.nextInt(VENDORS.size())));
    values.put("service", SERVICES.get(random.nextInt(SERVICES.size())));
    values.put("number", random.nextInt(4000, 9999));
    values.put("order", "A-" + random.nextInt(100_000, 999_999));
    values.put("small", random.nextInt(5, 45));
    values.put("amount", random.nextInt(120, 900));
    values.put("large", random.nextInt(12, 90) * 1000);
  }

  /** The text with its blanks filled. */
  String fill(String text) {
    return BLANK
        .matcher(text)
        .replaceAll(
            found -> {
              Object value = values.get(found.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "unknown blank in the demo's script: " + found.group());
              }
              return value.toString();
            });
  }

  /** Fills all strings below; one that is nothing but a blank takes the value's own type. */
  Map<String, Object> fill(Map<String, ?> fields) {
    Map<String, Object> filled = new LinkedHashMap<>();
    fields.forEach((name, value) -> filled.put(name, any(value)));
    return filled;
  }

  private @Nullable Object any(@Nullable Object value) {
    return switch (value) {
      case String text -> {
        var whole = BLANK.matcher(text);
        Object own = whole.matches() ? values.get(whole.group(1)) : null;
        yield own != null ? own : fill(text);
      }
      case List<?> list -> list.stream().map(this::any).toList();
      case null, default -> value;
    };
  }
}
