package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of an {@link Effect}, kept with what is held so that it can be taken back. */
public final class EffectJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EffectJson() {}

  public static String write(Effect effect) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("tool", effect.tool());
    all.put("system", effect.system());
    all.put("target", effect.target());
    all.put("known", effect.known());
    all.put("amounts", HistoryJson.sums(effect.amounts()));
    all.put("said", effect.said());
    all.put("labels", effect.labels());
    all.put("reversibility", effect.reversibility().wire());
    return JSON.writeValueAsString(all);
  }

  /**
   * @throws IllegalArgumentException the text was not written by {@link #write}
   */
  public static Effect read(String json) {
    try {
      Map<?, ?> all = JSON.readValue(json, Map.class);
      return new Effect(
          (String) HistoryJson.present(all, "tool"),
          (String) HistoryJson.present(all, "system"),
          (String) HistoryJson.present(all, "target"),
          (String) HistoryJson.present(all, "known"),
          HistoryJson.sums((Map<?, ?>) HistoryJson.present(all, "amounts")),
          texts((List<?>) HistoryJson.present(all, "said")),
          texts((List<?>) HistoryJson.present(all, "labels")),
          Reversibility.ofWire((String) HistoryJson.present(all, "reversibility")));
    } catch (JacksonException | ClassCastException e) {
      throw new IllegalArgumentException("not a stored effect", e);
    }
  }

  private static SortedSet<String> texts(List<?> list) {
    SortedSet<String> texts = new TreeSet<>();
    list.forEach(each -> texts.add((String) each));
    return texts;
  }
}
