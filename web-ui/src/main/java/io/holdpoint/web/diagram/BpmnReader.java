package io.holdpoint.web.diagram;

import io.holdpoint.model.text.Visible;
import io.holdpoint.web.diagram.Diagram.Edge;
import io.holdpoint.web.diagram.Diagram.Kind;
import io.holdpoint.web.diagram.Diagram.Line;
import io.holdpoint.web.diagram.Diagram.Shape;
import io.holdpoint.web.diagram.Diagram.Sign;
import io.holdpoint.web.diagram.Diagram.State;
import io.holdpoint.web.diagram.Layout.Box;
import io.holdpoint.web.diagram.Layout.Extent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Reads the diagram interchange of a BPMN model. Only known element kinds are drawn, only numbers
 * become coordinates.
 */
final class BpmnReader {

  private static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
  private static final String DC = "http://www.omg.org/spec/DD/20100524/DC";
  private static final String DDI = "http://www.omg.org/spec/DD/20100524/DI";
  private static final double MARGIN = 12;

  private BpmnReader() {}

  /** Empty when the model has no diagram. */
  static Optional<Diagram> read(String bpmn, Set<String> live, Set<String> done)
      throws UnreadableModelException {
    Document document = ModelXml.parse(bpmn);
    Map<String, Element> elements = ModelXml.byId(document);
    var shapes = new ArrayList<Shape>();
    var extent = new Extent();
    for (Element drawn : ModelXml.all(document, DI, "BPMNShape")) {
      Element what = elements.get(drawn.getAttribute("bpmnElement"));
      Box box = box(ModelXml.first(drawn, DC, "Bounds"));
      if (what == null || box == null) {
        continue;
      }
      kind(what).ifPresent(kind -> shapes.add(shape(what, kind, box, labelBox(drawn), live, done)));
      extent.take(box);
    }
    var edges = new ArrayList<Edge>();
    for (Element drawn : ModelXml.all(document, DI, "BPMNEdge")) {
      Element what = elements.get(drawn.getAttribute("bpmnElement"));
      edges.add(edge(drawn, what == null ? "" : what.getAttribute("name"), extent));
    }
    if (shapes.isEmpty()) {
      return Optional.empty();
    }
    shapes.forEach(s -> s.lines().forEach(extent::take));
    edges.forEach(e -> e.lines().forEach(extent::take));
    shapes.sort(
        Comparator.comparingInt(
            s -> s.kind() == Kind.CONTAINER ? 0 : s.kind() == Kind.BOUNDARY ? 2 : 1));
    return Optional.of(
        new Diagram(
            processName(document),
            extent.left - MARGIN,
            extent.top - MARGIN,
            extent.right - extent.left + 2 * MARGIN,
            extent.bottom - extent.top + 2 * MARGIN,
            List.copyOf(shapes),
            List.copyOf(edges)));
  }

  private static Optional<Kind> kind(Element element) {
    return switch (element.getLocalName()) {
      case "startEvent" -> Optional.of(Kind.START);
      case "endEvent" -> Optional.of(Kind.END);
      case "intermediateCatchEvent", "intermediateThrowEvent" -> Optional.of(Kind.CATCH);
      case "boundaryEvent" -> Optional.of(Kind.BOUNDARY);
      case "task",
          "serviceTask",
          "receiveTask",
          "userTask",
          "sendTask",
          "scriptTask",
          "businessRuleTask",
          "callActivity" ->
          Optional.of(Kind.TASK);
      case "exclusiveGateway", "eventBasedGateway", "inclusiveGateway" -> Optional.of(Kind.GATEWAY);
      case "parallelGateway" -> Optional.of(Kind.PARALLEL_GATEWAY);
      case "subProcess", "participant", "lane" -> Optional.of(Kind.CONTAINER);
      default -> Optional.empty();
    };
  }

  private static Sign sign(Element element) {
    if (element.getElementsByTagNameNS("*", "timerEventDefinition").getLength() > 0) {
      return Sign.TIMER;
    }
    if (element.getElementsByTagNameNS("*", "messageEventDefinition").getLength() > 0) {
      return Sign.MESSAGE;
    }
    return switch (element.getLocalName()) {
      case "serviceTask", "sendTask" -> Sign.SERVICE;
      case "receiveTask" -> Sign.RECEIVE;
      default -> Sign.NONE;
    };
  }

  private static Shape shape(
      Element what, Kind kind, Box box, @Nullable Box label, Set<String> live, Set<String> done) {
    String id = what.getAttribute("id");
    State state = live.contains(id) ? State.LIVE : done.contains(id) ? State.DONE : State.AHEAD;
    boolean solid =
        !"false".equals(what.getAttribute("cancelActivity"))
            && !"false".equals(what.getAttribute("isInterrupting"));
    String name = Visible.line(what.getAttribute("name"));
    return new Shape(
        id,
        kind,
        kind == Kind.CONTAINER ? Sign.NONE : sign(what),
        solid,
        state,
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        Layout.lines(name, kind, box, label));
  }

  private static Edge edge(Element drawn, String name, Extent extent) {
    var points = new StringBuilder();
    double middleX = 0;
    double middleY = 0;
    double longest = -1;
    List<Element> way = ModelXml.all(drawn, DDI, "waypoint");
    for (int i = 0; i < way.size(); i++) {
      double x = number(way.get(i), "x");
      double y = number(way.get(i), "y");
      points.append(i == 0 ? "" : " ").append(x).append(',').append(y);
      extent.take(new Box(x, y, 0, 0));
      if (i > 0) {
        double fromX = number(way.get(i - 1), "x");
        double fromY = number(way.get(i - 1), "y");
        double length = Math.hypot(x - fromX, y - fromY);
        if (length > longest) {
          longest = length;
          middleX = (x + fromX) / 2;
          middleY = (y + fromY) / 2;
        }
      }
    }
    Box label = labelBox(drawn);
    String text = Visible.line(name);
    List<Line> lines =
        text.isBlank() ? List.of() : Layout.labelled(text, label, middleX, middleY - 6);
    return new Edge(points.toString(), lines);
  }

  private static String processName(Document document) {
    for (Element process : ModelXml.all(document, "*", "process")) {
      String name = process.getAttribute("name");
      return Visible.line(name.isBlank() ? process.getAttribute("id") : name);
    }
    return "";
  }

  private static @Nullable Box labelBox(Element drawn) {
    Element label = ModelXml.first(drawn, DI, "BPMNLabel");
    return label == null ? null : box(ModelXml.first(label, DC, "Bounds"));
  }

  private static @Nullable Box box(@Nullable Element bounds) {
    return bounds == null
        ? null
        : new Box(
            number(bounds, "x"),
            number(bounds, "y"),
            number(bounds, "width"),
            number(bounds, "height"));
  }

  private static double number(Element element, String attribute) {
    try {
      double value = Double.parseDouble(element.getAttribute(attribute));
      return Double.isFinite(value) && Math.abs(value) < 1e6 ? value : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
