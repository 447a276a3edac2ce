package io.holdpoint.model.desk;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Reversibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every tool that was seen, in requests and in kept logs, with what is known of it. For admins. A
 * suggestion is accepted by changing the draft ({@link DraftDesk.Change.PutTools}).
 */
public interface CatalogueDesk {

  /**
   * All tools seen, those without a class first, then by how often they were seen; at most 2,000.
   */
  List<SeenTool> tools(PersonId by);

  Optional<SeenTool> tool(PersonId by, String name);

  /**
   * One tool.
   *
   * @param published its class under the policy in force
   * @param draft its class under the draft
   * @param examples the newest arguments, at most three
   * @param suggestion for a tool that the draft does not classify
   */
  record SeenTool(
      String name,
      long requests,
      long inLogs,
      Set<String> agents,
      Optional<Instant> lastSeen,
      Reversibility published,
      Reversibility draft,
      Set<String> labels,
      List<CanonicalJson> examples,
      Optional<Suggestion> suggestion) {}

  /**
   * A guess at a tool's class.
   *
   * @param reversibility empty: no guess is safe
   * @param reasons in sentences, also for not knowing
   */
  record Suggestion(
      Optional<Reversibility> reversibility, Set<String> labels, List<String> reasons) {}
}
