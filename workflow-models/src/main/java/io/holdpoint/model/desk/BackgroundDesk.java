package io.holdpoint.model.desk;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Reversibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Holdpoint itself knows around a request and what helps to judge it: nothing here is an
 * agent's word. What is counted is up to two minutes behind.
 */
public interface BackgroundDesk {

  /** Days that are looked back for requests that are alike. */
  int DAYS_ALIKE = 90;

  /** Days of an agent's record. */
  int DAYS_OF_RECORD = 30;

  /** Examples that are given of what is alike. */
  int MOST_EXAMPLES = 5;

  /** Requests in the picture of a chain. */
  int MOST_IN_CHAIN = 30;

  /**
   * @throws NoSuchRequestException there is none, or this person may not know of it
   */
  Background of(PersonId reader, RequestId id);

  /**
   * @param reversibility of the tool, by the catalogue when the request was decided; where that was
   *     not kept, by the one of now
   * @param system of the tool by the catalogue; {@code ""} when it names none
   */
  record Background(
      Reversibility reversibility,
      String system,
      AlikeRequests alike,
      AgentRecord agent,
      Chain chain) {}

  /**
   * Held requests with the same tool that went to the same kind of target or had arguments of the
   * same shape, and have ended.
   *
   * @param other withdrawn, or ended by a freeze or with their task
   * @param more whether there are older ones that were not looked at
   * @param examples the newest, the last denial always among them
   */
  record AlikeRequests(
      int approved, int denied, int expired, int other, boolean more, List<Example> examples) {

    public AlikeRequests {
      examples = List.copyOf(examples);
    }

    public int all() {
      return approved + denied + expired + other;
    }
  }

  /**
   * @param sameTarget whether it went to exactly the same target
   * @param sameArguments whether they were exactly the same
   */
  record Example(RequestSummary request, boolean sameTarget, boolean sameArguments) {}

  /**
   * What became of an agent's requests.
   *
   * @param firstSeen its first request that is still kept
   * @param refused by policy, at once
   * @param denied by people
   * @param strays tasks that ended because it went on asking for what is denied
   */
  record AgentRecord(
      AgentId agent,
      Optional<Instant> firstSeen,
      long released,
      long refused,
      long held,
      long approved,
      long denied,
      long expired,
      long strays) {

    public long requests() {
      return released + refused + held;
    }
  }

  /**
   * What the request stands among: its parents first of all, then the newest of its task.
   *
   * @param requests oldest first, the request itself among them
   * @param parents of those that have one among {@code requests}
   * @param more whether there are others
   */
  record Chain(List<RequestSummary> requests, Map<RequestId, RequestId> parents, boolean more) {

    public Chain {
      requests = List.copyOf(requests);
      parents = Map.copyOf(parents);
    }
  }
}
