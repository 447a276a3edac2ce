package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.model.desk.PolicyDesk.RuleHealth;
import io.holdpoint.model.desk.PolicyDesk.RuleView;
import io.holdpoint.model.desk.PolicyDesk.VersionRow;
import io.holdpoint.model.process.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** How the policy gets into force at the start, and is read; the same on every database. */
abstract class PublishedPolicyContract {

  @TempDir Path directory = Path.of("");

  private final List<String> audited = new ArrayList<>();
  private final DataSource source = dataSource();
  private final JdbcClient jdbc = JdbcClient.create(source);
  private final PolicyVersions versions =
      new PolicyVersions(
          jdbc,
          new JdbcTransactionManager(source),
          (event, actor, request, data) ->
              audited.add(event + " by " + actor.wire() + " " + data.get("version")),
          () -> Inputs.NOW);

  private final PolicyLoader loader =
      new PolicyLoader(new PolicyCompiler(), () -> Processes.DELIVERED);
  private final RuleFailures failures =
      new RuleFailures(jdbc, new JdbcTransactionManager(source), () -> Inputs.NOW);

  private static final PersonId READER = new PersonId("rita");

  /** A fresh, empty database. */
  abstract DataSource dataSource();

  @BeforeEach
  void migrate() {
    Flyway.configure().dataSource(source).load().migrate();
  }

  private PublishedPolicy start(Optional<String> file) {
    return new PolicyConfiguration()
        .policyEngine(new PolicySettings(file), loader, versions, failures);
  }

  private Optional<String> file(String yaml) throws IOException {
    Path file = directory.resolve("policy.yaml");
    Files.writeString(file, yaml);
    return Optional.of(file.toString());
  }

  @Test
  void anEmptyDatabaseTakesTheStarterPolicyAsVersionOne() {
    PublishedPolicy policy = start(Optional.of("  "));

    assertThat(policy.version()).isEqualTo(1);
    assertThat(policy.decide(Inputs.call("crm.customers.get")))
        .isInstanceOf(Decision.Release.class);
    assertThat(audited).containsExactly("policy.published by system 1");
    PolicyVersions.Version version = versions.latest().orElseThrow();
    assertThat(version.document()).isEqualTo(PolicySource.starter().text());
    assertThat(version.publishedAt()).isEqualTo(Inputs.NOW);
    assertThat(version.digest()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void aSecondStartPublishesNothing() throws IOException {
    Optional<String> file = file(Policies.TIERS);
    start(file);
    PublishedPolicy policy = start(file);

    assertThat(policy.version()).isEqualTo(1);
    assertThat(policy.get().findings()).isEmpty();
    assertThat(audited).hasSize(1);
  }

  @Test
  void aFileThatDiffersLaterIsAFindingAndThePublishedVersionStands() throws IOException {
    start(file(Policies.TIERS));
    PublishedPolicy policy = start(file(Policies.TIERS.replace("sensitive", "delicate")));

    assertThat(policy.decide(Inputs.call("x.get")).tier()).isEqualTo("sensitive");
    assertThat(policy.get().findings())
        .singleElement()
        .asString()
        .contains("differs from policy version 1 in the database, which stands");
    assertThat(versions.list(Integer.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void faultsInTheFileStopTheStartEachOnALine() throws IOException {
    Optional<String> file = file("tiers: [{name: a, outcome: b}]\ndefaultTier: c\n");

    assertThatThrownBy(() -> start(file))
        .isInstanceOfSatisfying(
            UnusablePolicyException.class,
            e -> {
              var analysis = new UnusablePolicyAnalyzer().analyze(e);
              assertThat(String.valueOf(analysis == null ? null : analysis.getDescription()))
                  .contains("policy file " + file.get() + " has 2 faults:")
                  .contains(
                      "\n  line 1, column 28: tier \"a\": unknown outcome: b (expected one of:"
                          + " allow, require_approval, deny)\n  line 2, column 14: policy:");
            });
    assertThat(versions.latest()).isEmpty();
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                    FailureAnalyzer.class,
                    SpringFactoriesLoader.FailureHandler.handleMessage((message, e) -> {})))
        .anyMatch(UnusablePolicyAnalyzer.class::isInstance);
  }

  @Test
  void aFaultyFileStopsTheStartAlsoWhenAVersionIsPublished() throws IOException {
    start(Optional.empty());
    Optional<String> file = file("tiers: []\n");
    assertThatExceptionOfType(UnusablePolicyException.class).isThrownBy(() -> start(file));
  }

  @Test
  void aPublishedVersionThatNoLongerCompilesStopsTheStart() {
    start(Optional.empty());
    jdbc.sql("update policy_versions set document = 'tiers: []'").update();

    assertThatExceptionOfType(UnusablePolicyException.class)
        .isThrownBy(() -> start(Optional.empty()))
        .withMessageStartingWith("policy version 1 in the database: ");
  }

  @Test
  void aFileThatCannotBeReadStopsTheStart() throws IOException {
    Path binary = directory.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe});
    Path large = directory.resolve("large.yaml");
    Files.write(
        large, "#".repeat(PolicyLimits.DOCUMENT_BYTES + 1).getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(UnusablePolicyException.class)
        .isThrownBy(() -> start(Optional.of(directory.resolve("nowhere.yaml").toString())))
        .withMessageContaining("is not there");
    assertThatExceptionOfType(UnusablePolicyException.class)
        .isThrownBy(() -> start(Optional.of(directory.toString())));
    assertThatExceptionOfType(UnusablePolicyException.class)
        .isThrownBy(() -> start(Optional.of(binary.toString())))
        .withMessageContaining("is not UTF-8");
    assertThatExceptionOfType(UnusablePolicyException.class)
        .isThrownBy(() -> start(Optional.of(large.toString())))
        .withMessageContaining("has 1048577 bytes (expected at most 1048576)");
  }

  @Test
  void theLargestDocumentIsKeptToTheLetter() throws IOException {
    String padding = "# " + "x".repeat(PolicyLimits.DOCUMENT_BYTES);
    String whole = (Policies.TIERS + padding).substring(0, PolicyLimits.DOCUMENT_BYTES);
    start(file(whole));
    assertThat(versions.latest().orElseThrow().document()).isEqualTo(whole);
  }

  @Test
  void ofInstancesThatStartTogetherOnePublishes() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Callable<Integer> seed =
          () -> {
            together.await();
            return versions.seed(Policies.TIERS, "").version();
          };
      for (Future<Integer> each : threads.invokeAll(List.of(seed, seed))) {
        assertThat(each.get()).isEqualTo(1);
      }
    }
    assertThat(versions.list(Integer.MAX_VALUE, 10)).hasSize(1);
  }

