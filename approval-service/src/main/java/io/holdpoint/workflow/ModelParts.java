package io.holdpoint.workflow;

import io.holdpoint.model.desk.ProcessDesk.Fault;
import io.holdpoint.model.process.Processes;
import io.holdpoint.platform.SafeText;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * Looks at each part of a model by itself. What is not known is a fault, so that nothing runs of
 * which nobody here has thought: scripts, calls, connectors, listeners, mappings, loops.
 */
final class ModelParts {

  static final Set<String> JOBS =
      new TreeSet<>(
          List.of(
              Processes.NOTIFY,
              Processes.REMIND,
              Processes.ESCALATE,
              Processes.EXPIRE,
              Processes.ANNOUNCE));

  private static final Set<String> NODES =
      new TreeSet<>(
          List.of(
              "startEvent",
              "endEvent",
              "boundaryEvent",
              "intermediateCatchEvent",
              "serviceTask",
              "receiveTask",
              "exclusiveGateway",
              "parallelGateway",
              "sequenceFlow",
              "documentation",
              "textAnnotation",
              "association"));

  private static final Set<String> PLAIN = Set.of("documentation", "incoming", "outgoing");

  /** What a node may hold besides. */
  private static final Map<String, Set<String>> INSIDE =
      Map.of(
          "startEvent", Set.of("messageEventDefinition"),
          "endEvent", Set.of("terminateEventDefinition"),
          "boundaryEvent", Set.of("timerEventDefinition"),
          "intermediateCatchEvent", Set.of("timerEventDefinition"),
          "serviceTask", Set.of("extensionElements"),
          "sequenceFlow", Set.of("conditionExpression"),
          "textAnnotation", Set.of("text"));

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "id",
          "name",
          "default",
          "sourceRef",
          "targetRef",
          "messageRef",
          "attachedToRef",
          "cancelActivity",
          "associationDirection");

  private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");
  private static final Set<String> SLOTS = new TreeSet<>(List.of("all", "first", "others"));
  private static final String TIMERS = "(remindAfter|escalateAfter|expireAfter)";
  private static final Pattern DURATION = Pattern.compile("=\\s*duration\\(" + TIMERS + "\\)");
  private static final Pattern CYCLE =
      Pattern.compile("=\\s*cycle\\(duration\\(" + TIMERS + "\\)\\)");
  private static final Pattern LITERAL_CYCLE = Pattern.compile("R(\\d{0,3})/(P.+)");
  private static final String COMPARED =
      "(standing\\s*=\\s*\"(open|closed|duplicate)\"|escalation\\s*=\\s*\"(handled|later)\")";
  private static final Pattern CONDITION =
      Pattern.compile("=\\s*" + COMPARED + "(\\s+(and|or)\\s+" + COMPARED + "){0,4}");
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final List<Fault> faults;

  ModelParts(List<Fault> faults) {
    this.faults = faults;
  }

  void check(Element process) {
    for (Element each : ModelReader.children(process)) {
      String kind = each.getLocalName();
      if (!ModelReader.BPMN.equals(each.getNamespaceURI()) || !NODES.contains(kind)) {
        fault(each, each.getNodeName(), "one of: " + String.join(", ", NODES));
        continue;
      }
      attributes(each);
      if (!ID.matcher(each.getAttribute("id")).matches() && !kind.equals("documentation")) {
        fault(each, "its id", "a letter, then at most 99 letters, digits, _ . -");
      }
      Set<String> inside = INSIDE.getOrDefault(kind, Set.of());
      for (Element part : ModelReader.children(each)) {
        if (!ModelReader.BPMN.equals(part.getNamespaceURI())
            || !(PLAIN.contains(part.getLocalName()) || inside.contains(part.getLocalName()))) {
          fault(each, part.getNodeName() + " in it", "no such thing in a " + kind);
        }
      }
      switch (kind) {
        case "serviceTask" -> job(each);
        case "boundaryEvent", "intermediateCatchEvent" -> timer(each);
        case "sequenceFlow" -> condition(each);
        default -> {}
      }
    }
  }

  private void attributes(Element node) {
    for (int i = 0; i < node.getAttributes().getLength(); i++) {
      Attr attribute = (Attr) node.getAttributes().item(i);
      boolean declares = "http://www.w3.org/2000/xmlns/".equals(attribute.getNamespaceURI());
      boolean plain =
          attribute.getNamespaceURI() == null && ATTRIBUTES.contains(attribute.getLocalName());
      if (!declares && !plain) {
        fault(node, "the attribute " + attribute.getName(), "no such attribute");
      }
    }
  }

  private void job(Element task) {
    if (!JOBS.contains(ModelFlow.job(task))) {
      fault(
          task,
          "the job type " + SafeText.quote(ModelFlow.job(task)),
          "one of: " + String.join(", ", JOBS));
    }
    for (Element extensions : ModelReader.children(task, "extensionElements")) {
      for (Element each : ModelReader.children(extensions)) {
        boolean ours = ModelReader.ZEEBE.equals(each.getNamespaceURI());
        if (ours && each.getLocalName().equals("taskDefinition")) {
          retries(task, each);
        } else if (ours && each.getLocalName().equals("taskHeaders")) {
          ModelReader.children(each).forEach(header -> header(task, header));
        } else {
          fault(task, each.getNodeName() + " in it", "taskDefinition or taskHeaders");
        }
      }
    }
  }

  private void retries(Element task, Element definition) {
    String retries = definition.getAttribute("retries");
    if (!retries.isEmpty() && !retries.matches("[1-9]|10")) {
      fault(task, "retries " + SafeText.quote(retries), "a number from 1 to 10");
    }
  }

  private void header(Element task, Element header) {
    if (!header.getAttribute("key").equals("slots")
        || !SLOTS.contains(header.getAttribute("value"))) {
      fault(
          task,
          "the header " + SafeText.quote(header.getAttribute("key")),
          "slots, with one of: " + String.join(", ", SLOTS));
    }
  }

  private void timer(Element event) {
    List<Element> parts =
        ModelReader.children(event, "timerEventDefinition").stream()
            .flatMap(definition -> ModelReader.children(definition).stream())
            .toList();
    if (parts.size() != 1) {
      fault(event, parts.size() + " timers", "one, by timeDuration or timeCycle");
      return;
    }
    Element part = parts.getFirst();
    String text = part.getTextContent().strip();
    boolean good =
        switch (part.getLocalName()) {
          case "timeDuration" -> DURATION.matcher(text).matches() || isLongEnough(text);
          case "timeCycle" -> CYCLE.matcher(text).matches() || isLongEnoughCycle(text);
          default -> false;
        };
    if (!good) {
      fault(
          event,
          "the time " + SafeText.quote(text),
          "=duration(x), or =cycle(duration(x)) in a cycle, with remindAfter, escalateAfter or"
              + " expireAfter as x; or such as PT10M or R3/PT10M, at least a minute");
    }
  }

  private static boolean isLongEnough(String text) {
    try {
      return Duration.parse(text).compareTo(SHORTEST) >= 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isLongEnoughCycle(String text) {
    Matcher cycle = LITERAL_CYCLE.matcher(text);
    return cycle.matches() && isLongEnough(cycle.group(2));
  }

  private void condition(Element flow) {
    for (Element each : ModelReader.children(flow, "conditionExpression")) {
      String text = each.getTextContent().strip();
      if (!CONDITION.matcher(text).matches()) {
        fault(
            flow,
            "the condition " + SafeText.quote(text),
            "=standing = \"open\", \"closed\" or \"duplicate\", =escalation = \"handled\" or"
                + " \"later\", joined by and, or");
      }
    }
  }

  private void fault(Element at, String found, String expected) {
    faults.add(new Fault(name(at), found, expected));
  }

  /** What an element is called in a fault. */
  static String name(Element element) {
    String id = element.getAttribute("id");
    if (id.isEmpty()) {
      return element.getNodeName();
    }
    return ID.matcher(id).matches() ? id : SafeText.quote(id);
  }
}
