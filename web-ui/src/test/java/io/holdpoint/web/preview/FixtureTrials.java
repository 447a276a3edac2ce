package io.holdpoint.web.preview;

import static io.holdpoint.model.Outcome.ALLOW;
import static io.holdpoint.model.Outcome.DENY;
import static io.holdpoint.model.Outcome.REQUIRE_APPROVAL;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.Target;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.CatalogueDesk;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.SimulationDesk;
import io.holdpoint.model.desk.SimulationDesk.Step.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What trying a draft answers, and the tools that were seen: made up, hostile ones among them. */
@Component
class FixtureTrials implements SimulationDesk, CatalogueDesk, Fixture {

  private final Fixtures fixtures;
  private final FixturePolicy policy;
  private final List<LogView> logs = new ArrayList<>();

  /** Whether the draft would release what people denied. */
  boolean grave = true;

  FixtureTrials(Fixtures fixtures, FixturePolicy policy) {
    this.fixtures = fixtures;
    this.policy = policy;
  }

  @Override
  public void reset() {
    logs.clear();
    grave = true;
  }

  @Override
  public Simulation onHistory(PersonId by, int last) {
    policy.open(by);
    if (last < 1 || last > MOST_REQUESTS) {
      throw new BadInputException("last", "last: " + last + " (expected 1 to 10000)");
    }
    return simulation(last, Optional.of(fixtures.id("denied")));
  }

  @Override
  public Simulation onLog(PersonId by, String logId) {
    LogView log =
        logs.stream()
            .filter(l -> l.id().equals(logId))
            .findFirst()
            .orElseThrow(() -> new BadInputException("log", "There is no log " + logId + "."));
    return simulation(log.actions(), Optional.empty());
  }

  private Simulation simulation(int actions, Optional<RequestId> denied) {
    var mail = new Target("mail", "newsletter/all", "production");
    var example =
        new Example(
            denied,
            denied.isPresent() ? 0 : 17,
            new AgentId("support-bot"),
            "mail.messages.send",
            mail,
            "sensitive",
            "low",
            "default tier",
            "Mail to customers is free",
            denied.map(d -> "grace"));
    var hostile =
        new Example(
            denied.map(d -> fixtures.id("hostile")),
            denied.isPresent() ? 0 : 4,
            new AgentId("support-bot"),
            "shop." + "x".repeat(60) + ".<b>send</b>_\u202Ecod.exe",
            new Target("<i>mail</i>", Fixtures.HOSTILE, "prod"),
            "low",
            "critical",
            "Reads are free",
            "Theirs " + Fixtures.HOSTILE,
            Optional.empty());
    Instant now = Instant.now();
    return new Simulation(
        actions,
        Optional.of(now.minus(Duration.ofDays(7))),
        Optional.of(now),
        grave ? 312 : 0,
        48,
        3,
        List.of(
            new ChangeGroup(ALLOW, "Mail to customers is free", grave ? 312 : 0, List.of(example)),
            new ChangeGroup(REQUIRE_APPROVAL, "Theirs " + Fixtures.HOSTILE, 48, List.of(hostile)),
            new ChangeGroup(DENY, "Never touch the audit store", 3, List.of())),
        grave && denied.isPresent() ? List.of(example) : List.of(),
        List.of(
            tally("low", counts(6_100, 0, 0), counts(6_412, 0, 0)),
            tally("sensitive", counts(0, 3_200, 0), counts(0, 2_888, 0)),
            tally("forbidden", counts(0, 0, 12), counts(0, 0, 15))),
        List.of(
            tally("mail.messages.send", counts(0, 312, 0), counts(312, 0, 0)),
            tally("crm.customers.get", counts(5_000, 0, 0), counts(4_955, 45, 0)),
            tally("<b>x</b>." + "y".repeat(80), counts(3, 0, 0), counts(0, 3, 0))),
        List.of(tally("support-bot", counts(5_400, 600, 2), counts(5_700, 297, 5))),
        new Cost(3_200, Optional.of(457.1), Optional.of(Duration.ofSeconds(94))),
        new Cost(2_888, Optional.of(412.6), Optional.of(Duration.ofSeconds(94))),
        List.of("Large refunds take two: action.arguments.total: no such key (17 times)"),
        Duration.ofMillis(812));
  }

  private static Tally tally(
      String name, Map<Outcome, Integer> before, Map<Outcome, Integer> after) {
    return new Tally(name, before, after);
  }

  private static Map<Outcome, Integer> counts(int allow, int hold, int deny) {
    return Map.of(ALLOW, allow, REQUIRE_APPROVAL, hold, DENY, deny);
  }

