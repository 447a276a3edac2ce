package io.holdpoint.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Callers' values as JSON knows them, and members of what came back. */
final class Values {

  private Values() {}

  static Map<String, @Nullable Object> plain(Map<?, ? extends @Nullable Object> map) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    map.forEach((name, value) -> plain.put(String.valueOf(name), plain(value)));
    return plain;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Float number -> Double.parseDouble(number.toString());
      case Map<?, ?> map -> plain(map);
      case List<?> list -> {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(each -> plain.add(plain(each)));
        yield plain;
      }
      default -> value;
    };
  }

  static Optional<String> text(@Nullable Object object, String name) {
    return object instanceof Map<?, ?> map && map.get(name) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  static Object member(Map<String, ? extends @Nullable Object> object, String name) {
    return Objects.requireNonNullElse(object.get(name), Map.of());
  }
}
