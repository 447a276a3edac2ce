package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.AgentDesk.NewAgent;
import io.holdpoint.model.desk.EnforcementDesk;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every call that has an id in its path, with the ids of somebody else's requests, tasks, grants
 * and all the rest, by every kind of caller: refused, or answered as if there were nothing of that
 * id, and nothing is changed. The calls are those that the application has; one that is new fails
 * here until it is said what its ids are of.
 */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class OtherPeoplesIdsTest extends WholeApplication {

  private static final String NOT_THERE = "01890a5d-ac96-774b-bcce-b302099a8057";
  private static final String TEAM = "T0OTHERS1";
  private static final Pattern BLANK = Pattern.compile("\\{([^}]*)}");

  /** What the calls below could change, but for what remembers who called when. */
  private static final List<String> TABLES =
      List.of(
          "requests",
          "reviews",
          "request_changes",
          "request_groups",
          "verdict_uses",
          "tasks",
          "grants",
          "freezes",
          "absences",
          "people",
          "person_sign_ins",
          "slack_links",
          "(select id, person, name, sign_count from passkeys) p",
          "agents",
          "enforcement_points",
          "token_issuers",
          "token_subjects",
          "webhooks",
          "own_processes",
          "action_logs",
          "policy_versions",
          "policy_draft",
          "notice_wishes");

  @Autowired AccountDesk accounts;
  @Autowired EnforcementDesk points;
  @Autowired SlackLinks slack;
  @Autowired JdbcTemplate jdbc;

  @Autowired
  @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

  private HttpCalls agent;
  private HttpCalls reviewer;
  private HttpCalls absent;
  private String agentId = "";
  private String slackUser = "";

  private record Call(HttpMethod method, String pattern) {

    boolean hasId() {
      return BLANK.matcher(pattern).find();
    }

    Set<String> openTo() {
      String path = pattern.replaceAll("\\{[^}]*}", NOT_THERE);
      return ApiRoutes.ROWS.stream()
          .filter(row -> row.method().equals(method))
          .filter(
              row ->
                  PathPatternParser.defaultInstance
                      .parse(row.pattern())
                      .matches(PathContainer.parsePath(path)))
          .findFirst()
          .map(ApiRoutes.Row::open)
          .orElse(Set.of());
    }
  }

  private record Caller(String name, HttpCalls calls, Set<String> kinds) {}

  /** Other tests of the same application have left theirs. */
  @BeforeEach
  void theStarterPolicyIsInForce() throws IOException {
    HttpCalls admin = HttpCalls.ofPerson(port, "admin", "correct horse battery");
    Reply drafted =
        HttpCalls.send(
            admin
                .to("/v1/policy/draft")
                .header("Content-Type", "application/yaml")
                .PUT(
                    BodyPublishers.ofString(
                        Files.readString(Path.of("src/main/resources/policy/starter.yaml")))));
    assertThat(drafted.status()).as(drafted.body()).isEqualTo(200);
    Reply published = admin.post("/v1/policy/draft/publish", "{\"note\":\"for a test\"}");
    assertThat(published.status() == 200 || published.at("/code").equals("no_draft"))
        .as(published.body())
        .isTrue();
  }

  @BeforeEach
  void whoseThingsTheyAre() {
    agentId = "owner-" + Long.toString(System.nanoTime(), 36);
    agent = agent(agentId);
    reviewer = person(Set.of(Role.REVIEWER), "reviewers");
    absent = person(Set.of(Role.REVIEWER), "reviewers");
    slackUser = "U" + Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT);
    slack.link(ADMIN, new PersonId(absent.get("/v1/me").at("/id")), new SlackUser(TEAM, slackUser));
  }

  @Test
  void nobodyReadsOrChangesByAnIdWhatIsNotTheirs() {
    List<Caller> others = others();
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Call call : calls()) {
      Map<String, String> things = things(call);
      for (Caller caller : others) {
        boolean open = caller.kinds().stream().anyMatch(call.openTo()::contains);
        boolean administers =
            caller.kinds().contains(ApiRoutes.ADMIN) && call.openTo().contains(ApiRoutes.ADMIN);
        if (open && administers) {
          continue; // theirs are all of them
        }
        String before = everything();
        Reply reply = send(caller.calls(), call, things);
        tried++;
        String after = everything();
        if (!after.equals(before)) {
          wrong.add(caller.name() + ", " + call + " changed something: " + reply.status());
        } else if (!rightly(call, caller, open, things, reply)) {
          wrong.add(caller.name() + ", " + call + ": " + reply.status() + " " + reply.body());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(200);
  }

  private boolean rightly(
      Call call, Caller caller, boolean open, Map<String, String> things, Reply reply) {
    if (!open) {
      return reply.status() == (caller.kinds().isEmpty() ? 401 : 403);
    }
    if (caller.kinds().contains(ApiRoutes.PERSON)) {
      // People of any role read what is asked and decided; that they only read is seen above.
      return reply.status() == 403
          || reply.status() == 404
          // Taking away what one does not have is done already.
          || (call.method().equals(HttpMethod.DELETE) && reply.status() == 204)
          || (call.method().equals(HttpMethod.GET) && reply.status() == 200);
    }
    // Word for word what is said of an id that was never given to anything.
    Map<String, String> none = new LinkedHashMap<>(things);
    none.replaceAll((name, value) -> NOT_THERE);
    Reply absentOne = send(caller.calls(), call, none);
    return reply.status() == 404 && said(reply).equals(said(absentOne));
  }

  private static Map<String, String> said(Reply reply) {
    Map<String, String> said = new LinkedHashMap<>();
    reply
        .json()
        .properties()
        .forEach(member -> said.put(member.getKey(), member.getValue().toString()));
    said.remove("instance"); // the id of the call
    return said;
  }

  /** Else the test above could pass because its calls mean nothing. */
  @Test
  void theSameCallsWorkForThoseWhoseThingsTheyAre() {
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Call call : calls()) {
      if (call.openTo().contains(ApiRoutes.AGENT)) {
        tried++;
        check(call, agent, wrong);
      }
      boolean reviews =
          call.openTo().contains(ApiRoutes.REVIEWER)
              || (call.openTo().contains(ApiRoutes.PERSON)
                  && !call.pattern().startsWith("/v1/me/"));
      if (reviews && !call.pattern().startsWith("/v1/policy")) {
        tried++;
        check(call, reviewer, wrong);
      }
      if (call.pattern().startsWith("/v1/me/")) {
        tried++;
        check(call, absent, wrong);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(12);
  }

  private void check(Call call, HttpCalls by, List<String> wrong) {
    Reply reply = send(by, call, things(call));
    // The starter policy lets nobody change arguments, and says so to who may decide only.
    boolean told = reply.status() == 403 && reply.body().contains("changes_not_allowed");
    if (!told && (reply.status() < 200 || reply.status() > 299)) {
      wrong.add(call + ": " + reply.status() + " " + reply.body());
    }
  }

  private List<Caller> others() {
    return List.of(
        new Caller("nobody", HttpCalls.ofNobody(port), Set.of()),
        new Caller("another agent", agent("thief-" + agentId), Set.of(ApiRoutes.AGENT)),
        new Caller(
            "another tool's enforcement point",
            HttpCalls.ofAgent(
                port, points.create(ADMIN, "point-" + agentId, List.of("elsewhere.*")).key()),
            Set.of(ApiRoutes.ENFORCEMENT_POINT)),
        new Caller(
            "a reviewer of another group",
            person(Set.of(Role.REVIEWER), "kitchen"),
            Set.of(ApiRoutes.PERSON, ApiRoutes.REVIEWER)),
        new Caller(
            "an auditor",
            person(Set.of(Role.AUDITOR), "reviewers"),
            Set.of(ApiRoutes.PERSON, ApiRoutes.AUDITOR)),
        new Caller(
            "an administrator",
            person(Set.of(Role.ADMIN), "reviewers"),
            Set.of(ApiRoutes.PERSON, ApiRoutes.ADMIN)));
  }

  private List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping -> {
              for (String pattern : mapping.getPatternValues()) {
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(method -> calls.add(new Call(method.asHttpMethod(), pattern)));
              }
            });
    List<Call> withIds =
        calls.stream()
            .filter(call -> call.pattern().startsWith("/v1/") && call.hasId())
            .distinct()
            .sorted(
                java.util.Comparator.comparing(Call::pattern)
                    .thenComparing(call -> call.method().name()))
            .toList();
    assertThat(withIds).hasSizeGreaterThan(40);
    return withIds;
  }

  private Reply send(HttpCalls by, Call call, Map<String, String> things) {
    var path = new StringBuilder();
    Matcher blank = BLANK.matcher(call.pattern());
    while (blank.find()) {
      blank.appendReplacement(path, things.getOrDefault(blank.group(1), NOT_THERE));
    }
    blank.appendTail(path);
    if (call.method().equals(HttpMethod.DELETE)) {
      path.append("?reason=it+is+mine");
    }
    var request = by.to(path.toString()).header("Content-Type", "application/json");
    String body = body(call.pattern(), things);
    return HttpCalls.send(
        call.method().equals(HttpMethod.GET)
            ? request.GET()
            : request.method(call.method().name(), BodyPublishers.ofString(body)));
  }

  /** What each call takes that somebody but an administrator may make. */
  private static String body(String pattern, Map<String, String> things) {
    String digest = things.getOrDefault("digest", "sha256:" + "0".repeat(64));
    return switch (pattern.substring(pattern.lastIndexOf('/') + 1)) {
      case "reviews" ->
          "{\"decision\":\"deny\",\"reason\":\"It is mine.\",\"digest\":\"%s\"}".formatted(digest);
      case "changes" ->
          "{\"arguments\":{\"n\":2},\"reason\":\"It is mine to change.\",\"digest\":\"%s\"}"
              .formatted(digest);
      case "revoke" -> "{\"reason\":\"It is mine.\"}";
      case "result" -> "{\"result\":\"not_executed\"}";
      default -> "{}";
    };
  }

  /** Fresh things of the agent, the reviewer and the absent person, by the names of the blanks. */
  private Map<String, String> things(Call call) {
    Map<String, String> things = new LinkedHashMap<>();
    Matcher blank = BLANK.matcher(call.pattern());
    while (blank.find()) {
      things.put(blank.group(1), thing(call.pattern(), blank.group(1), things));
    }
    return things;
  }

  private String thing(String pattern, String blank, Map<String, String> things) {
    String kind = pattern.split("/")[2];
    return switch (kind + " " + blank) {
      case "requests id" -> pattern.endsWith("/revoke") ? released() : held(things);
      case "verdicts id" -> redeemed();
      case "tasks id" -> taken(agent.post("/v1/tasks", "{\"purpose\":\"to be ended\"}")).at("/id");
      case "grants id" -> grant();
      case "me absence", "people absence" -> absence();
      case "people id" -> "admin";
      case "agents id" -> agentId;
      case "policy version" -> "1";
      case "me team" -> TEAM;
      case "me user" -> slackUser;
      case "me passkey", "people passkey" -> passkey();
      // Administrators' only: the door is shut before anything is looked up.
      case "agents keyId",
          "freezes id",
          "issuers id",
          "logs id",
          "webhooks name",
          "processes name",
          "enforcement-points id",
          "enforcement-points keyId",
          "people team",
          "people user" ->
          NOT_THERE;
      default ->
          throw new AssertionError("Say here what {" + blank + "} of " + pattern + " is an id of");
    };
  }

  private String held(Map<String, String> things) {
    Reply reply =
        taken(
            agent.post(
                "/v1/requests",
                "{\"action\":{\"tool\":\"shop.comment\",\"arguments\":{\"n\":1}}}"));
    assertThat(reply.at("/status")).isEqualTo("pending");
    things.put("digest", reply.at("/action/digest"));
    return reply.at("/id");
  }

  /** Held and approved: what may be revoked. */
  private String released() {
    Map<String, String> things = new LinkedHashMap<>();
    String id = held(things);
    taken(
        reviewer.post(
            "/v1/requests/" + id + "/reviews",
            "{\"decision\":\"approve\",\"reason\":\"fine\",\"digest\":\"%s\"}"
                .formatted(things.get("digest"))));
    return id;
  }

  private String redeemed() {
    Reply reply = taken(agent.post("/v1/requests", "{\"action\":{\"tool\":\"shop.get\"}}"));
    taken(
        agent.post(
            "/v1/verdicts/redeem",
            "{\"token\":\"%s\",\"action\":{\"tool\":\"shop.get\"}}"
                .formatted(reply.at("/verdict/token"))));
    return reply.at("/id");
  }

  private String grant() {
    return taken(
            reviewer.post(
                "/v1/grants",
                """
                {"agent":"%s","tool":"shop.tag","target":{},"bounds":[{"pointer":"/n","between":[1,5]}],
                 "uses":3,"until":"%s","why":"Tags of this evening are harmless."}
                """
                    .formatted(agentId, Instant.now().plus(Duration.ofHours(1)))))
        .at("/id");
  }

  /** A row as one that was registered; none of these calls reads what is in it. */
  private String passkey() {
    String id = "pk" + Long.toString(System.nanoTime(), 36).substring(0, 9);
    jdbc.update(
        "insert into passkeys (id, person, credential_id, credential, name, sign_count,"
            + " backup_eligible, created_at) values (?, ?, ?, ?, 'Laptop', 0, false, now())",
        id,
        absent.get("/v1/me").at("/id"),
        id,
        new byte[] {1});
    return id;
  }

  /** Of so many at a time one; the one before is ended. */
  private String absence() {
    for (var each : absent.get("/v1/me/absences").json().at("/items")) {
      HttpCalls.send(absent.to("/v1/me/absences/" + each.at("/id").asString()).DELETE());
    }
    return taken(
            absent.post(
                "/v1/me/absences",
                "{\"delegate\":\"%s\",\"groups\":[\"reviewers\"],\"to\":\"%s\"}"
                    .formatted(delegate, Instant.now().plus(Duration.ofDays(1)))))
        .at("/id");
  }

  private String delegate = "";

  private static Reply taken(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isBetween(200, 202);
    return reply;
  }

  private HttpCalls agent(String id) {
    return HttpCalls.ofAgent(
        port, agents.create(ADMIN, new NewAgent(new AgentId(id), ADMIN, Set.of(), Set.of())).key());
  }

  private HttpCalls person(Set<Role> roles, String group) {
    PersonId id = new PersonId("p" + Long.toString(System.nanoTime(), 36));
    if (delegate.isEmpty()) {
      delegate = id.value();
    }
    String password =
        accounts.create(ADMIN, new NewPerson(id, "Somebody", roles, Set.of(group))).password();
    return HttpCalls.ofPerson(port, id.value(), password);
  }

  private String everything() {
    var all = new StringBuilder();
    for (String table : TABLES) {
      all.append(table).append(jdbc.queryForList("select * from " + table)).append('\n');
    }
    return all.toString();
  }
}
