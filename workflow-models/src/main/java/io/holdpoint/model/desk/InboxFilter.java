package io.holdpoint.model.desk;

import java.util.Optional;

/**
 * Which of the requests that wait for a person their inbox shows; an empty part does not restrict.
 *
 * @param why the name of the rule that held it, as {@link RequestSummary#why} gives it
 * @param group one of the reader's groups: only what it may decide
 * @param search words, each of which must occur in the tool, target, task, agent or the first
 *     {@value #SEARCHED} characters of the arguments; large and small letters are the same
 * @param alike whether requests of one agent, tool, system and rule become one row when there are
 *     at least {@value #MANY}
 * @param after the cursor that the page before gave
 * @param limit rows, 1 to {@link RequestFilter#MAX_LIMIT}
 */
public record InboxFilter(
    Optional<String> tier,
    Optional<String> agent,
    Optional<String> tool,
    Optional<String> system,
    Optional<String> task,
    Optional<String> why,
    Optional<String> group,
    String search,
    Order order,
    boolean alike,
    Optional<String> after,
    int limit) {

  /** Characters of a search. */
  public static final int LONGEST_SEARCH = 200;

  /** Words of a search. */
  public static final int MOST_WORDS = 8;

  /** Characters of the arguments that are searched. */
  public static final int SEARCHED = 4_000;

  /** So many requests that are alike become one row. */
  public static final int MANY = 3;

  /** What stands first. */
  public enum Order {
    EXPIRES_SOONEST,
    WAITS_LONGEST
  }

  public InboxFilter {
    if (limit < 1 || limit > RequestFilter.MAX_LIMIT) {
      throw new BadCursorException(
          "limit: expected 1 to " + RequestFilter.MAX_LIMIT + ", was " + limit);
    }
    if (search.length() > LONGEST_SEARCH) {
      throw new BadInputException(
          "search",
          "search: expected at most "
              + LONGEST_SEARCH
              + " characters, was "
              + search.length()
              + " characters");
    }
  }

  /** All of it, each request as a row of its own, soonest to expire first. */
  public static InboxFilter first(int limit) {
    return new InboxFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        Order.EXPIRES_SOONEST,
        false,
        Optional.empty(),
        limit);
  }
}
