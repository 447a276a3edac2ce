package io.holdpoint.workflow;

import io.holdpoint.model.desk.ProcessDesk.Fault;
import io.holdpoint.model.desk.ProcessDesk.FaultyModelException;
import io.holdpoint.model.process.Processes;
import io.holdpoint.platform.SafeText;
import io.holdpoint.workflow.ModelFlow.Edge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * The rules for a process of one's own. They keep it from standing still, running on for ever or
 * ending unheard; that it cannot approve anything is not for a model to keep, but the ledger's.
 */
final class ModelRules {

  private static final int MAX_NODES = 100;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{2,62}");
  private static final Set<String> ROOT = Set.of("process", "message");

  /** A model that keeps the rules. */
  record Model(String name, String title, String xml) {}

  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, String> messages = new HashMap<>();
  private final Map<String, String> correlations = new HashMap<>();

  private ModelRules() {}

  /**
   * @throws FaultyModelException naming everything that is wrong
   */
  static Model check(byte[] bytes) {
    return new ModelRules().checked(ModelReader.read(bytes), bytes);
  }

  private Model checked(Element root, byte[] bytes) {
    List<Element> processes = ModelReader.children(root, "process");
    for (Element each : ModelReader.children(root)) {
      if (ModelReader.BPMN.equals(each.getNamespaceURI()) && !ROOT.contains(each.getLocalName())) {
        fault(ModelParts.name(each), each.getNodeName(), "a process and its messages only");
      }
    }
    if (processes.size() != 1) {
      fault("definitions", processes.size() + " processes", "one");
      throw new FaultyModelException(faults);
    }
    Element process = processes.getFirst();
    String name = process.getAttribute("id");
    name(process, name);
    messages(root, name);
    new ModelParts(faults).check(process);
    ModelFlow flow = ModelFlow.of(process);
    if (flow.nodes().size() > MAX_NODES) {
      fault(name, flow.nodes().size() + " elements", "at most " + MAX_NODES);
    } else if (faults.isEmpty()) {
      // Only what is made of known parts can be followed.
      shape(flow, name);
    }
    if (!faults.isEmpty()) {
      throw new FaultyModelException(faults);
    }
    return new Model(name, process.getAttribute("name"), new String(bytes, StandardCharsets.UTF_8));
  }

  private void name(Element process, String name) {
    if (!NAME.matcher(name).matches() || Processes.DELIVERED.contains(name)) {
      fault(
          "process",
          "the id " + SafeText.quote(name),
          "3 to 63 of a-z, 0-9 and -, first a letter, and none of: "
              + String.join(", ", Processes.DELIVERED));
    }
    if (!process.getAttribute("isExecutable").equals("true")) {
      fault(ModelParts.name(process), "a process that is not executable", "isExecutable=\"true\"");
    }
  }

  private void messages(Element root, String name) {
    Set<String> known = Set.of(name + Processes.START_MESSAGE_SUFFIX, Processes.VERDICT_MESSAGE);
    for (Element message : ModelReader.children(root, "message")) {
      String id = message.getAttribute("id");
      messages.put(id, message.getAttribute("name"));
      if (!known.contains(message.getAttribute("name"))) {
        fault(
            ModelParts.name(message),
            "the message " + SafeText.quote(message.getAttribute("name")),
            name + Processes.START_MESSAGE_SUFFIX + " or " + Processes.VERDICT_MESSAGE);
      }
      for (Element extensions : ModelReader.children(message, "extensionElements")) {
        for (Element each : ModelReader.children(extensions)) {
          if (ModelReader.ZEEBE.equals(each.getNamespaceURI())
              && each.getLocalName().equals("subscription")) {
            correlations.put(id, each.getAttribute("correlationKey").replace(" ", ""));
          } else {
            fault(ModelParts.name(message), each.getNodeName() + " in it", "subscription only");
          }
        }
      }
    }
  }

  private void shape(ModelFlow flow, String name) {
    links(flow);
    start(flow, name);
    wait(flow);
    names(flow);
    gateways(flow);
    if (!faults.isEmpty()) {
      return;
    }
    ways(flow);
  }

  /** Each flow leads from somewhere to somewhere, and each node goes on where it must. */
  private void links(ModelFlow flow) {
    for (Edge edge : flow.edges()) {
      if (!flow.nodes().containsKey(edge.from()) || !flow.nodes().containsKey(edge.to())) {
        fault(edge.id(), "a flow to or from nowhere", "two elements of this process");
      }
    }
    flow.nodes()
        .keySet()
        .forEach(
            node -> {
              boolean gateway =
                  flow.is(node, "exclusiveGateway") || flow.is(node, "parallelGateway");
              boolean drawing = flow.is(node, "textAnnotation") || flow.is(node, "association");
              int out = flow.out(node).size();
              if (flow.isEnd(node) ? out != 0 : !gateway && !drawing && out != 1) {
                fault(node, out + " flows go on from here", flow.isEnd(node) ? "none" : "one");
              }
            });
  }