  @Override
  public LogView keep(PersonId by, String name, InputStream ndjson) {
    policy.open(by);
    var broken = new ArrayList<BrokenLine>();
    int good = 0;
    int line = 0;
    try (var in = new BufferedReader(new InputStreamReader(ndjson, StandardCharsets.UTF_8))) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        line++;
        if (text.startsWith("{") && text.endsWith("}")) {
          good++;
        } else {
          broken.add(new BrokenLine(line, "expected a JSON object, found " + text));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (good == 0) {
      throw new BadInputException("file", "No line of it could be used: expected NDJSON.");
    }
    var log =
        new LogView(
            "log-" + (logs.size() + 1), name, by, Instant.now(), good, broken.size(), broken);
    logs.addFirst(log);
    return log;
  }

  @Override
  public List<LogView> logs(PersonId by) {
    policy.open(by);
    return List.copyOf(logs);
  }

  @Override
  public void forget(PersonId by, String logId) {
    logs.removeIf(l -> l.id().equals(logId));
  }

  @Override
  public Trace trace(PersonId by, RequestId request, boolean byDraft) {
    policy.open(by);
    if (!fixtures.named.containsValue(request)) {
      throw new NoSuchRequestException();
    }
    return new Trace(
        request,
        byDraft ? 0 : 3,
        byDraft ? "low" : "critical",
        byDraft ? ALLOW : REQUIRE_APPROVAL,
        List.of(
            new Step(
                "Never touch the audit store",
                "forbidden",
                true,
                Result.NOT_MATCHED,
                "target.system == \"holdpoint\"",
                new TreeMap<>(Map.of("target.system", "\"crm\"")),
                ""),
            new Step(
                "Production deletes take two",
                "critical",
                false,
                Result.MATCHED,
                "target.environment == \"production\" && !(\"test\" in agent.labels)",
                new TreeMap<>(
                    Map.of(
                        "target.environment",
                        "\"production\"",
                        "agent.labels",
                        "[\"support\", \"" + Fixtures.HOSTILE + "\"]")),
                ""),
            new Step(
                "Large refunds take two",
                "critical",
                false,
                Result.FAILED,
                "action.arguments.total > 1000",
                Map.of(),
                "action.arguments.total: no such key"),
            new Step("Deploys wait", "sensitive", false, Result.OTHER_TOOL, "", Map.of(), ""),
            new Step(
                "Nights are quiet " + Fixtures.HOSTILE,
                "sensitive",
                false,
                Result.OFF,
                "now.getHours(\"Europe/Berlin\") < 7",
                Map.of(),
                "")),
        List.of("rule \"Large refunds take two\": failed, so it counts as matched"));
  }

  @Override
  public List<SeenTool> tools(PersonId by) {
    policy.open(by);
    var tools = new ArrayList<SeenTool>();
    tools.add(
        seen(
            "find_user_id_by_email",
            0,
            68,
            "{\"email\":\"yusuf.rossi9478@example.com\"}",
            new Suggestion(
                Optional.of(Reversibility.READ_ONLY),
                Set.of("pii"),
                List.of("its name begins with find", "it only takes ids and names")),
            by));
    tools.add(
        seen(
            "modify_pending_order_payment",
            12,
            31,
            "{\"order_id\":\"#W2378156\",\"payment_method_id\":\"credit_card_9513926\"}",
            new Suggestion(
                Optional.of(Reversibility.EXTERNALLY_REVERSIBLE),
                Set.of("money"),
                List.of("its name says modify", "payment_method_id speaks of money")),
            by));
    tools.add(
        seen(
            "transfer_to_human_agents",
            3,
            9,
            "{\"summary\":\"" + Fixtures.HOSTILE.replace("\"", "\\\"") + "\"}",
            new Suggestion(
                Optional.empty(),
                Set.of(),
                List.of("transfer may mean money or a person; no argument tells which")),
            by));
    tools.add(
        seen(
            "shop." + "x".repeat(60) + ".<b>send</b>_\u202Ecod.exe",
            1,
            0,
            "{}",
            new Suggestion(
                Optional.of(Reversibility.IRREVERSIBLE), Set.of("outbound"), List.of("send")),
            by));
    tools.add(
        new SeenTool(
            "crm.customers.get",
            5_204,
            0,
            Set.of("support-bot", "release-bot"),
            Optional.of(Instant.now().minusSeconds(40)),
            Reversibility.READ_ONLY,
            Reversibility.READ_ONLY,
            Set.of("pii"),
            List.of(new CanonicalJson("{\"id\":\"42\"}")),
            Optional.empty()));
    return tools;
  }

  private SeenTool seen(
      String name, long requests, long inLogs, String example, Suggestion guess, PersonId by) {
    Reversibility draft =
        policy.open(by).policy().tools().stream()
            .filter(t -> t.match().equals(name))
            .map(io.holdpoint.model.desk.PolicyDesk.ToolView::reversibility)
            .findFirst()
            .orElse(Reversibility.UNCLASSIFIED);
    return new SeenTool(
        name,
        requests,
        inLogs,
        Set.of("support-bot"),
        Optional.of(Instant.now().minusSeconds(400)),
        Reversibility.UNCLASSIFIED,
        draft,
        Set.of(),
        List.of(new CanonicalJson(example)),
        draft == Reversibility.UNCLASSIFIED ? Optional.of(guess) : Optional.empty());
  }

  @Override
  public Optional<SeenTool> tool(PersonId by, String name) {
    return tools(by).stream().filter(t -> t.name().equals(name)).findFirst();
  }
}
