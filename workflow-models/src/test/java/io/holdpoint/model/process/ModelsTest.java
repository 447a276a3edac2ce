package io.holdpoint.model.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The delivered models, as documents: what the engine cannot tell before a process stands still.
 */
class ModelsTest {

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
  private static final String DC = "http://www.omg.org/spec/DD/20100524/DC";
  private static final String ZEEBE = "http://camunda.org/schema/zeebe/1.0";
  private static final Set<String> JOB_TYPES =
      Set.of(
          Processes.NOTIFY,
          Processes.REMIND,
          Processes.ESCALATE,
          Processes.EXPIRE,
          Processes.ANNOUNCE);
  private static final Set<String> NODES =
      Set.of(
          "startEvent",
          "endEvent",
          "boundaryEvent",
          "intermediateCatchEvent",
          "serviceTask",
          "receiveTask",
          "exclusiveGateway",
          "parallelGateway");

  static Stream<String> models() {
    return Processes.DELIVERED.stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void isNamedAsTheWorkersKnowIt(String process) {
    Document model = read(process);
    assertThat(all(model, BPMN, "process")).hasSize(1);
    assertThat(all(model, BPMN, "process").get(0).getAttribute("id")).isEqualTo(process);
    assertThat(all(model, BPMN, "process").get(0).getAttribute("isExecutable")).isEqualTo("true");
    assertThat(all(model, BPMN, "message").stream().map(m -> m.getAttribute("name")))
        .contains(process + Processes.START_MESSAGE_SUFFIX, Processes.VERDICT_MESSAGE)
        .isSubsetOf(
            process + Processes.START_MESSAGE_SUFFIX,
            Processes.VERDICT_MESSAGE,
            Processes.TURN_OVER_MESSAGE);
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyShapeAndFlowIsDrawn(String process) {
    Document model = read(process);
    Set<String> drawn = new HashSet<>();
    all(model, DI, "BPMNShape").forEach(s -> drawn.add(s.getAttribute("bpmnElement")));
    all(model, DI, "BPMNEdge")
        .forEach(
            e -> {
              drawn.add(e.getAttribute("bpmnElement"));
              assertThat(e.getElementsByTagNameNS("*", "waypoint").getLength())
                  .isGreaterThanOrEqualTo(2);
            });
    Set<String> elements = new HashSet<>(nodes(model).keySet());
    all(model, BPMN, "sequenceFlow").forEach(f -> elements.add(f.getAttribute("id")));
    assertThat(drawn).isEqualTo(elements);
  }

  @ParameterizedTest
  @MethodSource("models")
  void noShapeLiesOnAnother(String process) {
    Document model = read(process);
    Map<String, Element> nodes = nodes(model);
    List<double[]> boxes = new ArrayList<>();
    for (Element shape : all(model, DI, "BPMNShape")) {
      Element node = node(nodes, shape.getAttribute("bpmnElement"));
      if (node.getLocalName().equals("boundaryEvent")) {
        continue; // sits on the edge of its task, as it should
      }
      Element bounds = (Element) shape.getElementsByTagNameNS(DC, "Bounds").item(0);
      double x = Double.parseDouble(bounds.getAttribute("x"));
      double y = Double.parseDouble(bounds.getAttribute("y"));
      double[] box = {
        x,
        y,
        x + Double.parseDouble(bounds.getAttribute("width")),
        y + Double.parseDouble(bounds.getAttribute("height"))
      };
      assertThat(boxes)
          .as("boxes under %s", node.getAttribute("id"))
          .noneMatch(
              other ->
                  box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
      boxes.add(box);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyTaskAndEventHasAName(String process) {
    nodes(read(process))
        .values()
        .forEach(
            node -> {
              if (!node.getLocalName().equals("parallelGateway")) {
                assertThat(node.getAttribute("name")).as(node.getAttribute("id")).isNotBlank();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyJobHasAWorker(String process) {
    Document model = read(process);
    List<Element> tasks = all(model, BPMN, "serviceTask");
    assertThat(all(model, ZEEBE, "taskDefinition")).hasSameSizeAs(tasks);
    assertThat(all(model, ZEEBE, "taskDefinition").stream().map(t -> t.getAttribute("type")))
        .isSubsetOf(JOB_TYPES)
        .containsAll(JOB_TYPES);
  }

  @ParameterizedTest
  @MethodSource("models")
  void everythingIsReachedAndEveryWayEnds(String process) {
    Document model = read(process);
    Map<String, List<String>> next = new HashMap<>();
    Map<String, List<String>> before = new HashMap<>();
    for (Element flow : all(model, BPMN, "sequenceFlow")) {
      link(next, before, flow.getAttribute("sourceRef"), flow.getAttribute("targetRef"));
    }
    Map<String, Element> nodes = nodes(model);
    nodes.forEach(
        (id, node) -> {
          if (node.getLocalName().equals("boundaryEvent")) {
            link(next, before, node.getAttribute("attachedToRef"), id);
          }
        });
    assertThat(reach(Set.of("requested"), next)).containsAll(nodes.keySet());
    Set<String> ends = new HashSet<>();
    nodes.forEach(
        (id, node) -> {
          if (node.getLocalName().equals("endEvent")) {
            ends.add(id);
          }
        });
    assertThat(reach(ends, before)).containsAll(nodes.keySet());
  }

  @ParameterizedTest
  @MethodSource("models")
  void theWaitRemindsEscalatesAndCannotLastForEver(String process) {
    Document model = read(process);
    Map<String, Element> nodes = nodes(model);
    assertThat(node(nodes, "wait-for-verdict").getLocalName()).isEqualTo("receiveTask");
    assertBoundary(
        node(nodes, "reminder-due"), "false", "timeCycle", "=cycle(duration(remindAfter))");
    assertBoundary(
        node(nodes, "escalation-due"), "false", "timeDuration", "=duration(escalateAfter)");
    assertBoundary(node(nodes, "time-over"), "true", "timeDuration", "=duration(expireAfter)");
  }

  @ParameterizedTest
  @MethodSource("models")
  void holdsNoScriptAndNoOtherVariablesThanTheAgreedOnes(String process) {
    Document model = read(process);
    assertThat(all(model, BPMN, "scriptTask")).isEmpty();
    List<String> expressions =
        Stream.of("conditionExpression", "timeCycle", "timeDuration")
            .flatMap(name -> all(model, BPMN, name).stream())
            .map(Element::getTextContent)
            .toList();
    assertThat(expressions)
        .isSubsetOf(
            "=cycle(duration(remindAfter))",
            "=duration(escalateAfter)",
            "=duration(expireAfter)",
            "=standing = \"duplicate\"",
            "=standing = \"closed\"",
            "=standing = \"open\"",
            "=escalation = \"later\"");
    assertThat(all(model, ZEEBE, "subscription"))
        .allSatisfy(s -> assertThat(s.getAttribute("correlationKey")).isEqualTo("=requestId"));
  }

  private static Element node(Map<String, Element> nodes, String id) {
    return Objects.requireNonNull(nodes.get(id), id);
  }

  private static void assertBoundary(
      Element event, String interrupts, String timer, String expression) {
    assertThat(event.getAttribute("attachedToRef")).isEqualTo("wait-for-verdict");
    assertThat(event.getAttribute("cancelActivity")).isEqualTo(interrupts);
    assertThat(event.getElementsByTagNameNS(BPMN, timer).item(0).getTextContent())
        .isEqualTo(expression);
  }

  private static void link(
      Map<String, List<String>> next, Map<String, List<String>> before, String from, String to) {
    next.computeIfAbsent(from, k -> new ArrayList<>()).add(to);
    before.computeIfAbsent(to, k -> new ArrayList<>()).add(from);
  }

  private static Set<String> reach(Set<String> from, Map<String, List<String>> links) {
    Set<String> seen = new HashSet<>(from);
    Deque<String> todo = new ArrayDeque<>(from);
    while (!todo.isEmpty()) {
      for (String to : links.getOrDefault(todo.pop(), List.of())) {
        if (seen.add(to)) {
          todo.push(to);
        }
      }
    }
    return seen;
  }

  private static Map<String, Element> nodes(Document model) {
    Map<String, Element> nodes = new HashMap<>();
    NodeList children = all(model, BPMN, "process").get(0).getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (child instanceof Element element && NODES.contains(element.getLocalName())) {
        nodes.put(element.getAttribute("id"), element);
      }
    }
    return nodes;
  }

  private static List<Element> all(Document model, String namespace, String name) {
    NodeList found = model.getElementsByTagNameNS(namespace, name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static Document read(String process) {
    try (InputStream in = ModelsTest.class.getResourceAsStream("/bpmn/" + process + ".bpmn")) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(in);
    } catch (Exception e) {
      throw new AssertionError("cannot read the model " + process, e);
    }
  }
}
