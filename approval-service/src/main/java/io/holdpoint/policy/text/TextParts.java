package io.holdpoint.policy.text;

import io.holdpoint.policy.text.TextPart.Alias;
import io.holdpoint.policy.text.TextPart.Items;
import io.holdpoint.policy.text.TextPart.Leaf;
import io.holdpoint.policy.text.TextPart.Pair;
import io.holdpoint.policy.text.TextPart.Pairs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Finds where the parts of a YAML text stand. The text must be one that YamlReader took. */
final class TextParts {

  private final String text;
  private final Iterator<Event> events;

  /** The char index of each code point; empty where the two are the same. */
  private final int[] charIndexes;

  private TextParts(String text) {
    this.text = text;
    this.charIndexes = charIndexes(text);
    this.events =
        new Parse(LoadSettings.builder().setUseMarks(true).build()).parseString(text).iterator();
  }

  static TextPart read(String text) {
    TextParts parts = new TextParts(text);
    parts.events.next(); // stream start
    parts.events.next(); // document start
    return parts.part(parts.events.next());
  }

  private TextPart part(Event event) {
    return switch (event) {
      case AliasEvent alias -> new Alias(from(alias), to(alias));
      case ScalarEvent scalar -> leaf(scalar);
      case MappingStartEvent start -> pairs(start);
      case CollectionStartEvent start -> items(start);
      default -> throw new IllegalArgumentException("not a value: " + event);
    };
  }

  private Leaf leaf(ScalarEvent event) {
    int from = from(event);
    int to = to(event);
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--; // a block scalar's end is found only behind the empty lines after it
    }
    return new Leaf(from, to, event.getValue(), isAnchored(event));
  }

  private Items items(CollectionStartEvent start) {
    List<TextPart> parts = new ArrayList<>();
    Event next = events.next();
    for (; next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
      parts.add(part(next));
    }
    int to = start.isFlow() || parts.isEmpty() ? to(next) : parts.getLast().to();
    return new Items(from(start), to, start.isFlow(), List.copyOf(parts), isAnchored(start));
  }

  private Pairs pairs(MappingStartEvent start) {
    List<Pair> pairs = new ArrayList<>();
    Event next = events.next();
    for (; next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
      Leaf key = leaf((ScalarEvent) next);
      pairs.add(new Pair(key, part(events.next())));
    }
    int to = start.isFlow() || pairs.isEmpty() ? to(next) : pairs.getLast().to();
    return new Pairs(from(start), to, start.isFlow(), List.copyOf(pairs), isAnchored(start));
  }

  private static boolean isAnchored(NodeEvent event) {
    return event.getAnchor().isPresent();
  }

  private int from(Event event) {
    return index(event.getStartMark());
  }

  private int to(Event event) {
    return index(event.getEndMark());
  }

  /** Marks count code points. */
  private int index(Optional<Mark> mark) {
    int codePoints = mark.map(Mark::getIndex).orElseThrow();
    return charIndexes.length == 0 ? codePoints : charIndexes[codePoints];
  }

  private static int[] charIndexes(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return new int[0];
    }
    int[] indexes = new int[count + 1];
    for (int i = 1; i <= count; i++) {
      indexes[i] = text.offsetByCodePoints(indexes[i - 1], 1);
    }
    return indexes;
  }
}
