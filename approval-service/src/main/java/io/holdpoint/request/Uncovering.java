package io.holdpoint.request;

import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.ChangeRefusedException.Fault;
import io.holdpoint.model.desk.ChangeRefusedException.Why;
import io.holdpoint.request.posted.JsonPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts back the secrets that a reviewer saw masked and left as they were. A value with a mask in it
 * stays whole or is replaced whole: half a secret cannot be edited.
 */
final class Uncovering {

  private final Map<String, @Nullable Object> originals = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private Uncovering() {}

  /**
   * @param changed what the reviewer wants, masks and all
   * @param shown what the reviewer saw
   * @param posted the same without masks
   * @throws ChangeRefusedException a mask is not one that was shown, or was edited
   */
  static Map<String, @Nullable Object> of(
      Map<String, @Nullable Object> changed,
      Map<String, ? extends @Nullable Object> shown,
      Map<String, ? extends @Nullable Object> posted) {
    Uncovering uncovering = new Uncovering();
    uncovering.learn(shown, posted);
    Map<String, @Nullable Object> whole = uncovering.object(changed, "");
    if (!uncovering.faults.isEmpty()) {
      throw new ChangeRefusedException(
          Why.BAD_ARGUMENTS,
          "A masked value was edited: leave it as it is, or replace the whole of it.",
          uncovering.faults);
    }
    return whole;
  }

  private void learn(@Nullable Object shown, @Nullable Object posted) {
    if (shown instanceof Map<?, ?> one && posted instanceof Map<?, ?> other) {
      one.forEach((name, value) -> learn(value, other.get(name)));
    } else if (shown instanceof List<?> one && posted instanceof List<?> other) {
      for (int i = 0; i < one.size() && i < other.size(); i++) {
        learn(one.get(i), other.get(i));
      }
    } else if (shown instanceof String text && isMasked(text)) {
      originals.put(text, posted);
    }
  }

  private static boolean isMasked(String text) {
    return text.contains("[masked ");
  }

  private @Nullable Object value(@Nullable Object value, String pointer) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        map.forEach((name, each) -> named.put((String) name, each));
        yield object(named, pointer);
      }
      case List<?> list -> {
        List<@Nullable Object> whole = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
          whole.add(value(list.get(i), pointer + "/" + i));
        }
        yield whole;
      }
      case String text when isMasked(text) -> {
        if (!originals.containsKey(text)) {
          faults.add(new Fault(pointer, "a mask that was not shown so, expected the whole value"));
        }
        yield originals.get(text);
      }
      case null, default -> value;
    };
  }

  private Map<String, @Nullable Object> object(
      Map<String, @Nullable Object> object, String pointer) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    object.forEach((name, each) -> whole.put(name, value(each, JsonPath.member(pointer, name))));
    return whole;
  }
}
