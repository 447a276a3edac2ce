package io.holdpoint.model.notice;

import io.holdpoint.model.desk.RequestSummary;
import java.util.List;

/**
 * One thing to tell people about one request. What a channel shows must be escaped for that
 * channel: everything in the summary but ids, status and times may come from an agent.
 *
 * @param groups the groups to tell
 * @param link the console's page of the request; it shows, and decides nothing
 */
public record Notice(Kind kind, RequestSummary request, List<String> groups, String link) {

  public Notice {
    groups = List.copyOf(groups);
  }

  /** Why people are told. */
  public enum Kind {
    HELD,
    REMINDER,
    ESCALATION,
    VERDICT
  }
}
