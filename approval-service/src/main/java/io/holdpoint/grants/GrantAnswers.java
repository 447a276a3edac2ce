package io.holdpoint.grants;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.GrantDesk.Advice;
import io.holdpoint.model.desk.GrantDesk.GrantView;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import io.holdpoint.model.desk.GrantDesk.Proposal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grants and advice in the shapes in which the API answers; see docs/api.md. */
final class GrantAnswers {

  private GrantAnswers() {}

  /** What is granted; as it is posted. {@code task} null: any. */
  record Terms(
      String agent,
      @Nullable String task,
      String tool,
      @JsonRawValue String target,
      @JsonRawValue String bounds,
      int uses,
      Instant until,
      String why,
      @Nullable String from) {

    static Terms of(NewGrant grant) {
      return new Terms(
          grant.agent().value(),
          grant.task().orElse(null),
          grant.tool(),
          grant.target().text(),
          BoundsJson.write(grant.bounds()),
          grant.uses(),
          grant.until(),
          grant.why(),
          grant.from().map(RequestId::toString).orElse(null));
    }
  }

  /**
   * A grant as it stands.
   *
   * @param ended why it is over; null while it is open
   * @param lastUses the newest requests that it released, at most ten
   */
  record Answer(
      String id,
      Terms grant,
      String by,
      Instant madeAt,
      int usesLeft,
      @Nullable String ended,
      List<String> lastUses) {

    static Answer of(GrantView grant) {
      return new Answer(
          grant.id(),
          Terms.of(grant.grant()),
          grant.by().value(),
          grant.madeAt(),
          grant.usesLeft(),
          grant.ended().orElse(null),
          grant.lastUses().stream().map(RequestId::toString).toList());
    }
  }

  /** A page. */
  record ListAnswer(List<Answer> items, @Nullable String next) {}

  /** {@code refused} says why no grant can be made of the request; null when one can. */
  record ProposalAnswer(Terms grant, @Nullable String refused) {

    static ProposalAnswer of(Proposal proposal) {
      return new ProposalAnswer(Terms.of(proposal.grant()), proposal.refused().orElse(null));
    }
  }

  /** {@code kind} is {@code release}, with a grant, or {@code refuse}, with a rule and its tier. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AdviceAnswer(
      String kind,
      String evidence,
      @Nullable Terms grant,
      @Nullable String rule,
      @Nullable String tier) {

    static AdviceAnswer of(Advice advice) {
      return switch (advice) {
        case Advice.Release(var grant, var evidence) ->
            new AdviceAnswer("release", evidence, Terms.of(grant), null, null);
        case Advice.Refuse(var rule, var tier, var evidence) ->
            new AdviceAnswer("refuse", evidence, null, rule, tier);
      };
    }
  }

  record AdviceList(List<AdviceAnswer> items, @Nullable String next) {}
}
