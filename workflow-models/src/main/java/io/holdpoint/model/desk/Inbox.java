package io.holdpoint.model.desk;

import java.util.List;
import java.util.Optional;

/**
 * A page of one person's inbox.
 *
 * @param waiting how many requests wait for the person in all, whatever the filter; at most {@value
 *     #MOST}, of which those that expire soonest are looked at
 * @param matching how many of them the filter lets through
 * @param next the cursor of the page after it, empty on the last one
 * @param choices what the parts of a filter can be, among all that waits
 */
public record Inbox(
    List<Row> rows, int waiting, int matching, Optional<String> next, Choices choices) {

  /** Requests of one inbox that are looked at. */
  public static final int MOST = 20_000;

  public Inbox {
    rows = List.copyOf(rows);
  }

  /**
   * One request, or many that are alike.
   *
   * @param first the first of them in the order of the list
   * @param count how many
   */
  public record Row(RequestSummary first, int count) {}

  /** In the order of the alphabet, at most 200 of each. */
  public record Choices(
      List<String> tiers,
      List<String> agents,
      List<String> tools,
      List<String> systems,
      List<String> groups) {

    public static final int MOST_OF_EACH = 200;

    public Choices {
      tiers = List.copyOf(tiers);
      agents = List.copyOf(agents);
      tools = List.copyOf(tools);
      systems = List.copyOf(systems);
      groups = List.copyOf(groups);
    }
  }
}
