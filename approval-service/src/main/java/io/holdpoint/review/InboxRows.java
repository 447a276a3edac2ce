package io.holdpoint.review;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.InboxFilter;
import io.holdpoint.request.Waiting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sorts what waits into the rows of an inbox. Pure. */
final class InboxRows {

  private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})-(\\S{36})");

  private InboxRows() {}

  /** One request, or several that are alike, in the order of the list. */
  record Row(List<RequestId> ids, Place place) {}

  /** Where a row stands: what it is sorted by, and its first id for those of the same moment. */
  record Place(Instant at, RequestId id) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::at).thenComparing(place -> place.id().toString());

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    boolean isAfter(Place other) {
      return compareTo(other) > 0;
    }

    /** As a cursor. */
    @Override
    public String toString() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
    }

    static Optional<Place> parse(String cursor) {
      var parts = PLACE.matcher(cursor);
      return parts.matches()
          ? RequestId.parse(parts.group(2))
              .map(
                  id ->
                      new Place(
                          Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                          id))
          : Optional.empty();
    }
  }

  private record Kind(String agent, String tool, String system, String why) {}

  /** The words of a search; what no database takes stands for a space. */
  static List<String> words(InboxFilter filter) {
    var text = new StringBuilder();
    filter
        .search()
        .codePoints()
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .forEach(text::appendCodePoint);
    return Pattern.compile("\\s+")
        .splitAsStream(text)
        .filter(word -> !word.isEmpty())
        .limit(InboxFilter.MOST_WORDS)
        .toList();
  }

  static boolean matches(Waiting each, InboxFilter filter) {
    return each.found()
        && is(filter.tier(), each.tier())
        && is(filter.agent(), each.agent().value())
        && is(filter.tool(), each.tool())
        && is(filter.system(), each.system())
        && is(filter.task(), each.task())
        && is(filter.why(), each.why());
  }

  private static boolean is(Optional<String> wanted, String value) {
    return wanted.map(value::equals).orElse(true);
  }

  static List<Row> of(List<Waiting> matching, InboxFilter filter) {
    Map<Object, List<Waiting>> kinds = new LinkedHashMap<>();
    for (Waiting each : matching) {
      Object kind =
          filter.alike()
              ? new Kind(each.agent().value(), each.tool(), each.system(), each.why())
              : each.id();
      kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(each);
    }
    List<Row> rows = new ArrayList<>();
    for (List<Waiting> alike : kinds.values()) {
      if (alike.size() >= InboxFilter.MANY) {
        rows.add(row(alike, filter));
      } else {
        alike.forEach(each -> rows.add(row(List.of(each), filter)));
      }
    }
    rows.sort(Comparator.comparing(Row::place));
    return rows;
  }

  private static Row row(List<Waiting> alike, InboxFilter filter) {
    Comparator<Waiting> order = Comparator.comparing(each -> place(each, filter));
    var sorted = alike.stream().sorted(order).toList();
    return new Row(sorted.stream().map(Waiting::id).toList(), place(sorted.getFirst(), filter));
  }

  private static Place place(Waiting each, InboxFilter filter) {
    return switch (filter.order()) {
      case EXPIRES_SOONEST -> new Place(each.expiresAt(), each.id());
      case WAITS_LONGEST -> new Place(each.createdAt(), each.id());
    };
  }
}
