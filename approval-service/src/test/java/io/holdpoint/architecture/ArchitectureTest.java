package io.holdpoint.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The structure of docs/architecture.md, held. Every rule that is broken is reported, not only the
 * first.
 */
class ArchitectureTest {

  /** For each feature of the service, the features that it may know. */
  private static final Map<String, List<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("platform", List.of()),
          Map.entry("audit", List.of("platform")),
          Map.entry("identity", List.of("audit", "platform")),
          Map.entry("absence", List.of("audit", "identity", "platform")),
          Map.entry("policy", List.of("audit", "identity", "platform")),
          Map.entry("drafts", List.of("policy", "identity", "audit", "platform")),
          Map.entry("grants", List.of("task", "policy", "identity", "audit", "platform")),
          Map.entry("freeze", List.of("identity", "audit", "platform")),
          Map.entry("task", List.of("identity", "audit", "platform")),
          Map.entry(
              "request",
              List.of("task", "freeze", "grants", "policy", "identity", "audit", "platform")),
          Map.entry(
              "simulation",
              List.of("drafts", "policy", "request", "identity", "audit", "platform")),
          Map.entry(
              "catalogue",
              List.of(
                  "simulation", "drafts", "policy", "request", "identity", "audit", "platform")),
          Map.entry(
              "insight", List.of("grants", "policy", "request", "identity", "audit", "platform")),
          Map.entry(
              "notification",
              List.of("absence", "policy", "request", "identity", "audit", "platform")),
          Map.entry("workflow", List.of("request", "notification", "audit", "platform")),
          Map.entry(
              "review",
              List.of(
                  "absence", "insight", "request", "workflow", "identity", "audit", "platform")),
          Map.entry(
              "verdict",
              List.of("task", "freeze", "request", "policy", "identity", "audit", "platform")),
          Map.entry("demo", List.of("platform")));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.holdpoint");

  @Test
  void featuresKnowOnlyThoseBelowThem() {
    List<ArchRule> rules = new ArrayList<>();
    MAY_KNOW.forEach(
        (feature, known) -> {
          String[] forbidden =
              MAY_KNOW.keySet().stream()
                  .filter(other -> !other.equals(feature) && !known.contains(other))
                  .map(other -> "io.holdpoint." + other + "..")
                  .toArray(String[]::new);
          rules.add(
              noClasses()
                  .that()
                  .resideInAPackage("io.holdpoint." + feature + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(forbidden)
                  .allowEmptyShould(true)
                  .as(feature + " knows only " + known));
        });
    checkAll(rules);
  }

  @Test
  void everyFeatureIsInTheTable() {
    classes()
        .that()
        .resideInAPackage("io.holdpoint..")
        .and()
        .doNotHaveFullyQualifiedName("io.holdpoint.HoldpointApplication")
        .and(not(resideInAnyPackage("io.holdpoint")))
        .should()
        .resideInAnyPackage(
            java.util.stream.Stream.concat(
                    MAY_KNOW.keySet().stream(),
                    java.util.stream.Stream.of("model", "web", "notifiers", "client"))
                .map(feature -> "io.holdpoint." + feature + "..")
                .toArray(String[]::new))
        .check(HOUSE);
  }

  @Test
  void theAgentsLibraryBringsNothingOfTheService() {
    noClasses()
        .that()
        .resideInAPackage("io.holdpoint.client..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.holdpoint..", "org.springframework..")
                .and(not(resideInAnyPackage("io.holdpoint.client..", "io.holdpoint.model.."))))
        .check(HOUSE);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.holdpoint.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void adaptersReachTheServiceOnlyThroughTheSharedPorts() {
    noClasses()
        .that()
        .resideInAnyPackage("io.holdpoint.web..", "io.holdpoint.notifiers..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.holdpoint..")
                .and(not(resideInAnyPackage("io.holdpoint.model..")))
                .and(not(resideInAnyPackage("io.holdpoint.web..", "io.holdpoint.notifiers.."))))
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  @Test
  void onlyTheWorkflowKnowsTheEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.holdpoint.workflow..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.camunda..")
        .check(HOUSE);
  }

  @Test
  void onlyTheSlackChannelKnowsSlack() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.holdpoint.notifiers.slack..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.slack..")
        .check(HOUSE);
  }

  @Test
  void theWordsKnowNoFramework() {
    noClasses()
        .that()
        .resideInAPackage("io.holdpoint.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "jakarta..",
            "tools.jackson..",
            "com.fasterxml..",
            "io.camunda..")
        .check(HOUSE);
  }

  @Test
  void theClockIsNeverReadDirectly() {
    checkAll(
        List.of(
            noClasses().should().callMethod(Instant.class, "now").as("nobody calls Instant.now()"),
            noClasses()
                .should()
                .callMethod(LocalDateTime.class, "now")
                .as("nobody calls LocalDateTime.now()"),
            noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .as("nobody calls System.currentTimeMillis()")));
  }

  private static void checkAll(List<ArchRule> rules) {
    List<String> broken = new ArrayList<>();
    for (ArchRule rule : rules) {
      var result = rule.evaluate(HOUSE);
      if (result.hasViolation()) {
        broken.add(result.getFailureReport().toString());
      }
    }
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join("\n", broken));
    }
  }
}
