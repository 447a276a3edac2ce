package io.holdpoint.model.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds letters that pass for others. A name such as {@code pаypal} with a Cyrillic {@code а} reads
 * like another name; people who decide by reading have to be told.
 */
public final class LookAlikes {

  /** Findings that are told of at most. */
  public static final int MAX = 10;

  /** Pairs: a letter of another script, and the letter of ASCII that is drawn like it. */
  private static final String PAIRS =
      "\u0131i\u0251a\u0261g\u0391A\u0392B\u0395E\u0396Z\u0397H\u0399I\u039AK\u039CM\u039DN"
          + "\u039FO\u03A1P\u03A4T\u03A5Y\u03A7X\u03B1a\u03B9i\u03BDv\u03BFo\u03C1p\u03C5u\u03C7x"
          + "\u0405S\u0406I\u0408J\u0410A\u0412B\u0415E\u041AK\u041CM\u041DH\u041EO\u0420P\u0421C"
          + "\u0422T\u0425X\u0430a\u0435e\u043Eo\u0440p\u0441c\u0443y\u0445x\u0455s\u0456i\u0458j"
          + "\u0475v\u04AEY\u04BBh\u04C0I\u04CFl\u0501d\u050CG\u051AQ\u051Bq\u051CW\u051Dw\u054DU"
          + "\u0555O\u0570h\u0578n\u057Du\u0581g\u0585o";

  private LookAlikes() {}

  /**
   * A letter that passes for another.
   *
   * @param like what it is drawn like, or that its script is not that of its word
   */
  public record Found(int codePoint, String like) {

    /** Such as {@code а (U+0430) looks like a}. */
    public String inWords() {
      return Character.toString(codePoint)
          + String.format(Locale.ROOT, " (U+%04X) ", codePoint)
          + like;
    }
  }

  /**
   * In a name that a program gave (a tool, a system, a resource, an agent): each letter or digit
   * that is not of ASCII and drawn like one that is, and each letter of a word whose other letters
   * are of ASCII. At most {@value #MAX}, each once.
   */
  public static List<Found> in(String name) {
    Set<Found> found = new LinkedHashSet<>();
    List<Integer> word = new ArrayList<>();
    name.codePoints()
        .forEach(
            point -> {
              if (Character.isLetterOrDigit(point)) {
                word.add(point);
              } else {
                judge(word, found);
                word.clear();
              }
            });
    judge(word, found);
    return found.stream().limit(MAX).toList();
  }

  private static void judge(List<Integer> word, Set<Found> found) {
    boolean ascii = word.stream().anyMatch(point -> point < 0x80 && Character.isLetter(point));
    for (int point : word) {
      if (point < 0x80) {
        continue;
      }
      String like = drawnLike(point);
      if (!like.isEmpty() && (ascii || allStrangers(word))) {
        found.add(new Found(point, "looks like " + like));
      } else if (ascii && foreign(point)) {
        found.add(new Found(point, "is a " + script(point) + " letter among Latin ones"));
      }
    }
  }

  /** A word that could be read as ASCII from its first letter to its last. */
  private static boolean allStrangers(List<Integer> word) {
    return word.stream().allMatch(point -> point < 0x80 || !drawnLike(point).isEmpty());
  }

  private static boolean foreign(int point) {
    return switch (Character.UnicodeScript.of(point)) {
      case CYRILLIC, GREEK, ARMENIAN, CHEROKEE, COPTIC, LISU -> true;
      default -> false;
    };
  }

  private static String script(int point) {
    String name = Character.UnicodeScript.of(point).name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String drawnLike(int point) {
    if (point >= 0xFF01 && point <= 0xFF5E) {
      return Character.toString(point - 0xFEE0); // full width
    }
    if ((point >= 0x1D400 && point <= 0x1D7FF) || (point >= 0x2100 && point <= 0x214F)) {
      String plain =
          java.text.Normalizer.normalize(Character.toString(point), java.text.Normalizer.Form.NFKC);
      return plain.length() == 1 && plain.charAt(0) < 0x80 ? plain : ""; // mathematical alphabets
    }
    int at = PAIRS.indexOf(point);
    return at < 0 ? "" : String.valueOf(PAIRS.charAt(at + 1));
  }
}
