package io.holdpoint.web.diagram;

import io.holdpoint.model.text.Visible;
import io.holdpoint.web.diagram.Diagram.Edge;
import io.holdpoint.web.diagram.Diagram.Kind;
import io.holdpoint.web.diagram.Diagram.Line;
import io.holdpoint.web.diagram.Diagram.Shape;
import io.holdpoint.web.diagram.Diagram.Sign;
import io.holdpoint.web.diagram.Diagram.State;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Reads the diagram interchange of a BPMN model. A document type, and with it every entity, is
 * refused; only known element kinds are drawn, only numbers become coordinates.
 */
final class BpmnReader {

  private static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
  private static final String DC = "http://www.omg.org/spec/DD/20100524/DC";
  private static final String DDI = "http://www.omg.org/spec/DD/20100524/DI";
  private static final double MARGIN = 12;
  private static final double LINE_HEIGHT = 14;
  private static final double CHARACTER = 6.6;
  private static final int LONGEST_MODEL = 1_000_000;

  private BpmnReader() {}

  /** The text is no BPMN that we read. */
  static final class UnreadableModelException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableModelException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Empty when the model has no diagram. */
  static Optional<Diagram> read(String bpmn, Set<String> live, Set<String> done)
      throws UnreadableModelException {
    Document document = parse(bpmn);
    Map<String, Element> elements = byId(document);
    var shapes = new ArrayList<Shape>();
    var extent = new Extent();
    for (Element drawn : all(document, DI, "BPMNShape")) {
      Element what = elements.get(drawn.getAttribute("bpmnElement"));
      Box box = box(first(drawn, DC, "Bounds"));
      if (what == null || box == null) {
        continue;
      }
      kind(what).ifPresent(kind -> shapes.add(shape(what, kind, box, labelBox(drawn), live, done)));
      extent.take(box);
    }
    var edges = new ArrayList<Edge>();
    for (Element drawn : all(document, DI, "BPMNEdge")) {
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

  private static Document parse(String bpmn) throws UnreadableModelException {
    if (bpmn.length() > LONGEST_MODEL) {
      throw new UnreadableModelException("longer than " + LONGEST_MODEL + " characters", null);
    }
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(bpmn)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new UnreadableModelException("no well-formed XML without a document type", e);
    }
  }

  private static Map<String, Element> byId(Document document) {
    var elements = new HashMap<String, Element>();
    NodeList all = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && element.hasAttribute("id")) {
        elements.putIfAbsent(element.getAttribute("id"), element);
      }
    }
    return elements;
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
        box.x,
        box.y,
        box.width,
        box.height,
        lines(name, kind, box, label));
  }

  /** Names of tasks stand within, of containers at the top, of all else below. */
  private static List<Line> lines(String name, Kind kind, Box box, @Nullable Box label) {
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
          label == null
              ? placed(fold(name, 96), middle, box.y + box.height + LINE_HEIGHT + 2)
              : placed(
                  fold(name, Math.max(label.width, 96)), label.x + label.width / 2, label.y + 11);
    };
  }

  private static Edge edge(Element drawn, String name, Extent extent) {
    var points = new StringBuilder();
    double middleX = 0;
    double middleY = 0;
    double longest = -1;
    List<Element> way = all(drawn, DDI, "waypoint");
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
        text.isBlank()
            ? List.of()
            : label == null
                ? placed(fold(text, 96), middleX, middleY - 6)
                : placed(
                    fold(text, Math.max(label.width, 96)), label.x + label.width / 2, label.y + 11);
    return new Edge(points.toString(), lines);
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

  private static String processName(Document document) {
    for (Element process : all(document, "*", "process")) {
      String name = process.getAttribute("name");
      return Visible.line(name.isBlank() ? process.getAttribute("id") : name);
    }
    return "";
  }

  private static @Nullable Box labelBox(Element drawn) {
    Element label = first(drawn, DI, "BPMNLabel");
    return label == null ? null : box(first(label, DC, "Bounds"));
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

  private static @Nullable Element first(Element within, String namespace, String name) {
    NodeList children = within.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element element
          && name.equals(element.getLocalName())
          && namespace.equals(element.getNamespaceURI())) {
        return element;
      }
    }
    return null;
  }

  private static List<Element> all(Document within, String namespace, String name) {
    return elements(within.getElementsByTagNameNS(namespace, name));
  }

  private static List<Element> all(Element within, String namespace, String name) {
    return elements(within.getElementsByTagNameNS(namespace, name));
  }

  private static List<Element> elements(NodeList nodes) {
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private record Box(double x, double y, double width, double height) {}

  /** The smallest box around everything drawn. */
  private static final class Extent {
    private double left = Double.MAX_VALUE;
    private double top = Double.MAX_VALUE;
    private double right = -Double.MAX_VALUE;
    private double bottom = -Double.MAX_VALUE;

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