  private void start(ModelFlow flow, String name) {
    List<String> starts = flow.ofKind("startEvent");
    if (starts.size() != 1) {
      fault(name, starts.size() + " start events", "one");
      return;
    }
    String start = starts.getFirst();
    String message =
        ModelReader.children(element(flow, start), "messageEventDefinition").stream()
            .map(each -> messages.getOrDefault(each.getAttribute("messageRef"), ""))
            .findFirst()
            .orElse("");
    if (!message.equals(name + Processes.START_MESSAGE_SUFFIX)) {
      fault(
          start,
          message.isEmpty() ? "no message" : "the message " + SafeText.quote(message),
          "the message " + name + Processes.START_MESSAGE_SUFFIX);
    }
    String first = flow.out(start).isEmpty() ? "" : flow.out(start).getFirst().to();
    boolean parted = flow.is(first, "parallelGateway") && !flow.out(first).isEmpty();
    List<String> tasks = parted ? flow.out(first).stream().map(Edge::to).toList() : List.of(first);
    if (!tasks.stream().allMatch(task -> flow.job(task).equals(Processes.NOTIFY))) {
      fault(
          start,
          "what comes first",
          "a task of type " + Processes.NOTIFY + ", or several at the same time");
      return;
    }
    String last = tasks.getFirst();
    duplicates(flow, parted && !flow.out(last).isEmpty() ? flow.out(last).getFirst().to() : last);
  }

  /**
   * The first job finds out whether this instance serves the request, and whether it still waits.
   */
  private void duplicates(ModelFlow flow, String told) {
    String gateway = flow.out(told).isEmpty() ? "" : flow.out(told).getFirst().to();
    List<Edge> out = flow.out(gateway);
    boolean ends =
        out.stream().anyMatch(e -> e.condition().contains("\"duplicate\"") && flow.isEnd(e.to()));
    boolean closes =
        out.stream().anyMatch(e -> e.condition().contains("\"closed\"") && flow.announces(e.to()));
    if (!flow.is(gateway, "exclusiveGateway") || !ends || !closes) {
      fault(
          told,
          "what comes after it",
          "a gateway from which =standing = \"duplicate\" leads to an end, and =standing ="
              + " \"closed\" to a task of type "
              + Processes.ANNOUNCE);
    }
  }

  private void wait(ModelFlow flow) {
    List<String> waits = flow.ofKind("receiveTask");
    if (!waits.equals(List.of(ProcessRecords.WAIT))) {
      fault(
          "process",
          "the receive tasks " + waits,
          "one, with the id " + ProcessRecords.WAIT + ": the page shows the token by it");
      return;
    }
    String message = element(flow, ProcessRecords.WAIT).getAttribute("messageRef");
    if (!messages.getOrDefault(message, "").equals(Processes.VERDICT_MESSAGE)
        || !correlations.getOrDefault(message, "").equals("=" + Processes.REQUEST_ID)) {
      fault(
          ProcessRecords.WAIT,
          "what it waits for",
          "the message "
              + Processes.VERDICT_MESSAGE
              + " with the correlation key ="
              + Processes.REQUEST_ID);
    }
    for (String boundary : flow.ofKind("boundaryEvent")) {
      if (!element(flow, boundary).getAttribute("attachedToRef").equals(ProcessRecords.WAIT)) {
        fault(boundary, "a timer that is not on " + ProcessRecords.WAIT, "only timers on it");
      }
    }
    List<String> expiries = flow.boundaries(true);
    boolean expires =
        expiries.size() == 1
            && element(flow, expiries.getFirst())
                .getTextContent()
                .replace(" ", "")
                .contains("=duration(expireAfter)")
            && flow.out(expiries.getFirst()).stream()
                .anyMatch(edge -> flow.job(edge.to()).equals(Processes.EXPIRE));
    if (!expires) {
      fault(
          ProcessRecords.WAIT,
          expiries.size() + " interrupting timers",
          "one, with =duration(expireAfter), that leads to a task of type " + Processes.EXPIRE);
    }
  }

  private void gateways(ModelFlow flow) {
    for (String gateway : flow.ofKind("exclusiveGateway")) {
      List<Edge> out = flow.out(gateway);
      String otherwise = element(flow, gateway).getAttribute("default");
      if (out.isEmpty()) {
        fault(gateway, "no flow goes on from here", "one or more");
      } else if (out.size() > 1) {
        if (out.stream().noneMatch(edge -> edge.id().equals(otherwise))) {
          fault(gateway, "no default flow", "one: else the process stands still");
        }
        out.stream()
            .filter(edge -> !edge.id().equals(otherwise) && edge.condition().isEmpty())
            .forEach(edge -> fault(edge.id(), "no condition", "one, or to be the default flow"));
      }
    }
    Set<String> joins = new HashSet<>();
    List<String> forks = new ArrayList<>(flow.ofKind("parallelGateway"));
    forks.removeIf(gateway -> flow.out(gateway).size() == 1 && flow.in(gateway).size() > 1);
    forks.forEach(fork -> joins.add(joined(flow, fork)));
    for (String gateway : flow.ofKind("parallelGateway")) {
      if (!forks.contains(gateway) && !joins.contains(gateway)) {
        fault(gateway, "a join of what was not parted", "a parallel gateway before it that parts");
      }
    }
    for (Edge edge : flow.edges()) {
      boolean known =
          flow.in(edge.from()).stream().allMatch(e -> isOf(flow, e.from(), Processes.ESCALATE));
      if (edge.condition().contains("escalation") && !known) {
        fault(
            edge.id(),
            "escalation, which is not known here",
            "a gateway after " + Processes.ESCALATE + " only");
      }
    }
  }

