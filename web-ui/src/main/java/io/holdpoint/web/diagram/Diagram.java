package io.holdpoint.web.diagram;

import java.util.List;
import java.util.Locale;

/** A process as it is drawn: nothing but numbers, words and a closed list of shapes. */
public record Diagram(
    String name,
    double x,
    double y,
    double width,
    double height,
    List<Shape> shapes,
    List<Edge> edges) {

  /** How a shape is drawn. */
  public enum Kind {
    START,
    END,
    CATCH,
    BOUNDARY,
    TASK,
    GATEWAY,
    PARALLEL_GATEWAY,
    CONTAINER
  }

  /** The sign within a shape. */
  public enum Sign {
    NONE,
    MESSAGE,
    TIMER,
    SERVICE,
    RECEIVE
  }

  /** What became of a shape in this request's process. */
  public enum State {
    AHEAD,
    DONE,
    LIVE
  }

  /**
   * @param solid false for what does not interrupt: drawn dashed
   * @param lines the name, broken so that it fits
   */
  public record Shape(
      String id,
      Kind kind,
      Sign sign,
      boolean solid,
      State state,
      double x,
      double y,
      double width,
      double height,
      List<Line> lines) {

    public double midX() {
      return x + width / 2;
    }

    public double midY() {
      return y + height / 2;
    }

    public double radius() {
      return width / 2;
    }

    /** The corners of a diamond, as SVG points. */
    public String diamond() {
      return midX()
          + ","
          + y
          + " "
          + (x + width)
          + ","
          + midY()
          + " "
          + midX()
          + ","
          + (y + height)
          + " "
          + x
          + ","
          + midY();
    }

    /** For the style sheet. */
    public String style() {
      return "shape "
          + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
          + " is-"
          + state.name().toLowerCase(Locale.ROOT)
          + (solid ? "" : " dashed");
    }
  }

  /** A flow from shape to shape; {@code points} as SVG wants them. */
  public record Edge(String points, List<Line> lines) {}

  /** One line of words; {@code x} is its middle. */
  public record Line(String text, double x, double y) {}

  public String viewBox() {
    return x + " " + y + " " + width + " " + height;
  }
}
