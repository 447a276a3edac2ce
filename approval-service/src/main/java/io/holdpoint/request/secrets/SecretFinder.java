package io.holdpoint.request.secrets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in JSON values, by the names of their fields and by their looks, and covers them.
 * Belongs to one request and one thread.
 */
public final class SecretFinder {

  /** Places that are named at most. */
  static final int MOST_NAMED = 100;

  private static final int POINTER_CHARS = 200;

  private final UnaryOperator<String> cover;
  private final List<String> where = new ArrayList<>();
  private boolean found;

  /**
   * @param cover what stands in a secret's place
   */
  public SecretFinder(UnaryOperator<String> cover) {
    this.cover = cover;
  }

  /** Whether anything was covered so far. */
  public boolean found() {
    return found;
  }

  /** Where, as JSON pointers, the first hundred. */
  public List<String> where() {
    return List.copyOf(where);
  }

  /**
   * @param pointer where the object stands
   * @return the same, with its secrets covered
   */
  public Map<String, @Nullable Object> covered(
      Map<String, ? extends @Nullable Object> object, String pointer) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    String named = value(object);
    object.forEach(
        (name, each) -> {
          String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
          boolean secret =
              SecretNames.isSecret(name)
                  || (name.equalsIgnoreCase("value") && SecretNames.isSecret(named));
          String shown = shaped(name, pointer);
          copy.put(
              shown,
              secret
                  ? all(each, at)
                  : each instanceof String text && SecretNames.isLikely(name)
                      ? likely(text, at)
                      : any(each, at));
        });
    return copy;
  }

  /** A text on its own, such as a sentence. */
  public String covered(String text, String pointer) {
    return shaped(text, pointer);
  }

  /** In {@code {"name": "DB_PASSWORD", "value": "…"}}, what the value is called. */
  private static String value(Map<String, ? extends @Nullable Object> object) {
    return object.size() > 8
        ? ""
        : object.get("name") instanceof String name
            ? name
            : object.get("key") instanceof String key ? key : "";
  }

  private @Nullable Object any(@Nullable Object value, String pointer) {
    return switch (value) {
      case String text -> shaped(text, pointer);
      case Map<?, ?> map -> covered(named(map), pointer);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
          copy.add(any(list.get(i), pointer + "/" + i));
        }
        yield copy;
      }
      case null, default -> value;
    };
  }

  /** Everything below the name of a secret: texts and numbers. */
  private @Nullable Object all(@Nullable Object value, String pointer) {
    return switch (value) {
      case String text when text.isBlank() || SecretShapes.isReference(text) -> text;
      case String text -> cover(text, pointer);
      case Number number -> cover(number.toString(), pointer);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        named(map)
            .forEach(
                (name, each) ->
                    copy.put(
                        shaped(name, pointer),
                        all(each, pointer + "/" + name.replace("~", "~0").replace("/", "~1"))));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
          copy.add(all(list.get(i), pointer + "/" + i));
        }
        yield copy;
      }
      case null, default -> value;
    };
  }

  private String likely(String text, String pointer) {
    return SecretShapes.isRandom(text) ? cover(text, pointer) : shaped(text, pointer);
  }

  private String shaped(String text, String pointer) {
    String forged =
        Mask.isIn(text)
            ? Mask.form().matcher(text).replaceAll(m -> cover(m.group(), pointer))
            : text;
    return SecretShapes.covered(forged, secret -> cover(secret, pointer));
  }

  private String cover(String secret, String pointer) {
    found = true;
    // What stands under a key that is a secret itself would name it.
    String at = SecretShapes.covered(pointer, each -> "…");
    String cut = at.length() > POINTER_CHARS ? at.substring(0, POINTER_CHARS) + "…" : at;
    if (where.size() < MOST_NAMED && !where.contains(cut)) {
      where.add(cut);
    }
    return cover.apply(secret);
  }

  private static Map<String, @Nullable Object> named(Map<?, ?> map) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put((String) name, value));
    return named;
  }
}
