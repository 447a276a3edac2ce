package io.holdpoint.audit.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks an export line by line, and tells every line that is not what it was. */
public final class ExportCheck {

  /** More faults are counted and not told. */
  private static final int MOST_TOLD = 50;

  private final ChainKeys keys;
  private final Map<Long, ChainHead> known = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private int more;
  private long line;
  private @Nullable ChainExport export;
  private long place;
  private String hash = "";
  private long heads;
  private long records;

  public ExportCheck(ChainKeys keys) {
    this.keys = keys;
  }

  /** A head that was kept elsewhere: the export must agree with it where it covers its place. */
  public void know(String text, long number) {
    try {
      Map<String, Object> fields = TextReader.read(text);
      var head = head(fields);
      String fault = keys.fault(text(fields, "key"), head.statement(), text(fields, "signature"));
      if (fault != null) {
        faults.add("kept heads, line " + number + ": " + fault);
      } else {
        known.put(head.place(), head);
      }
    } catch (IllegalArgumentException e) {
      faults.add("kept heads, line " + number + ": no head (" + e.getMessage() + ")");
    }
  }

  public void next(String text) {
    line++;
    try {
      Map<String, Object> event = TextReader.read(text);
      if (line == 1) {
        first(event, text);
      } else if (text(event, "type").equals(ChainExport.HEAD)) {
        head(event, text);
      } else {
        entry(event, text);
      }
    } catch (IllegalArgumentException e) {
      fault("not a line of an export (" + e.getMessage() + ")");
    }
  }

  private void first(Map<String, Object> event, String text) {
    Map<String, Object> data = object(event, "data");
    var read =
        new ChainExport(
            text(data, "chain"),
            number(data, "from"),
            number(data, "to"),
            text(data, "previous"),
            text(data, "last"),
            number(data, "heads"),
            text(data, "at"),
            text(data, "by"));
    export = read;
    place = read.from() - 1;
    hash = read.previous();
    String key = text(data, "key");
    String signature = text(data, "signature");
    if (!read.first(key, signature).equals(text)) {
      fault("the first line was altered");
    }
    String fault = keys.fault(key, read.statement(), signature);
    if (fault != null) {
      fault("the first line: " + fault);
    }
  }

  private void entry(Map<String, Object> event, String text) {
    String type = text(event, "type");
    if (!type.startsWith(ChainExport.RECORD)) {
      throw new IllegalArgumentException("type " + type);
    }
    Map<String, Object> data = object(event, "data");
    Map<String, Object> said = object(data, "details");
    Map<String, String> details = new HashMap<>();
    said.keySet().forEach(name -> details.put(name, text(said, name)));
    var entry =
        new ChainRecord(
            whole(event, "id"),
            whole(event, "sequence"),
            text(event, "time"),
            type.substring(ChainExport.RECORD.length()),
            text(data, "actor"),
            event.containsKey("subject") ? text(event, "subject") : "",
            details);
    String stated = text(event, "chainhash");
    records++;
    boolean follows = entry.place() == place + 1;
    if (!follows) {
      fault(
          entry.place() <= place
              ? "record " + entry.place() + " stands here out of order or a second time"
              : entry.place() == place + 2
                  ? "record " + (place + 1) + " is missing before it"
                  : "records "
                      + (place + 1)
                      + " to "
                      + (entry.place() - 1)
                      + " are missing before it");
    }
    if (export == null || !ChainExport.line(export.chain(), entry, stated).equals(text)) {
      fault("record " + entry.place() + " was altered (not as it was written)");
    } else if (follows && !entry.hash(hash).equals(stated)) {
      fault("record " + entry.place() + " was altered or replaced (its hash does not follow)");
    }
    if (entry.place() > place) {
      place = entry.place();
      hash = stated;
    }
    ChainHead kept = known.get(entry.place());
    if (kept != null && !kept.hash().equals(stated)) {
      fault("record " + entry.place() + " is not the one of the head that was kept elsewhere");
    }
  }

  private void head(Map<String, Object> event, String text) {
    Map<String, Object> data = object(event, "data");
    ChainHead head = head(data);
    String key = text(data, "key");
    String signature = text(data, "signature");
    heads++;
    if (!ChainExport.line(head, key, signature).equals(text)) {
      fault("the head of " + head.place() + " was altered (not as it was written)");
    }
    String fault = keys.fault(key, head.statement(), signature);
    if (fault != null) {
      fault("the head of " + head.place() + ": " + fault);
    } else if (export != null && !head.chain().equals(export.chain())) {
      fault("the head of " + head.place() + " is of another chain");
    } else if (head.place() != place) {
      fault("the head of " + head.place() + " stands after record " + place);
    } else if (!head.hash().equals(hash)) {
      fault("the records up to " + place + " are not those that were signed");
    }
  }

  /** Says what is wrong with the whole, after the last line. */
  public Result end() {
    var read = export;
    if (read == null) {
      faults.add("there is no first line of an export");
      return new Result(List.copyOf(faults), more, 0, 0, "nothing");
    }
    line++;
    if (place != read.to()) {
      fault("truncated: the export goes to record " + read.to() + ", the last here is " + place);
    } else if (!hash.equals(read.last())) {
      fault("the last record is not the one that the first line tells");
    }
    if (heads != read.heads()) {
      fault("the first line tells of " + read.heads() + " heads, here are " + heads);
    }
    known.values().stream()
        .filter(head -> head.place() > read.to())
        // Those that were signed later tell nothing, and must not stand before those that do.
        .filter(head -> head.at().compareTo(read.at()) <= 0)
        .max(java.util.Comparator.comparingLong(ChainHead::place))
        .ifPresent(
            head ->
                fault(
                    "the export ends at record "
                        + read.to()
                        + ", but a head of record "
                        + head.place()
                        + " was kept before it was taken"));
    return new Result(
        List.copyOf(faults),
        more,
        records,
        heads,
        "records "
            + read.from()
            + " to "
            + read.to()
            + " of the chain "
            + read.chain()
            + ", exported "
            + read.at()
            + " by "
            + read.by());
  }

  /**
   * What came of it.
   *
   * @param faults the first of them, each with its line
   * @param more how many are not told
   */
  public record Result(List<String> faults, int more, long records, long heads, String what) {

    public boolean good() {
      return faults.isEmpty();
    }
  }

  private void fault(String what) {
    if (faults.size() < MOST_TOLD) {
      faults.add("line " + line + ": " + what);
    } else {
      more++;
    }
  }

  private static ChainHead head(Map<String, Object> data) {
    return new ChainHead(
        text(data, "chain"), number(data, "place"), text(data, "hash"), text(data, "at"));
  }

  private static String text(Map<String, Object> object, String name) {
    if (object.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text " + name);
  }

  private static long number(Map<String, Object> object, String name) {
    if (object.get(name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("no number " + name);
  }

  private static long whole(Map<String, Object> object, String name) {
    String text = text(object, name);
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(name + " is no number");
    }
    return Long.parseLong(text);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Map<String, Object> object, String name) {
    if (object.get(name) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("no object " + name);
  }
}
