package io.holdpoint.web.requests;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.DiffLine.Kind;
import io.holdpoint.model.text.Json;
import io.holdpoint.model.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two JSON values line by line, and one as a person may edit it. */
final class JsonLines {

  /** What lies between the first and the last difference is compared up to so many lines a side. */
  private static final int MOST = 1_000;

  /** Lines that are the same and are shown around a difference. */
  private static final int AROUND = 3;

  private JsonLines() {}

  /** Laid out, with every character that is not seen, or directs others, escaped. */
  static String editable(CanonicalJson json) {
    var out = new StringBuilder();
    Json.layOut(json.text())
        .codePoints()
        .forEach(
            c -> {
              if (c != '\n' && Visible.isOdd(c)) {
                for (char unit : Character.toChars(c)) {
                  out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  static List<DiffLine> difference(CanonicalJson before, CanonicalJson after) {
    return difference(
        Json.layOut(before.text()).lines().toList(), Json.layOut(after.text()).lines().toList());
  }

  static List<DiffLine> difference(List<String> old, List<String> now) {
    int same = 0;
    while (same < old.size() && same < now.size() && old.get(same).equals(now.get(same))) {
      same++;
    }
    int oldEnd = old.size();
    int nowEnd = now.size();
    while (oldEnd > same && nowEnd > same && old.get(oldEnd - 1).equals(now.get(nowEnd - 1))) {
      oldEnd--;
      nowEnd--;
    }
    List<DiffLine> lines = new ArrayList<>();
    for (int i = 0; i < same; i++) {
      lines.add(new DiffLine(Kind.SAME, i + 1, i + 1, old.get(i)));
    }
    middle(old, same, oldEnd, now, same, nowEnd, lines);
    for (int i = oldEnd, j = nowEnd; i < old.size(); i++, j++) {
      lines.add(new DiffLine(Kind.SAME, i + 1, j + 1, old.get(i)));
    }
    return shortened(lines);
  }

  private static void middle(
      List<String> old, int i, int oldEnd, List<String> now, int j, int nowEnd, List<DiffLine> to) {
    boolean compared = oldEnd - i <= MOST && nowEnd - j <= MOST;
    int[][] common = compared ? common(old, i, oldEnd, now, j, nowEnd) : new int[0][0];
    int a = i;
    int b = j;
    while (a < oldEnd || b < nowEnd) {
      if (compared && a < oldEnd && b < nowEnd && old.get(a).equals(now.get(b))) {
        to.add(new DiffLine(Kind.SAME, a + 1, b + 1, old.get(a)));
        a++;
        b++;
      } else if (a < oldEnd
          && (b == nowEnd || !compared || common[a - i + 1][b - j] >= common[a - i][b - j + 1])) {
        to.add(new DiffLine(Kind.REMOVED, a + 1, 0, old.get(a)));
        a++;
      } else {
        to.add(new DiffLine(Kind.ADDED, 0, b + 1, now.get(b)));
        b++;
      }
    }
  }

  /** How many lines are common from each pair of places on. */
  private static int[][] common(
      List<String> old, int i, int oldEnd, List<String> now, int j, int nowEnd) {
    int[][] common = new int[oldEnd - i + 1][nowEnd - j + 1];
    for (int a = oldEnd - i - 1; a >= 0; a--) {
      for (int b = nowEnd - j - 1; b >= 0; b--) {
        common[a][b] =
            old.get(i + a).equals(now.get(j + b))
                ? common[a + 1][b + 1] + 1
                : Math.max(common[a + 1][b], common[a][b + 1]);
      }
    }
    return common;
  }

  private static List<DiffLine> shortened(List<DiffLine> lines) {
    List<DiffLine> shown = new ArrayList<>();
    boolean skipping = false;
    for (int i = 0; i < lines.size(); i++) {
      boolean near = false;
      for (int k = Math.max(0, i - AROUND); k <= Math.min(lines.size() - 1, i + AROUND); k++) {
        near |= lines.get(k).kind() != Kind.SAME;
      }
      if (near) {
        shown.add(lines.get(i));
      } else if (!skipping) {
        shown.add(new DiffLine(Kind.SKIPPED, 0, 0, ""));
      }
      skipping = !near;
    }
    return shown;
  }
}
