package io.holdpoint.catalogue;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an MCP tool says of itself, as an agent passes it on in {@code context.attributes}: self
 * declared, so it can only make graver.
 *
 * @param readOnly empty where nothing is said
 * @param words its title and description, "" where there are none
 */
record Hints(
    Optional<Boolean> readOnly,
    Optional<Boolean> destructive,
    Optional<Boolean> openWorld,
    String words) {

  static final Hints NONE = new Hints(Optional.empty(), Optional.empty(), Optional.empty(), "");

  /** From a request's {@code context.attributes}. */
  static Hints of(Map<String, Object> attributes) {
    Object mcp = attributes.get("mcp");
    Map<?, ?> own = mcp instanceof Map<?, ?> map ? map : Map.of();
    Object found =
        own.get("annotations") != null ? own.get("annotations") : attributes.get("annotations");
    Map<?, ?> annotations = found instanceof Map<?, ?> map ? map : Map.of();
    return new Hints(
        flag(annotations.get("readOnlyHint")),
        flag(annotations.get("destructiveHint")),
        flag(annotations.get("openWorldHint")),
        (text(annotations.get("title"))
                + " "
                + text(own.get("title"))
                + " "
                + text(own.get("description"))
                + " "
                + text(annotations.get("description")))
            .trim());
  }

  /** Of two calls' hints, what each of them says that makes graver. */
  Hints and(Hints other) {
    return new Hints(
        either(readOnly, other.readOnly, false),
        either(destructive, other.destructive, true),
        either(openWorld, other.openWorld, true),
        words.equals(other.words) ? words : (words + " " + other.words).trim());
  }

  private static Optional<Boolean> either(
      Optional<Boolean> one, Optional<Boolean> other, boolean graver) {
    if ((one.isPresent() && one.get() == graver) || (other.isPresent() && other.get() == graver)) {
      return Optional.of(graver);
    }
    return one.or(() -> other);
  }

  private static Optional<Boolean> flag(@Nullable Object value) {
    return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text.substring(0, Math.min(text.length(), 2_000)) : "";
  }
}
