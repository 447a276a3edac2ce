package io.holdpoint.web.diagram;

import io.holdpoint.web.diagram.Diagram.Kind;
import io.holdpoint.web.diagram.Diagram.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where names stand in a drawing, and how large it is. Lengths are in the units of BPMN. */
final class Layout {

  private static final double LINE_HEIGHT = 14;
  private static final double CHARACTER = 6.6;
  private static final double NARROWEST = 96;

  private Layout() {}

  /** Names of tasks stand within, of containers at the top, of all else below. */
  static List<Line> lines(String name, Kind kind, Box box, @Nullable Box label) {
    if (name.isBlank()) {
      return List.of();
    }
    double middle = box.x + box.width / 2;
    return switch (kind) {
      case TASK -> {
        List<String> broken = fold(name, box.width - 12);
        double top = box.y + box.height / 2 - (broken.size() - 1) * LINE_HEIGHT / 2 + 8;
        yield placed(broken, middle, top);
      }
      case CONTAINER -> placed(List.of(name), middle, box.y + 18);
      case START, END, CATCH, BOUNDARY, GATEWAY, PARALLEL_GATEWAY ->
          labelled(name, label, middle, box.y + box.height + LINE_HEIGHT + 2);
    };
  }

  /** A name at its label, or where it is put without one; in lines of the label's width. */
  static List<Line> labelled(String name, @Nullable Box label, double middle, double top) {
    return label == null
        ? placed(fold(name, NARROWEST), middle, top)
        : placed(
            fold(name, Math.max(label.width, NARROWEST)), label.x + label.width / 2, label.y + 11);
  }

  private static List<Line> placed(List<String> texts, double middle, double top) {
    var lines = new ArrayList<Line>();
    for (int i = 0; i < texts.size(); i++) {
      lines.add(new Line(texts.get(i), middle, top + i * LINE_HEIGHT));
    }
    return lines;
  }

  /** Breaks between words, by the usual width of a character. */
  private static List<String> fold(String text, double width) {
    int most = Math.max((int) (width / CHARACTER), 6);
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" +")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > most) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  record Box(double x, double y, double width, double height) {}

  /** The smallest box around everything drawn. */
  static final class Extent {
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;

    void take(Box box) {
      left = Math.min(left, box.x);
      top = Math.min(top, box.y);
      right = Math.max(right, box.x + box.width);
      bottom = Math.max(bottom, box.y + box.height);
    }

    void take(Line line) {
      double half = line.text().length() * CHARACTER / 2;
      take(new Box(line.x() - half, line.y() - LINE_HEIGHT, 2 * half, LINE_HEIGHT + 4));
    }
  }
}