  /** As another instance does. */
  private void publish(int version, String document, String digest) {
    jdbc.sql("insert into policy_versions values (?, ?, ?, 'why', 'person:ada', now())")
        .params(version, document, digest)
        .update();
  }

  @Test
  void whatAnotherInstancePublishesIsSeenByTheWritePathAtOnceAndTakenOverWhenAsked()
      throws IOException {
    PublishedPolicy policy = start(file(Policies.TIERS));
    String next = Policies.TIERS.replace("sensitive", "delicate");
    publish(2, next, PolicyVersions.digest(next));

    assertThat(policy.version()).isEqualTo(1);
    assertThat(policy.publishedVersion()).isEqualTo(2);
    assertThat(policy.decide(Inputs.call("x.get")).explanation().policyVersion()).isEqualTo(1);

    policy.refresh();
    assertThat(policy.version()).isEqualTo(2);
    assertThat(policy.decide(Inputs.call("x.get")).tier()).isEqualTo("delicate");
    assertThat(policy.decide(Inputs.call("x.get")).explanation().policyVersion()).isEqualTo(2);
  }

  @Test
  void aPublishedVersionThatCannotBeUsedHereRefusesEverythingUntilItCan() {
    PublishedPolicy policy = start(Optional.empty());
    PolicyHealth health = new PolicyHealth(policy);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    String fromTheFuture = Policies.TIERS + "quorum: 3\n";
    publish(2, fromTheFuture, PolicyVersions.digest(fromTheFuture));
    policy.refresh();

    Decision decision = policy.decide(Inputs.call("crm.customers.get"));
    assertThat(decision).isInstanceOf(Decision.Refuse.class);
    assertThat(decision.explanation().policyVersion()).isEqualTo(2);
    assertThat(decision.explanation().errors())
        .singleElement()
        .asString()
        .startsWith("policy version 2 is published, but this instance cannot use it: line ")
        .contains("quorum");
    assertThat(policy.version()).isEqualTo(2);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("reason")).asString().contains("quorum");

    publish(3, Policies.TIERS, PolicyVersions.digest(Policies.TIERS));
    policy.refresh();
    assertThat(policy.decide(Inputs.call("x.get"))).isInstanceOf(Decision.Hold.class);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void aDocumentThatWasChangedInTheDatabaseIsNotUsed() {
    PublishedPolicy policy = start(Optional.empty());
    publish(2, Policies.TIERS, PolicyVersions.digest("another"));
    policy.refresh();

    assertThat(policy.decide(Inputs.call("crm.customers.get"))).isInstanceOf(Decision.Refuse.class);
    assertThat(policy.unusable().orElseThrow().why()).contains("changed in the database");
  }

