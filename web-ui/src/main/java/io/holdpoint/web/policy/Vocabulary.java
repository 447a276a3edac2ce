package io.holdpoint.web.policy;

import java.util.List;

/** What a condition can speak of, for those who write one: each word with what it is. */
final class Vocabulary {

  private Vocabulary() {}

  /** A piece of a condition that can be put in. */
  record Word(String text, String meaning) {}

  /** Words about one thing. */
  record Topic(String name, List<Word> words) {}

  static final List<Topic> TOPICS =
      List.of(
          new Topic(
              "Often wanted",
              List.of(
                  word("tool.reversibility == \"read_only\"", "the tool only reads"),
                  word(
                      "tool.reversibility in [\"irreversible\", \"externally_reversible\"]",
                      "it cannot be taken back by us"),
                  word("target.environment == \"production\"", "the agent says: production"),
                  word(
                      "has(action.arguments.amount) && action.arguments.amount > 1000",
                      "an amount above 1,000"),
                  word("\"pii\" in request.dataTouched", "personal data was touched"),
                  word(
                      "has(action.arguments.to) && !action.arguments.to.endsWith(\"@example.com\")",
                      "a recipient outside"),
                  word(
                      "now.getHours(\"Europe/Berlin\") < 7 || now.getHours(\"Europe/Berlin\") >="
                          + " 19",
                      "outside of office hours"),
                  word("task.denied >= 3", "this task was told no three times"))),
          new Topic(
              "The agent",
              List.of(
                  word("agent.id", "its name"),
                  word("agent.owner", "the person who answers for it"),
                  word("agent.labels", "labels of its account, a list"),
                  word("agent.environments", "where it may work, a list"))),
          new Topic(
              "The action",
              List.of(
                  word("action.tool", "the tool's name"),
                  word("action.arguments.amount", "an argument; ask with has(…) first"),
                  word("has(action.arguments.amount)", "whether there is such an argument"),
                  word("tool.system", "from the catalogue"),
                  word("tool.reversibility", "from the catalogue, a text"),
                  word("tool.labels", "from the catalogue, a list"))),
          new Topic(
              "The target and the request",
              List.of(
                  word("target.system", "what the agent says it works on"),
                  word("target.resource", "the thing itself"),
                  word("target.environment", "such as production"),
                  word("request.reason", "the agent's own words"),
                  word("request.dataTouched", "kinds of data, a list"),
                  word("request.attributes", "whatever else it says, a map"),
                  word("request.onBehalfOf", "for whom its token says it acts"))),
          new Topic(
              "What happened before",
              List.of(
                  word(
                      "task.sum(\"payments.*\", \"amount\") > 1000",
                      "an argument, added up over the task, this action counted in"),
                  word("task.count(action.tool) > 20", "how often this tool, in this task"),
                  word("agent.hour.targets(action.tool) > 20", "distinct targets within an hour"),
                  word(
                      "\"secret\" in chain.dataTouched",
                      "what was touched in the chain, across agents"),
                  word("agent.day.denied >= 3", "denials within a day, under any task"),
                  word("agent.week.requests", "requests within a week"),
                  word("chain.reversibility", "the gravest class in the chain, this one included"),
                  word("chain.depth", "how many parents are above"))),
          new Topic(
              "The task it is done in",
              List.of(
                  word("task.opened", "an agent opened it and bound itself; else it is a label"),
                  word("task.id", "its label"),
                  word("task.purpose", "what for, in the agent's own words"),
                  word("task.owner", "who answers for the agent that opened it"),
                  word("task.allowedTools", "tools that it bound itself to, a list"),
                  word(
                      "task.opened && task.budget.actions > 100",
                      "bound to more than 100 actions; 0: not bound"),
                  word("task.budget.targets", "how many targets at most; 0: not bound"),
                  word("task.budget.seconds", "for how long it was opened"),
                  word(
                      "has(task.budget.sums.amount) && task.budget.sums.amount > 500.0",
                      "bound to a sum above 500"))),
          new Topic(
              "New, and at which hour",
              List.of(
                  word("now - agent.createdAt < duration(\"168h\")", "an agent of this week"),
                  word("agent.requests < 50", "one that hardly asked for anything yet"),
                  word("!agent.knowsTarget", "it was never let through with this on this target"),
                  word("now", "the time, by Holdpoint's clock"))));

  private static Word word(String text, String meaning) {
    return new Word(text, meaning);
  }
}
