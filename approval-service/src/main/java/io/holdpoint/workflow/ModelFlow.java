package io.holdpoint.workflow;

import io.holdpoint.model.process.Processes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * The nodes of a model and the flows between them.
 *
 * @param nodes by id, in the order of the file
 */
record ModelFlow(Map<String, Element> nodes, List<Edge> edges) {

  /**
   * @param condition empty for a flow without one
   */
  record Edge(String id, String from, String to, String condition) {}

  static ModelFlow of(Element process) {
    Map<String, Element> nodes = new LinkedHashMap<>();
    for (Element each : ModelReader.children(process)) {
      if (!ModelReader.is(each, "sequenceFlow") && !each.getAttribute("id").isEmpty()) {
        nodes.put(each.getAttribute("id"), each);
      }
    }
    List<Edge> edges =
        ModelReader.children(process, "sequenceFlow").stream()
            .map(
                flow ->
                    new Edge(
                        flow.getAttribute("id"),
                        flow.getAttribute("sourceRef"),
                        flow.getAttribute("targetRef"),
                        ModelReader.children(flow, "conditionExpression").stream()
                            .map(condition -> condition.getTextContent().strip())
                            .findFirst()
                            .orElse("")))
            .toList();
    return new ModelFlow(nodes, edges);
  }

  List<Edge> out(String node) {
    return edges.stream().filter(edge -> edge.from().equals(node)).toList();
  }

  List<Edge> in(String node) {
    return edges.stream().filter(edge -> edge.to().equals(node)).toList();
  }

  boolean is(String node, String kind) {
    Element element = nodes.get(node);
    return element != null && ModelReader.is(element, kind);
  }

  List<String> ofKind(String kind) {
    return nodes.keySet().stream().filter(node -> is(node, kind)).toList();
  }

  /** The job type of a service task; empty for anything else. */
  String job(String node) {
    Element element = nodes.get(node);
    return element == null ? "" : job(element);
  }

  static String job(Element node) {
    return ModelReader.children(node, "extensionElements").stream()
        .flatMap(each -> ModelReader.children(each).stream())
        .filter(each -> "taskDefinition".equals(each.getLocalName()))
        .map(each -> each.getAttribute("type"))
        .findFirst()
        .orElse("");
  }

  List<String> boundaries(boolean interrupting) {
    return ofKind("boundaryEvent").stream()
        .filter(node -> interrupts(node) == interrupting)
        .toList();
  }

  private boolean interrupts(String boundary) {
    Element element = nodes.get(boundary);
    return element != null && !element.getAttribute("cancelActivity").equals("false");
  }

  /**
   * What is reached from these nodes, themselves included; a node that {@code stops} is reached and
   * not left.
   */
  Set<String> reached(Collection<String> from, Predicate<String> stops, boolean sideBranches) {
    Set<String> seen = new LinkedHashSet<>(from);
    Deque<String> todo = new ArrayDeque<>(from);
    while (!todo.isEmpty()) {
      String node = todo.pop();
      if (stops.test(node)) {
        continue;
      }
      Set<String> next = new LinkedHashSet<>();
      out(node).forEach(edge -> next.add(edge.to()));
      for (String boundary : ofKind("boundaryEvent")) {
        Element element = nodes.get(boundary);
        if (element != null
            && element.getAttribute("attachedToRef").equals(node)
            && (sideBranches || interrupts(boundary))) {
          next.add(boundary);
        }
      }
      next.stream().filter(nodes::containsKey).filter(seen::add).forEach(todo::push);
    }
    return seen;
  }

  /** Whether some way leads from this node to such a one. */
  boolean leadsTo(String node, Predicate<String> wanted) {
    return reached(List.of(node), n -> false, true).stream().anyMatch(wanted);
  }

  /** A node on a circle in which nothing ever waits. */
  @Nullable String busyCircle() {
    for (String node : nodes.keySet()) {
      if (!waits(node)) {
        Set<String> after = new HashSet<>();
        for (Edge edge : out(node)) {
          if (!waits(edge.to())) {
            after.addAll(reached(List.of(edge.to()), this::waits, false));
          }
        }
        if (after.contains(node)) {
          return node;
        }
      }
    }
    return null;
  }

  private boolean waits(String node) {
    return is(node, "receiveTask") || is(node, "intermediateCatchEvent");
  }

  boolean isEnd(String node) {
    return is(node, "endEvent");
  }

  boolean isTerminate(String node) {
    Element element = nodes.get(node);
    return element != null && !ModelReader.children(element, "terminateEventDefinition").isEmpty();
  }

  boolean announces(String node) {
    return job(node).equals(Processes.ANNOUNCE);
  }
}
