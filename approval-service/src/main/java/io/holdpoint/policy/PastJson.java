package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import io.holdpoint.policy.History.Pair;
import io.holdpoint.policy.Past.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of a {@link Past}. It is written with each decision, so it is a short one. */
public final class PastJson {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  /** Characters of a target's hash; they stand one after the other. */
  private static final int HASH = 8;

  private PastJson() {}

  public static String write(Past past) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("requests", past.requests);
    all.put("denied", past.denied);
    all.put("said", past.said);
    all.put("labels", past.labels);
    if (past.labelsLost) {
      all.put("labelsLost", true);
    }
    Map<String, Long> classes = new LinkedHashMap<>();
    past.classes.forEach((each, count) -> classes.put(each.wire(), count));
    all.put("classes", classes);
    List<List<Object>> done = new ArrayList<>();
    past.tallies.forEach(
        (pair, tally) ->
            done.add(
                List.of(
                    pair.tool(),
                    pair.system(),
                    tally.count,
                    tally.denied,
                    tally.further,
                    String.join("", tally.targets),
                    HistoryJson.sums(tally.sums))));
    all.put("done", done);
    return JSON.writeValueAsString(all);
  }

  /**
   * @throws IllegalArgumentException the text was not written by {@link #write}
   */
  public static Past read(String json) {
    try {
      Map<?, ?> all = JSON.readValue(json, Map.class);
      Past past = new Past();
      past.requests = (Long) HistoryJson.present(all, "requests");
      past.denied = (Long) HistoryJson.present(all, "denied");
      past.labelsLost = Boolean.TRUE.equals(all.get("labelsLost"));
      ((List<?>) HistoryJson.present(all, "said")).forEach(label -> past.said.add((String) label));
      ((Map<?, ?>) HistoryJson.present(all, "labels"))
          .forEach((label, count) -> past.labels.put((String) label, (Long) count));
      ((Map<?, ?>) HistoryJson.present(all, "classes"))
          .forEach(
              (wire, count) -> past.classes.put(Reversibility.ofWire((String) wire), (Long) count));
      ((List<?>) HistoryJson.present(all, "done")).forEach(each -> read((List<?>) each, past));
      return past;
    } catch (JacksonException | ClassCastException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a stored past", e);
    }
  }

  private static void read(List<?> fields, Past into) {
    Tally tally = new Tally();
    tally.count = (Long) fields.get(2);
    tally.denied = (Long) fields.get(3);
    tally.further = (Long) fields.get(4);
    String targets = (String) fields.get(5);
    for (int at = 0; at + HASH <= targets.length(); at += HASH) {
      tally.targets.add(targets.substring(at, at + HASH));
    }
    tally.sums.putAll(HistoryJson.sums((Map<?, ?>) fields.get(6)));
    into.tallies.put(new Pair((String) fields.get(0), (String) fields.get(1)), tally);
  }
}
