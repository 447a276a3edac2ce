package io.holdpoint.policy;

import io.holdpoint.policy.YamlNode.Entry;
import io.holdpoint.policy.YamlNode.Mapping;
import io.holdpoint.policy.YamlNode.Scalar;
import io.holdpoint.policy.YamlNode.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML text into nodes that know their place, straight from the parser's events: nothing is
 * constructed, so a tag can do nothing and is refused. Bounded in size, depth and aliases.
 */
public final class YamlReader {

  private final SourceText raw;
  private final Iterator<Event> events;
  private final List<Remark> faults;
  private final Map<Anchor, YamlNode> anchors = new HashMap<>();
  private int aliases;
  private int nodes;

  private YamlReader(String text, List<Remark> faults) {
    this.raw = new SourceText(text);
    this.faults = faults;
    this.events =
        new Parse(LoadSettings.builder().setLabel("policy").setUseMarks(true).build())
            .parseString(text)
            .iterator();
  }

  /** Reads the one document in the text; adds what is wrong with it to the faults. */
  public static Optional<YamlNode> read(String text, List<Remark> faults) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > PolicyLimits.DOCUMENT_BYTES) {
      faults.add(
          policy(
              At.START,
              "the document has "
                  + bytes
                  + " bytes (expected at most "
                  + PolicyLimits.DOCUMENT_BYTES
                  + ")"));
      return Optional.empty();
    }
    try {
      return new YamlReader(text, faults).document();
    } catch (UnreadableException e) {
      faults.add(policy(e.at, String.valueOf(e.getMessage())));
    } catch (MarkedYamlEngineException e) {
      At at = e.getProblemMark().map(YamlReader::at).orElse(At.START);
      boolean alias = String.valueOf(e.getContext()).contains("alias");
      String hint = alias ? " (quote a tool pattern that begins with *)" : "";
      faults.add(policy(at, "not YAML: " + e.getProblem() + hint));
    } catch (YamlEngineException e) {
      faults.add(policy(At.START, "not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private static Remark policy(At at, String message) {
    return new Remark("policy", at, message);
  }

  private Optional<YamlNode> document() {
    events.next(); // stream start
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      throw new UnreadableException(
          At.START,
          "the document is empty (expected tiers, defaultTier, tools, rules, guardrails)");
    }
    YamlNode root = node(events.next(), 1);
    events.next(); // document end
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw new UnreadableException(at(after), "a second document (expected one)");
    }
    return Optional.of(root);
  }

  private YamlNode node(Event event, int depth) {
    if (depth > PolicyLimits.DOCUMENT_DEPTH) {
      throw new UnreadableException(
          at(event), "nested deeper than " + PolicyLimits.DOCUMENT_DEPTH + " levels");
    }
    YamlNode node =
        switch (event) {
          case AliasEvent alias -> alias(alias);
          case ScalarEvent scalar -> scalar(scalar);
          case CollectionStartEvent start when start instanceof MappingStartEvent ->
              mapping(start, depth);
          case CollectionStartEvent start -> sequence(start, depth);
          default -> throw new UnreadableException(at(event), "not a value");
        };
    if (!(event instanceof AliasEvent) && event instanceof NodeEvent named) {
      named.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
    }
    return node;
  }

  private YamlNode alias(AliasEvent event) {
    if (++aliases > PolicyLimits.ALIASES) {
      throw new UnreadableException(
          at(event), "more than " + PolicyLimits.ALIASES + " uses of aliases");
    }
    YamlNode meant = anchors.get(event.getAlias());
    if (meant == null) {
      throw new UnreadableException(
          at(event),
          "unknown alias: *" + event.getAlias() + " (quote a tool pattern that begins with *)");
    }
    count(event, meant.size());
    return meant;
  }

  private Scalar scalar(ScalarEvent event) {
    refuseTag(event, event.getTag());
    count(event, 1);
    int from = event.getStartMark().map(Mark::getIndex).orElse(0);
    return new Scalar(at(event), event.getValue(), event.isPlain(), event.isLiteral(), raw, from);
  }

  private Sequence sequence(CollectionStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    count(start, 1);
    int before = nodes;
    List<YamlNode> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new Sequence(at(start), List.copyOf(items), 1 + nodes - before);
  }

  private Mapping mapping(CollectionStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    count(start, 1);
    int before = nodes;
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      if (!(next instanceof ScalarEvent text)) {
        throw new UnreadableException(at(next), "a key that is not a text");
      }
      Scalar key = scalar(text);
      YamlNode value = node(events.next(), depth + 1);
      if (seen.add(key.text())) {
        entries.add(new Entry(key, value));
      } else {
        faults.add(policy(key.at(), "the key " + key.text() + " stands here twice"));
      }
    }
    return new Mapping(at(start), List.copyOf(entries), 1 + nodes - before);
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > PolicyLimits.DOCUMENT_NODES) {
      throw new UnreadableException(
          at(event), "more than " + PolicyLimits.DOCUMENT_NODES + " values and keys");
    }
  }

  private static void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw new UnreadableException(at(event), "a tag: " + tag.get() + " (expected none)");
    }
  }

  private static At at(Event event) {
    return event.getStartMark().map(YamlReader::at).orElse(At.START);
  }

  private static At at(Mark mark) {
    return new At(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The text cannot be read any further. */
  private static final class UnreadableException extends RuntimeException {
    private final At at;

    UnreadableException(At at, String message) {
      super(message);
      this.at = at;
    }
  }
}