  private static boolean isOf(ModelFlow flow, String node, String job) {
    return flow.job(node).equals(job);
  }

  /** The page finds the token by these names. */
  private void names(ModelFlow flow) {
    for (String task : flow.ofKind("serviceTask")) {
      String job = flow.job(task);
      boolean good =
          switch (job) {
            case Processes.NOTIFY -> task.startsWith("notify");
            case Processes.EXPIRE -> task.equals("expire");
            case Processes.ANNOUNCE -> task.equals("announce");
            default -> !task.startsWith("notify");
          };
      if (!good) {
        fault(
            task,
            "the id of a task of type " + job,
            "notify… for "
                + Processes.NOTIFY
                + ", expire for "
                + Processes.EXPIRE
                + ", announce for "
                + Processes.ANNOUNCE
                + ": the page shows the token by it");
      }
      boolean backToWaiting =
          flow.out(task).stream()
              .flatMap(edge -> flow.out(edge.to()).stream())
              .anyMatch(
                  edge ->
                      edge.condition().contains("\"open\"")
                          && edge.to().equals(ProcessRecords.WAIT));
      if (job.equals(Processes.EXPIRE) && !backToWaiting) {
        fault(
            task,
            "what comes after it",
            "a gateway from which =standing = \"open\" leads back to "
                + ProcessRecords.WAIT
                + ": the ledger may say that it is early");
      }
    }
  }

  /** Branches of plain tasks that all meet again: any other join could wait for ever. */
  private String joined(ModelFlow flow, String fork) {
    Set<String> joins = new HashSet<>();
    for (Edge edge : flow.out(fork)) {
      String node = edge.to();
      for (int steps = 0; flow.is(node, "serviceTask") && steps < MAX_NODES; steps++) {
        node = flow.out(node).isEmpty() ? "" : flow.out(node).getFirst().to();
      }
      joins.add(flow.is(node, "parallelGateway") ? node : "");
    }
    boolean meets =
        joins.size() == 1
            && !joins.contains("")
            && flow.in(joins.iterator().next()).size() == flow.out(fork).size();
    if (!meets) {
      fault(
          fork,
          "branches that do not meet",
          "each a row of service tasks, all to one parallel gateway that nothing else leads to");
    }
    return meets ? joins.iterator().next() : "";
  }

  private void ways(ModelFlow flow) {
    List<String> start = flow.ofKind("startEvent");
    Set<String> reached = flow.reached(start, n -> false, true);
    for (String node : flow.nodes().keySet()) {
      if (flow.is(node, "textAnnotation") || flow.is(node, "association")) {
        continue;
      }
      if (!reached.contains(node)) {
        fault(node, "no way leads here", "a way from the start");
      } else if (!flow.leadsTo(node, flow::isEnd)) {
        fault(node, "no way leads on to an end", "an end event");
      }
    }
    String busy = flow.busyCircle();
    if (busy != null) {
      fault(busy, "a circle in which nothing waits", "a timer in it, or the wait");
    }
    ends(flow, start);
  }

  /** The main way ends announced, and ends everything; a side branch ends itself only. */
  private void ends(ModelFlow flow, List<String> start) {
    Set<String> silent = flow.reached(start, flow::announces, false);
    for (String node : silent) {
      boolean duplicate =
          flow.in(node).stream().allMatch(edge -> edge.condition().contains("\"duplicate\""));
      if (flow.isEnd(node) && !duplicate) {
        fault(node, "an end without a verdict announced", "a task of type " + Processes.ANNOUNCE);
      }
    }
    List<String> announcing =
        flow.nodes().keySet().stream().filter(node -> flow.announces(node)).toList();
    for (String node : flow.reached(announcing, n -> false, false)) {
      if (flow.is(node, "receiveTask")) {
        fault(node, "a wait after the verdict is announced", "the end");
      }
      if (flow.isEnd(node) && !flow.isTerminate(node)) {
        fault(node, "a plain end", "a terminate end event: reminders must end with the verdict");
      }
    }
    for (String side : flow.boundaries(false)) {
      for (String node : flow.reached(List.of(side), n -> false, false)) {
        if (flow.isTerminate(node) || flow.announces(node) || flow.is(node, "receiveTask")) {
          fault(side, "a side branch that leads to " + node, "an end of its own: the wait goes on");
        }
      }
    }
  }

  private static Element element(ModelFlow flow, String node) {
    Element element = flow.nodes().get(node);
    if (element == null) {
      throw new IllegalArgumentException("no such element: " + node);
    }
    return element;
  }

  private void fault(String element, String found, String expected) {
    Fault fault = new Fault(element, found, expected);
    if (!faults.contains(fault)) {
      faults.add(fault);
    }
  }
}
