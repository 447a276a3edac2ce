package io.holdpoint.insight;

import io.holdpoint.grants.AdviceSource;
import io.holdpoint.grants.BoundLearning;
import io.holdpoint.grants.GrantRules;
import io.holdpoint.grants.StandingGrants;
import io.holdpoint.insight.Alike.Approved;
import io.holdpoint.insight.Alike.Denied;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.GrantDesk;
import io.holdpoint.model.desk.GrantDesk.Advice;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.model.desk.PolicyDesk.RuleView;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInputJson;
import io.holdpoint.policy.PolicyEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Advice from what people decided within the last thirty days. */
@Component
class HistoryAdvice implements AdviceSource {

  private static final Duration SPAN = Duration.ofDays(30);

  /** Groups that are looked at, the largest: each costs a decision. */
  private static final int GROUPS = 50;

  private static final Duration GRANTED = Duration.ofDays(7);

  private final DecidedByPeople history;
  private final StandingGrants grants;
  private final PolicyEngine engine;
  private final PolicyDesk policy;
  private final LedgerTime time;

  HistoryAdvice(
      DecidedByPeople history,
      StandingGrants grants,
      PolicyEngine engine,
      PolicyDesk policy,
      LedgerTime time) {
    this.history = history;
    this.grants = grants;
    this.engine = engine;
    this.policy = policy;
    this.time = time;
  }

  /** Advice and how many requests people would not have been asked about. */
  private record Weighed(Advice advice, int saved) {}

  @Override
  public List<Advice> advice() {
    var now = time.now();
    var decided = history.since(now.minus(SPAN));
    List<Weighed> all = new ArrayList<>();
    Alike.approved(decided).stream()
        .limit(GROUPS)
        .forEach(
            group ->
                release(group, now)
                    .ifPresent(advice -> all.add(new Weighed(advice, group.all().size()))));
    var inForce =
        Stream.concat(policy.current().rules().stream(), policy.current().guardrails().stream())
            .filter(RuleView::enabled)
            .map(RuleView::name)
            .collect(Collectors.toSet());
    Alike.denied(decided).stream()
        .filter(rule -> inForce.contains(rule.rule().name()))
        .forEach(rule -> all.add(new Weighed(refuse(rule), rule.all())));
    all.sort(Comparator.comparingInt(Weighed::saved).reversed());
    return all.stream().map(Weighed::advice).toList();
  }

  private Optional<Advice> release(Approved group, Instant now) {
    var newest = group.newest();
    DecisionInput input = DecisionInputJson.read(history.input(newest.id()));
    if (GrantRules.refusal(input.tool(), input.arguments(), engine.decide(input)).isPresent()
        || grants.isCovered(newest.target(), input, now)) {
      return Optional.empty();
    }
    var arguments = group.all().stream().flatMap(each -> each.arguments().stream()).toList();
    return BoundLearning.learn(arguments)
        .map(
            bounds ->
                new Advice.Release(
                    new NewGrant(
                        new AgentId(newest.agent()),
                        Optional.empty(),
                        newest.tool(),
                        new CanonicalJson(newest.target()),
                        bounds,
                        Math.min(GrantDesk.MOST_USES, group.all().size()),
                        now.plus(GRANTED).truncatedTo(ChronoUnit.SECONDS),
                        evidence(group),
                        Optional.of(new RequestId(newest.id()))),
                    evidence(group)));
  }

  private static String evidence(Approved group) {
    int all = group.all().size();
    return "%d of %d approved by %d people, median %s"
        .formatted(all, all, group.people().size(), words(group.median()));
  }

  private static Advice refuse(Denied rule) {
    return new Advice.Refuse(
        rule.rule().name(),
        rule.rule().tier(),
        "%d of %d denied under rule \"%s\": refuse at once?"
            .formatted(rule.denied(), rule.all(), rule.rule().name()));
  }

  private static String words(Duration time) {
    if (time.toMinutes() < 2) {
      return time.toSeconds() + " s";
    }
    return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
  }
}
