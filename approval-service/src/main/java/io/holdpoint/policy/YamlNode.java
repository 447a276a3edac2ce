package io.holdpoint.policy;

import java.util.List;
import java.util.regex.Pattern;

/** A piece of a YAML text that knows where it stands. No tags, no types but those of the text. */
public sealed interface YamlNode {

  At at();

  /** Values and keys in it, itself included; an alias counts for all that it stands for. */
  int size();

  /** What it is, for a fault: {@code a list}. */
  String kind();

  /**
   * @param plain not quoted and not a block, so that {@code 1}, {@code true} and {@code null} are
   *     not texts
   * @param raw the whole document
   * @param from index in {@code raw} of the scalar's first character, quote or block mark
   */
  record Scalar(At at, String text, boolean plain, boolean literal, SourceText raw, int from)
      implements YamlNode {

    @Override
    public int size() {
      return 1;
    }

    @Override
    public String kind() {
      return switch (type()) {
        case TEXT -> "the text \"" + text + "\"";
        case NUMBER -> "the number " + text;
        case BOOLEAN -> text;
        case NULL -> "nothing";
      };
    }

    public Type type() {
      if (!plain) {
        return Type.TEXT;
      }
      return switch (text) {
        case "", "~", "null", "Null", "NULL" -> Type.NULL;
        case "true", "True", "TRUE", "false", "False", "FALSE" -> Type.BOOLEAN;
        default -> NUMBER.matcher(text).matches() ? Type.NUMBER : Type.TEXT;
      };
    }

    private static final Pattern NUMBER =
        Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                + "|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    public enum Type {
      TEXT,
      NUMBER,
      BOOLEAN,
      NULL
    }
  }

  record Sequence(At at, List<YamlNode> items, int size) implements YamlNode {

    @Override
    public String kind() {
      return "a list";
    }
  }

  record Mapping(At at, List<Entry> entries, int size) implements YamlNode {

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlNode value) {}
}