  @Test
  void aDatabaseThatDoesNotAnswerLeavesThePolicyAndThePollAlive() {
    PublishedPolicy policy = start(Optional.empty());
    PolicyPoll poll = new PolicyPoll(policy);
    jdbc.sql("alter table policy_versions rename to elsewhere").update();

    assertThatThrownBy(policy::refresh).isInstanceOf(DataAccessException.class);
    poll.look();
    assertThat(policy.decide(Inputs.call("crm.customers.get")))
        .isInstanceOf(Decision.Release.class);

    jdbc.sql("alter table elsewhere rename to policy_versions").update();
    publish(2, Policies.TIERS, PolicyVersions.digest(Policies.TIERS));
    poll.look();
    assertThat(policy.version()).isEqualTo(2);
  }

  private static final String BROKEN =
      Policies.TIERS
          + """
            rules:
              - {name: 'Large "sums": two', tier: critical, when: 'action.arguments.amount > 100'}
              - {name: Fine, tier: low, when: 'tool.reversibility == "read_only"'}
            guardrails:
              - {name: Nothing old, tier: forbidden, when: 'request.attributes.age > 9'}
            """;

  @Test
  void rulesWhoseConditionFailsOnRequestsAreTold() throws IOException {
    PublishedPolicy policy = start(file(BROKEN));
    PublishedPolicyDesk desk = desk(policy);
    for (int i = 0; i < 3; i++) {
      policy.decide(Inputs.call("x.get"));
      failures.write();
    }

    assertThat(desk.failing(READER))
        .extracting(RuleHealth::rule, RuleHealth::failures, RuleHealth::lastFailedAt)
        .containsExactlyInAnyOrder(
            tuple("Large \"sums\": two", 3L, Inputs.NOW), tuple("Nothing old", 3L, Inputs.NOW));
    assertThat(desk.failing(READER).getFirst().lastError()).contains("counted as matched");
    assertThatThrownBy(() -> desk.failing(new PersonId("nobody")))
        .isInstanceOf(NotAllowedException.class);
  }

  @Test
  void aRuleThatWasMendedOrFailedLongAgoIsNoLongerTold() throws IOException {
    PublishedPolicy policy = start(file(BROKEN));
    policy.decide(Inputs.call("x.get"));
    failures.write();
    jdbc.sql("update rule_failures set on_day = ? where rule = 'Nothing old'")
        .param(LocalDate.ofInstant(Inputs.NOW, ZoneOffset.UTC).minusDays(7))
        .update();
    assertThat(desk(policy).failing(READER)).hasSize(1);

    String mended = BROKEN.replace("action.arguments.amount > 100", "has(action.arguments.amount)");
    publish(2, mended, PolicyVersions.digest(mended));
    policy.refresh();
    assertThat(desk(policy).failing(READER)).isEmpty();

    policy.decide(Inputs.call("x.get"));
    failures.write();
    assertThat(jdbc.sql("select count(*) from rule_failures").query(Integer.class).single())
        .as("what is older than seven days is forgotten")
        .isEqualTo(2);
  }

  @Test
  void failuresThatCannotBeWrittenAreWrittenLater() throws IOException {
    PublishedPolicy policy = start(file(BROKEN));
    policy.decide(Inputs.call("x.get"));
    jdbc.sql("alter table rule_failures rename to elsewhere").update();
    failures.write();
    policy.decide(Inputs.call("x.get"));
    jdbc.sql("alter table elsewhere rename to rule_failures").update();
    failures.write();
    assertThat(desk(policy).failing(READER)).extracting(RuleHealth::failures).containsOnly(2L);
  }

  @Test
  void everyVersionIsShownAlsoOneThatWouldNotBeTakenToday() {
    PublishedPolicy policy = start(Optional.empty());
    String old = "tiers: []\n# from another time\n";
    publish(2, old, PolicyVersions.digest(old));
    publish(3, Policies.TIERS, PolicyVersions.digest(Policies.TIERS));
    policy.refresh();
    PublishedPolicyDesk desk = desk(policy);

    assertThat(desk.version(1).orElseThrow().rules()).isNotEmpty();
    assertThat(desk.version(4)).isEmpty();
    PolicyView unusable = desk.version(2).orElseThrow();
    assertThat(unusable.yaml()).isEqualTo(old);
    assertThat(unusable.tiers()).isEmpty();
    assertThat(unusable.findings()).isNotEmpty();
    assertThat(desk.between(2, 3).loosens()).singleElement().asString().contains("not known");
    assertThat(desk.between(1, 3).lines()).isNotEmpty();
    assertThat(desk.between(3, 3).lines()).isEmpty();
    assertThatThrownBy(() -> desk.between(1, 9)).isInstanceOf(BadInputException.class);
    var page = desk.versions(Optional.empty(), 2);
    assertThat(page.items()).extracting(VersionRow::version).containsExactly(3, 2);
    assertThat(desk.versions(page.next(), 2).items())
        .extracting(VersionRow::version)
        .containsExactly(1);
  }

