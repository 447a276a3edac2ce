package io.holdpoint.drafts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.Edit;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.DraftDesk.RuleForm;
import io.holdpoint.model.desk.DraftDesk.Section;
import io.holdpoint.model.desk.DraftDesk.StaleDraftException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.policy.PolicyLimits;
import io.holdpoint.testing.TestDirectory;
import io.holdpoint.testing.Together;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The draft that admins share, with maker-checker on; the same on every database. */
@SpringBootTest(
    classes = DraftSlice.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "holdpoint.policy.maker-checker=on")
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class DraftContract {

  private static final AtomicInteger TIMES = new AtomicInteger();

  @Autowired DraftDesk desk;
  @Autowired PolicyDesk policies;
  @Autowired PolicyEngine engine;
  @Autowired TestDirectory directory;
  @Autowired JdbcClient jdbc;

  PersonId ada = new PersonId("ada");
  PersonId bob = new PersonId("bob");
  PersonId rita = new PersonId("rita");

  /** Another text each time, so that there is always something to publish. */
  String document = "";

  @BeforeEach
  void noDraft() {
    directory.person("ada", Set.of(Role.ADMIN));
    directory.person("bob", Set.of(Role.ADMIN));
    directory.person("rita", Set.of(Role.REVIEWER), "reviewers");
    desk.discard(ada, desk.open(ada).etag());
    document =
        """
        # text %d
        tiers:
          - {name: low, outcome: allow}
          - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
          - {name: forbidden, outcome: deny}
        defaultTier: sensitive
        tools:
          - {match: "*.get", reversibility: read_only}
          - {match: "*.refund", reversibility: irreversible}
        rules:
          # reading hurts nobody
          - {name: Reads are free, tier: low, when: 'tool.reversibility == "read_only"'}
        guardrails:
          - {name: No closing, tier: forbidden, tools: ["*.close"]}
        """
            .formatted(TIMES.incrementAndGet());
    publishedBy(ada, bob, document);
  }

  /** Whatever is in force, this is now. */
  private void publishedBy(PersonId writer, PersonId publisher, String text) {
    desk.publish(publisher, desk.save(writer, desk.open(writer).etag(), text).etag(), "start");
  }

  private String tightened() {
    return document.replace("tier: low, when", "tier: sensitive, when");
  }

  private String loosened() {
    return document.replace("irreversible", "read_only");
  }

  private List<String> audited() {
    return jdbc.sql("select event, actor from audit_events order by sequence desc limit 3")
        .query((row, n) -> row.getString("event") + " by " + row.getString("actor"))
        .list();
  }

  @Test
  void whereNobodyHasBegunADraftThePublishedDocumentIsShown() {
    DraftView view = desk.open(ada);

    assertThat(view.begun()).isFalse();
    assertThat(view.base()).isEqualTo(policies.current().version());
    assertThat(view.policy().yaml()).isEqualTo(document);
    assertThat(view.change().lines()).isEmpty();
    assertThat(view.edits()).isEmpty();
    assertThat(view.mayPublish()).contains("there is no draft");
  }

  @Test
  void aSavedDraftIsSharedTellsWhoWroteItAndIsAudited() {
    DraftView saved = desk.save(ada, desk.open(ada).etag(), tightened());

    DraftView seen = desk.open(bob);
    assertThat(seen.begun()).isTrue();
    assertThat(seen.etag()).isEqualTo(saved.etag());
    assertThat(seen.policy().yaml()).isEqualTo(tightened());
    assertThat(seen.policy().version()).isZero();
    assertThat(seen.policy().publishedBy()).isEqualTo("ada");
    assertThat(seen.edits())
        .extracting(Edit::by, Edit::what)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ada, "document replaced: +1 −1 lines"));
    assertThat(seen.change().lines()).extracting(DiffLine::kind).contains(DiffLine.Kind.ADDED);
    assertThat(audited().getFirst()).isEqualTo("policy.draft_changed by person:ada");
    assertThat(policies.current().yaml()).isEqualTo(document);
  }

  @Test
  void savingWhatStandsChangesNothing() {
    DraftView before = desk.open(ada);
    assertThat(desk.save(ada, before.etag(), document)).isEqualTo(before);
    DraftView saved = desk.save(ada, before.etag(), tightened());
    assertThat(desk.save(bob, saved.etag(), tightened()).etag()).isEqualTo(saved.etag());
  }

  @Test
  void aDocumentWithFaultsIsRefusedWithAllOfThemAndNothingChanges() {
    DraftView before = desk.open(ada);
    String faulty = document.replace("allow", "alow").replace("read_only\"'", "read_only'");

    var refused =
        catchThrowableOfType(
            PolicyFaultsException.class, () -> desk.save(ada, before.etag(), faulty));

    assertThat(refused.faults()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(refused.faults().getFirst().line()).isEqualTo(3);
    assertThat(refused.faults().getFirst().message()).contains("unknown outcome: alow");
    assertThat(desk.checkDocument(ada, faulty)).isEqualTo(refused.faults());
    assertThat(desk.open(ada)).isEqualTo(before);
  }

  @Test
  void whoeverSavesOnWhatSomebodyElseChangedIsShownTheDifferenceAndOverwritesNothing() {
    String seenByBoth = desk.open(ada).etag();
    desk.save(ada, seenByBoth, tightened());

    var stale =
        catchThrowableOfType(
            StaleDraftException.class, () -> desk.save(bob, seenByBoth, loosened()));

    assertThat(stale.now().policy().yaml()).isEqualTo(tightened());
    assertThat(stale.now().edits().getFirst().by()).isEqualTo(ada);
    assertThat(stale.since())
        .filteredOn(line -> line.kind() == DiffLine.Kind.ADDED)
        .singleElement()
        .satisfies(line -> assertThat(line.text()).contains("tier: sensitive, when"));
    assertThat(desk.open(bob).policy().yaml()).isEqualTo(tightened());
    assertThatExceptionOfType(StaleDraftException.class)
        .isThrownBy(() -> desk.discard(bob, seenByBoth));
    assertThatExceptionOfType(StaleDraftException.class)
        .isThrownBy(() -> desk.save(bob, "what is this", loosened()))
        .satisfies(e -> assertThat(e.since()).isEmpty());
  }

  @Test
  void ofTwoWhoSaveAtTheSameMomentOneIsTold() {
    String seen = desk.open(ada).etag();
    List<Throwable> failures =
        Together.tolerant(
            () -> desk.save(ada, seen, tightened()), () -> desk.save(bob, seen, loosened()));
    assertThat(failures).singleElement().isInstanceOf(StaleDraftException.class);
    assertThat(desk.open(ada).edits()).hasSize(1);
  }

  @Test
  void aPartIsChangedInPlaceWithItsCommentsAndToldInWords() {
    var rule = new RuleForm("Reads are free", "sensitive", List.of("*.get"), "", true);
    DraftView view =
        desk.change(
            ada,
            desk.open(ada).etag(),
            new Change.PutRule(Section.RULES, Optional.of("Reads are free"), rule));

    assertThat(view.policy().yaml()).contains("# reading hurts nobody");
    assertThat(view.policy().rules().getFirst().tier()).isEqualTo("sensitive");
    assertThat(view.edits().getFirst().what())
        .isEqualTo("rule \"Reads are free\" changed: tier, tools, condition");
    view = desk.change(bob, view.etag(), new Change.RemoveRule(Section.GUARDRAILS, "No closing"));
    assertThat(view.edits().getFirst().what()).isEqualTo("guardrail \"No closing\" removed");

    String etag = view.etag();
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> desk.change(ada, etag, new Change.RemoveTier("nowhere")));
    assertThatExceptionOfType(PolicyFaultsException.class)
        .isThrownBy(
            () ->
                desk.change(
                    ada,
                    etag,
                    new Change.PutRule(
                        Section.RULES,
                        Optional.empty(),
                        new RuleForm("Broken", "nowhere", List.of(), "1 + 1", true))))
        .satisfies(e -> assertThat(e.faults()).hasSize(2));
    assertThat(desk.open(ada).etag()).isEqualTo(etag);
  }

  @Test
  void onlyAnActiveAdminWritesAndSomebodyUnknownDoesNotEvenRead() {
    String etag = desk.open(rita).etag();
    assertThat(desk.open(rita).mayPublish()).isPresent();
    directory.person("bob", Set.of(Role.REVIEWER, Role.AUDITOR));
    for (PersonId person : List.of(rita, bob, new PersonId("nobody"))) {
      assertThatExceptionOfType(NotAllowedException.class)
          .isThrownBy(() -> desk.save(person, etag, tightened()));
      assertThatExceptionOfType(NotAllowedException.class)
          .isThrownBy(() -> desk.discard(person, etag));
      assertThatExceptionOfType(NotAllowedException.class)
          .isThrownBy(() -> desk.publish(person, etag, "why"));
      assertThatExceptionOfType(NotAllowedException.class)
          .isThrownBy(() -> desk.rollback(person, 1, "why"));
      assertThatExceptionOfType(NotAllowedException.class)
          .isThrownBy(() -> desk.check(person, "true"));
    }
    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.open(new PersonId("nobody")));
  }

  @Test
  void aConditionIsCheckedAsItIsTyped() {
    assertThat(desk.check(ada, "")).isEmpty();
    assertThat(desk.check(ada, "agent.id == 'x'")).isEmpty();
    assertThat(desk.check(ada, "agent.id == 'x'\n && agnt.id == 'y'"))
        .singleElement()
        .satisfies(
            mark -> {
              assertThat(mark.line()).isEqualTo(2);
              assertThat(mark.column()).isEqualTo(5);
            });
    assertThat(desk.check(ada, "1 + 1")).hasSize(1);
    assertThat(desk.check(ada, "x".repeat(PolicyLimits.CONDITION + 1))).hasSize(1);
  }

  @Test
  void aPublishedDraftIsTheNextVersionInForceAtOnceAndTheDraftIsOver() {
    int before = policies.current().version();
    DraftView draft = desk.save(ada, desk.open(ada).etag(), tightened());
    assertThat(draft.mayPublish()).isEmpty();

    var published = desk.publish(ada, draft.etag(), "  two eyes saw it  ");

    assertThat(published.version()).isEqualTo(before + 1);
    assertThat(published.note()).isEqualTo("two eyes saw it");
    assertThat(published.publishedBy()).isEqualTo("ada");
    assertThat(engine.version()).isEqualTo(before + 1);
    assertThat(policies.current().yaml()).isEqualTo(tightened());
    assertThat(desk.open(ada).begun()).isFalse();
    assertThat(audited().getFirst()).isEqualTo("policy.published by person:ada");
    assertThat(
            jdbc.sql("select data from audit_events order by sequence desc limit 1")
                .query(String.class)
                .single())
        .contains("\"note\":\"two eyes saw it\"", "\"writtenBy\":\"ada\"", "sha256:");
    assertThat(policies.versions(Optional.empty(), 1).items().getFirst().version())
        .isEqualTo(before + 1);
    assertThat(policies.between(before, before + 1).lines()).isNotEmpty();
  }

  @Test
  void nothingIsPublishedWithoutADraftOrANoteOrADifference() {
    DraftView none = desk.open(ada);
    assertThatExceptionOfType(NoDraftException.class)
        .isThrownBy(() -> desk.publish(ada, none.etag(), "why"));
    DraftView draft = desk.save(ada, none.etag(), tightened());
    for (String note : List.of(" ", "x".repeat(2_001), "bell \u0007", "half \ud800")) {
      assertThatExceptionOfType(BadInputException.class)
          .isThrownBy(() -> desk.publish(ada, draft.etag(), note));
    }
    DraftView same = desk.save(ada, draft.etag(), document);
    assertThat(same.mayPublish().orElseThrow()).contains("nothing to publish");
    assertThatExceptionOfType(NoDraftException.class)
        .isThrownBy(() -> desk.publish(ada, same.etag(), "why"));
  }

  @Test
  void ofTwoWhoPublishAtTheSameMomentOnePublishesAndOneIsTold() {
    int before = policies.current().version();
    String etag = desk.save(ada, desk.open(ada).etag(), tightened()).etag();

    List<Throwable> failures =
        Together.tolerant(
            () -> desk.publish(ada, etag, "by ada"), () -> desk.publish(bob, etag, "by bob"));

    assertThat(failures).singleElement().isInstanceOf(StaleDraftException.class);
    assertThat(policies.current().version()).isEqualTo(before + 1);
    assertThat(engine.publishedVersion()).isEqualTo(before + 1);
  }

  @Test
  void aSaveThatRacesAPublicationIsNeitherLostNorPublishedUnseen() {
    for (int round = 0; round < 5; round++) {
      String first = tightened() + "# round " + round + "\n";
      String second = first + "# more\n";
      String etag = desk.save(ada, desk.open(ada).etag(), first).etag();

      List<Throwable> failures =
          Together.tolerant(
              () -> desk.publish(bob, etag, "race"), () -> desk.save(ada, etag, second));

      assertThat(failures).singleElement().isInstanceOf(StaleDraftException.class);
      DraftView now = desk.open(ada);
      if (now.begun()) {
        assertThat(now.policy().yaml()).isEqualTo(second);
        assertThat(policies.current().yaml()).isNotEqualTo(first);
        desk.discard(ada, now.etag());
      } else {
        assertThat(policies.current().yaml()).isEqualTo(first);
      }
    }
  }

  @Test
  void whatLoosensMustBePublishedBySomebodyWhoWroteNoneOfIt() {
    DraftView draft = desk.save(ada, desk.open(ada).etag(), loosened());
    assertThat(draft.change().loosens()).isNotEmpty();
    assertThat(draft.mayPublish().orElseThrow())
        .contains("another admin must publish this: it loosens the policy", "written by ada");
    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.publish(ada, draft.etag(), "why"));

    // Touching it makes bob an author, too; throwing it away begins anew.
    DraftView touched = desk.save(bob, draft.etag(), loosened() + "# seen\n");
    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.publish(bob, touched.etag(), "why"));
    DraftView none = desk.discard(bob, touched.etag());
    assertThat(audited().getFirst()).isEqualTo("policy.draft_discarded by person:bob");
    DraftView again = desk.save(ada, none.etag(), loosened());
    assertThat(desk.open(bob).mayPublish()).isEmpty();
    assertThat(desk.publish(bob, again.etag(), "looked at it").publishedBy()).isEqualTo("bob");
  }

  @Test
  void whatTouchesGuardrailsNeedsAnotherAdminEvenWhenItTightens() {
    DraftView draft =
        desk.change(
            ada,
            desk.open(ada).etag(),
            new Change.PutRule(
                Section.GUARDRAILS,
                Optional.empty(),
                new RuleForm("No refunds", "forbidden", List.of("*.refund"), "", true)));
    assertThat(draft.mayPublish().orElseThrow()).contains("it changes guardrails");
    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.publish(ada, draft.etag(), "why"));
    directory.disable(bob);
    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.publish(bob, draft.etag(), "why"));
    directory.person("bob", Set.of(Role.ADMIN));
    assertThat(desk.publish(bob, draft.etag(), "why").guardrails()).hasSize(2);
  }

  @Test
  void anAuthorWhoIsNoAdminAnyMoreIsAnAuthorStill() {
    DraftView draft = desk.save(ada, desk.open(ada).etag(), loosened());
    directory.disable(ada);
    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.publish(ada, draft.etag(), "why"));
    directory.person("ada", Set.of(Role.ADMIN));
    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.publish(ada, draft.etag(), "why"));
  }

  @Test
  void theAuthorsOfADraftAreRememberedHoweverOftenItWasChanged() {
    DraftView view = desk.save(ada, desk.open(ada).etag(), loosened());
    String early = view.etag();
    for (int i = 0; i < DraftStore.KEPT + 5; i++) {
      view = desk.save(bob, view.etag(), loosened() + "# " + i + "\n");
    }
    assertThat(view.edits()).hasSize(DraftStore.KEPT);
    String etag = view.etag();
    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.publish(ada, etag, "why"));
    assertThatExceptionOfType(StaleDraftException.class)
        .isThrownBy(() -> desk.save(ada, early, document))
        .satisfies(e -> assertThat(e.since()).isEmpty());
    assertThat(
            jdbc.sql("select count(*) from policy_draft_edits where document is not null")
                .query(Integer.class)
                .single())
        .isEqualTo(DraftStore.KEPT);
  }

  @Test
  void anEarlierVersionComesBackAsANewOne() {
    int first = policies.current().version();
    publishedBy(ada, bob, loosened());
    DraftView draft = desk.save(ada, desk.open(ada).etag(), loosened() + "# a thought\n");

    var back = desk.rollback(bob, first, "that was too much");

    assertThat(back.version()).isEqualTo(first + 2);
    assertThat(back.yaml()).isEqualTo(document);
    assertThat(engine.version()).isEqualTo(first + 2);
    assertThat(audited().getFirst()).isEqualTo("policy.rolled_back by person:bob");

    // The draft stands beside another version now, and whoever goes on with it has to see that.
    assertThatExceptionOfType(StaleDraftException.class)
        .isThrownBy(() -> desk.publish(bob, draft.etag(), "why"));
    DraftView now = desk.open(bob);
    assertThat(now.base()).isEqualTo(first + 1);
    assertThat(now.mayPublish().orElseThrow())
        .contains("version " + (first + 2) + " was published");
    assertThatExceptionOfType(StaleDraftException.class)
        .isThrownBy(() -> desk.publish(bob, now.etag(), "why"))
        .satisfies(e -> assertThat(e.since()).isNotEmpty());
    DraftView onTop = desk.save(ada, now.etag(), now.policy().yaml());
    assertThat(onTop.base()).isEqualTo(first + 2);
    assertThat(onTop.edits().getFirst().what()).isEqualTo("put on version " + (first + 2));
    assertThat(desk.publish(bob, onTop.etag(), "still").version()).isEqualTo(first + 3);
  }

  @Test
  void aRollbackThatLoosensNeedsTwoAdminsSoItIsMadeADraft() {
    publishedBy(ada, bob, loosened());
    int loose = policies.current().version();
    desk.rollback(ada, loose - 1, "tightens, so one is enough");

    assertThatExceptionOfType(NotAllowedException.class)
        .isThrownBy(() -> desk.rollback(ada, loose, "why"))
        .withMessageContaining("save the document of version " + loose + " as the draft");
    for (int version : List.of(0, -1, 1_000_000, policies.current().version())) {
      assertThatExceptionOfType(BadInputException.class)
          .isThrownBy(() -> desk.rollback(ada, version, "why"));
    }
  }

  @Test
  void theLargestDocumentIsDraftedAndPublishedToTheLetter() {
    String whole =
        (tightened() + "# " + "x".repeat(PolicyLimits.DOCUMENT_BYTES))
            .substring(0, PolicyLimits.DOCUMENT_BYTES);
    DraftView draft = desk.save(ada, desk.open(ada).etag(), whole);
    assertThat(draft.policy().yaml()).isEqualTo(whole);
    assertThat(desk.publish(bob, draft.etag(), "large").yaml()).isEqualTo(whole);
    assertThatExceptionOfType(PolicyFaultsException.class)
        .isThrownBy(() -> desk.save(ada, desk.open(ada).etag(), whole + "x"));
  }
}
