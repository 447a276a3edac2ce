package io.holdpoint.web.insight;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A plot, worked out so that a template can draw it as SVG with attributes only. Coordinates are
 * those of a view box of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param empty whether there is nothing to draw
 */
record Plot(
    List<Bar> bars, List<Line> lines, List<Mark> levels, List<Mark> moments, boolean empty) {

  static final int WIDTH = 480;
  static final int HEIGHT = 190;

  private static final double LEFT = 46;
  private static final double RIGHT = 6;
  private static final double TOP = 10;
  private static final double BOTTOM = 26;
  private static final int MOST_MOMENTS = 5;

  /** A part of a stacked bar; {@code kind} is a class of the style sheet. */
  record Bar(String x, String y, String width, String height, String kind, String told) {}

  /** A line, broken where nothing is known. */
  record Line(String path, String kind, List<Dot> dots) {}

  /** A value of a line. */
  record Dot(String x, String y, String told) {}

  /** A label at one axis. */
  record Mark(String at, String label) {}

  /** One series; NaN where nothing is known. */
  @SuppressWarnings(
      "ArrayRecordComponent") // made, drawn and dropped within one call, never compared
  record Series(String kind, String name, double[] values) {}

  static Plot bars(List<Instant> at, boolean hours, List<Series> series) {
    double most = 0;
    for (int i = 0; i < at.size(); i++) {
      double sum = 0;
      for (Series s : series) {
        sum += s.values()[i];
      }
      most = Math.max(most, sum);
    }
    double top = round(most);
    double step = (WIDTH - LEFT - RIGHT) / at.size();
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      double below = 0;
      for (Series s : series) {
        double value = s.values()[i];
        if (value > 0) {
          bars.add(
              new Bar(
                  number(LEFT + i * step + step * .1),
                  number(y(below + value, top)),
                  number(step * .8),
                  number(y(below, top) - y(below + value, top)),
                  s.kind(),
                  label(at.get(i), true) + ": " + (long) value + " " + s.name()));
          below += value;
        }
      }
    }
    return new Plot(
        bars,
        List.of(),
        levels(top, v -> String.format(Locale.ROOT, "%,d", (long) v)),
        moments(at, hours),
        most == 0);
  }

  static Plot lines(
      List<Instant> at, boolean hours, List<Series> series, DoubleFunction<String> words) {
    double most = 0;
    for (Series s : series) {
      for (double value : s.values()) {
        most = Double.isNaN(value) ? most : Math.max(most, value);
      }
    }
    double top = Math.max(most * 1.05, 1);
    double step = (WIDTH - LEFT - RIGHT) / at.size();
    List<Line> lines = new ArrayList<>();
    for (Series s : series) {
      var path = new StringBuilder();
      List<Dot> dots = new ArrayList<>();
      boolean pen = false;
      for (int i = 0; i < at.size(); i++) {
        double value = s.values()[i];
        if (Double.isNaN(value)) {
          pen = false;
          continue;
        }
        String x = number(LEFT + (i + .5) * step);
        String y = number(y(value, top));
        path.append(pen ? " L" : " M").append(x).append(' ').append(y);
        dots.add(
            new Dot(x, y, label(at.get(i), true) + ": " + s.name() + " " + words.apply(value)));
        pen = true;
      }
      lines.add(new Line(path.toString().strip(), s.kind(), dots));
    }
    boolean none = lines.stream().allMatch(line -> line.dots().isEmpty());
    return new Plot(List.of(), lines, levels(top, words), moments(at, hours), none);
  }

  private static List<Mark> levels(double top, DoubleFunction<String> words) {
    return List.of(
        new Mark(number(y(0, top)), words.apply(0)),
        new Mark(number(y(top / 2, top)), words.apply(top / 2)),
        new Mark(number(y(top, top)), words.apply(top)));
  }

  private static List<Mark> moments(List<Instant> at, boolean hours) {
    double step = (WIDTH - LEFT - RIGHT) / at.size();
    int every = Math.max(1, (at.size() + MOST_MOMENTS - 1) / MOST_MOMENTS);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < at.size(); i += every) {
      marks.add(new Mark(number(LEFT + (i + .5) * step), label(at.get(i), hours)));
    }
    return marks;
  }

  private static String label(Instant at, boolean hours) {
    return DateTimeFormatter.ofPattern(hours ? "d MMM HH:mm" : "d MMM", Locale.ENGLISH)
        .format(at.atOffset(ZoneOffset.UTC));
  }

  /** An even number of the form 2, 4, 10, 20, 40, 100 … above the value. */
  private static double round(double most) {
    double power = 1;
    while (true) {
      for (double step : new double[] {2, 4, 10}) {
        if (most <= step * power) {
          return step * power;
        }
      }
      power *= 10;
    }
  }

  private static double y(double value, double top) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