  @Test
  void peopleReadThePolicyAsYamlOrJson() {
    MockMvcTester web = web(start(Optional.empty()));

    assertThat(web.get().uri("/v1/policy").accept("application/yaml"))
        .hasStatusOk()
        .hasHeader("ETag", "\"1\"")
        .hasContentTypeCompatibleWith("application/yaml")
        .bodyText()
        .isEqualTo(PolicySource.starter().text());
    assertThat(web.get().uri("/v1/policy").accept(MediaType.APPLICATION_JSON))
        .hasStatusOk()
        .hasHeader("ETag", "\"1\"")
        .bodyJson()
        .hasPathSatisfying("$.version", v -> v.assertThat().isEqualTo(1))
        .hasPathSatisfying("$.policy.defaultTier", v -> v.assertThat().isEqualTo("sensitive"))
        .hasPathSatisfying(
            "$.policy.tiers[2].decideIn",
            v -> v.assertThat().asArray().containsExactly("console", "api"))
        .hasPathSatisfying("$.findings.length()", v -> v.assertThat().isEqualTo(3));
    assertThat(web.get().uri("/v1/policy").header("If-None-Match", "\"1\"")).hasStatus(304);
    assertThat(web.get().uri("/v1/policy").accept("text/html")).hasStatus(406);
  }

  @Test
  void peoplePageThroughTheVersions() {
    MockMvcTester web = web(start(Optional.empty()));
    for (int version = 2; version <= 3; version++) {
      jdbc.sql(
              "insert into policy_versions select "
                  + version
                  + ", document, digest, note, published_by, published_at from policy_versions"
                  + " where version = 1")
          .update();
    }

    assertThat(web.get().uri("/v1/policy/versions?limit=2"))
        .hasStatusOk()
        .bodyJson()
        .hasPathSatisfying(
            "$.items[*].version", v -> v.assertThat().asArray().containsExactly(3, 2))
        .hasPathSatisfying("$.next", v -> v.assertThat().isEqualTo("2"));
    assertThat(web.get().uri("/v1/policy/versions?limit=2&after=2"))
        .bodyJson()
        .hasPathSatisfying("$.items[*].version", v -> v.assertThat().asArray().containsExactly(1));
    for (String bad :
        List.of("limit=0", "limit=201", "limit=x", "after=0", "after=-1", "after=99999999999")) {
      assertThat(web.get().uri("/v1/policy/versions?" + bad))
          .as(bad)
          .failure()
          .hasMessageContaining("expected a whole number");
    }
  }

  private PublishedPolicyDesk desk(PublishedPolicy policy) {
    return new PublishedPolicyDesk(
        policy, versions, loader, failures, new OnlyReviewers(), NoWebhooks.KNOWN);
  }

  private MockMvcTester web(PublishedPolicy policy) {
    PublishedPolicyDesk desk = desk(policy);
    return MockMvcTester.create(
        MockMvcBuilders.standaloneSetup(new PolicyController(policy, desk, versions, loader))
            .build());
  }

  @Test
  void theDeskShowsTheWholePolicy() {
    var view = desk(start(Optional.empty())).current();

    assertThat(view.yaml()).isEqualTo(PolicySource.starter().text());
    assertThat(view.tiers()).hasSize(4);
    assertThat(view.tiers().get(2).demand()).isEqualTo("1 of ops and 1 of security");
    assertThat(view.tiers().get(2).decideIn()).containsExactly("api", "console");
    assertThat(view.rules())
        .extracting(RuleView::name)
        .contains("Reads are free", "New access takes two");
    assertThat(view.guardrails()).extracting(RuleView::name).contains("Never touch Holdpoint");
    assertThat(view.findings()).hasSize(3).allMatch(finding -> finding.contains("nobody is in"));
  }

  /** A directory in which somebody is in group reviewers, and nobody in another. */
  private static final class OnlyReviewers implements Directory {
    @Override
    public Optional<Person> person(PersonId id) {
      return Optional.of(new Person(READER, "Rita", Set.of(), Set.of("reviewers"), false))
          .filter(person -> person.id().equals(id));
    }

    @Override
    public Map<PersonId, Person> people(Collection<PersonId> ids) {
      return Map.of();
    }

    @Override
    public List<Person> inGroups(Set<String> groups) {
      return List.of();
    }

    @Override
    public Optional<KnownAgent> agent(AgentId id) {
      return Optional.empty();
    }

    @Override
    public Set<String> groups() {
      return Set.of("reviewers");
    }
  }
}
