package io.holdpoint.web.diagram;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.RequestSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the requests of a task stand in its picture: time runs down, what came from another request
 * stands to the right of it, joined by a line.
 *
 * @param width in pixels, as {@code height}
 */
public record TaskGraph(List<Node> nodes, List<Edge> edges, int width, int height) {

  private static final int TOP = 28;
  private static final int LEFT = 20;
  private static final int STEP_DOWN = 46;
  private static final int STEP_RIGHT = 26;
  private static final int MOST_RIGHT = 10;
  private static final int TEXT = 560;

  /**
   * One request.
   *
   * @param text where its words begin
   */
  public record Node(RequestSummary request, int x, int y, int text) {}

  /** From a request to one that came from it: the path of SVG. */
  public record Edge(String path) {}

  /**
   * @param requests oldest first
   * @param parents those that are not among the requests are left out
   */
  public static TaskGraph of(List<RequestSummary> requests, Map<RequestId, RequestId> parents) {
    Map<RequestId, Node> placed = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    Map<RequestId, Integer> depths = depths(requests, parents);
    int deepest = depths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    int text = LEFT + deepest * STEP_RIGHT + 22;
    int y = TOP;
    for (RequestSummary request : requests) {
      Node node =
          new Node(request, LEFT + depths.getOrDefault(request.id(), 0) * STEP_RIGHT, y, text);
      nodes.add(node);
      placed.put(request.id(), node);
      y += STEP_DOWN;
    }
    for (Node node : nodes) {
      RequestId parent = parents.get(node.request().id());
      Node from = parent == null ? null : placed.get(parent);
      if (from != null) {
        edges.add(new Edge(path(from, node)));
      }
    }
    return new TaskGraph(nodes, edges, text + TEXT, Math.max(y - STEP_DOWN / 2, TOP));
  }

  private static String path(Node from, Node to) {
    return "M%d %dV%dQ%d %d %d %dH%d"
        .formatted(
            from.x(),
            from.y(),
            to.y() - 8,
            from.x(),
            to.y(),
            Math.min(from.x() + 8, to.x()),
            to.y(),
            to.x());
  }

  private static Map<RequestId, Integer> depths(
      List<RequestSummary> requests, Map<RequestId, RequestId> parents) {
    Map<RequestId, Integer> depths = new HashMap<>();
    for (RequestSummary request : requests) {
      RequestId parent = parents.get(request.id());
      // Parents are older, so they stand before.
      int depth =
          parent == null || !depths.containsKey(parent)
              ? 0
              : Math.min(MOST_RIGHT, depths.getOrDefault(parent, 0) + 1);
      depths.put(request.id(), depth);
    }
    return depths;
  }
}
