package io.holdpoint.model.notice;

import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One telling of one request to one address. What a channel shows must be escaped for that channel:
 * everything in the request but ids, status and times may come from an agent.
 *
 * @param id stable over tries
 * @param to an address in the channel's own form: {@code #payments}, {@code rita@example.org}, the
 *     name of a webhook
 * @param request as it stands at the moment of the try, with nobody's standing; may be final
 *     whatever the kind
 * @param groups the groups that are told; empty for {@link Kind#UPDATE} and {@link Kind#VERDICT}
 * @param link the console's page of the request; it shows, and decides nothing
 * @param shownAs what the channel returned when it showed this request, or the burst that it is
 *     part of, at this address
 * @param alsoHeld the other requests of the same agent that are told of in the same message, as
 *     they stand now, oldest first; not empty when a burst is one message, which then counts
 *     instead of showing one request in full. With {@code shownAs} and {@link Kind#HELD}: the burst
 *     has grown
 */
public record Delivery(
    UUID id,
    Kind kind,
    String to,
    RequestDetail request,
    List<String> groups,
    String link,
    Optional<String> shownAs,
    List<RequestSummary> alsoHeld) {

  public Delivery {
    groups = List.copyOf(groups);
    alsoHeld = List.copyOf(alsoHeld);
  }

  /** Why people are told. */
  public enum Kind {
    /**
     * Show it. When it is final by now: show the outcome, or nothing. With {@code shownAs} and
     * nothing in {@code alsoHeld}: it is shown here already, and now it is the turn of these
     * groups.
     */
    HELD,
    /** Its reviewers have been asked before. */
    REMINDER,
    /** More people may decide now. */
    ESCALATION,
    /** Tell the outcome beside what was shown, and show the outcome there. */
    VERDICT,
    /** Show it as it stands now; silently. */
    UPDATE
  }
}
