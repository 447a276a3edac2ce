package io.holdpoint.benchmarks;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.slice.BasicSlice;
import com.cedarpolicy.model.slice.Policy;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimString;
import io.holdpoint.benchmarks.Rules.Question;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Target;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.Compilation;
import io.holdpoint.policy.CompiledPolicy;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.PolicyCompiler;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.casbin.jcasbin.main.CoreEnforcer;
import org.casbin.jcasbin.main.Enforcer;

/** The engines, each made ready with the same rules: whether it releases what is asked. */
final class Engine {

  private Engine() {}

  static String yaml(Rules rules) {
    StringBuilder yaml =
        new StringBuilder(
            """
            tiers:
              - {name: a, outcome: allow}
              - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
            defaultTier: sensitive
            tools:
              - {match: "*", reversibility: reversible}
            rules:
            """);
    // short, so that 10,000 of them stay within the 1 MiB of a document
    for (int i = 0; i < rules.rules().size(); i++) {
      Rules.Rule rule = rules.rules().get(i);
      yaml.append(
          "- {name: r%d, tier: a, tools: [%s], when: 'target.environment == \"%s\" && target.system == \"%s\"'}\n"
              .formatted(i, rule.tools(), rule.environment(), rule.system()));
    }
    return yaml.toString();
  }

  static CompiledPolicy compile(String yaml) {
    return switch (new PolicyCompiler().compile(yaml, Processes.DELIVERED)) {
      case Compilation.Compiled(var policy) -> policy;
      case Compilation.Faulty(var faults) -> throw new IllegalStateException(faults.toString());
    };
  }

  /** Holdpoint as it decides a request: with an explanation, everything that it rests on given. */
  static Predicate<Question> holdpoint(Rules rules) {
    CompiledPolicy policy = compile(yaml(rules));
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    AgentFacts agent =
        new AgentFacts(new AgentId("bot"), new PersonId("olga"), Set.of(), Set.of(), now);
    return question ->
        policy.decide(
                new DecisionInput(
                    agent,
                    question.tool(),
                    Map.of("id", "42"),
                    new Target(question.system(), "customers/42", question.environment()),
                    new RequestFacts("", Set.of(), Map.of()),
                    new TaskFacts(""),
                    ChainFacts.NONE,
                    now),
                1)
            instanceof Decision.Release;
  }

  /** Cedar for Java. Its API takes the texts of all policies with each request. */
  static Predicate<Question> cedar(Rules rules) {
    Set<Policy> policies = new HashSet<>();
    for (int i = 0; i < rules.rules().size(); i++) {
      Rules.Rule rule = rules.rules().get(i);
      policies.add(
          new Policy(
              "permit(principal, action, resource) when { context.tool like \"%s\" && context.environment == \"%s\" && context.system == \"%s\" };"
                  .formatted(rule.tools(), rule.environment(), rule.system()),
              "r" + i));
    }
    BasicSlice slice = new BasicSlice(policies, Set.of());
    BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    EntityUID agent = EntityTypeName.parse("Agent").orElseThrow().of("bot");
    EntityUID call = EntityTypeName.parse("Action").orElseThrow().of("call");
    EntityUID target = EntityTypeName.parse("Target").orElseThrow().of("customers/42");
    return question -> {
      try {
        return engine
            .isAuthorized(
                new AuthorizationRequest(
                    agent,
                    call,
                    target,
                    Map.of(
                        "tool", new PrimString(question.tool()),
                        "environment", new PrimString(question.environment()),
                        "system", new PrimString(question.system()))),
                slice)
            .isAllowed();
      } catch (AuthException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** jCasbin, with its own pattern function and its policies in memory. */
  static Predicate<Question> casbin(Rules rules) {
    Enforcer enforcer =
        new Enforcer(
            CoreEnforcer.newModel(
                """
                [request_definition]
                r = tool, env, sys

                [policy_definition]
                p = tool, env, sys

                [policy_effect]
                e = some(where (p.eft == allow))

                [matchers]
                m = keyMatch(r.tool, p.tool) && r.env == p.env && r.sys == p.sys
                """));
    List<List<String>> policies =
        rules.rules().stream()
            .map(rule -> List.of(rule.tools(), rule.environment(), rule.system()))
            .toList();
    enforcer.enableLog(false); // else it writes a line for each request
    enforcer.addPolicies(policies);
    return question -> enforcer.enforce(question.tool(), question.environment(), question.system());
  }
}
