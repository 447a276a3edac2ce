package io.holdpoint.web.preview;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.PolicyDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * A policy with versions and a draft, as lists in memory. Its text is written anew from them, so
 * only what the pages do with texts can be tried here, not how a text is edited. A condition with
 * {@code toool} in it has a fault.
 */
@Component
class FixturePolicy implements PolicyDesk, DraftDesk, Fixture {

  static final PersonId GRACE = new PersonId("grace");

  private final AccountDesk accounts;
  private final Instant start = Instant.now();
  private List<PolicyView> published = new ArrayList<>();
  private PolicyView draft;
  private List<Edit> edits = new ArrayList<>();
  private int etag;

  /** Why the draft may not be published; empty: it may. */
  Optional<String> refusal = Optional.empty();

  FixturePolicy(AccountDesk accounts) {
    this.accounts = accounts;
    published = FixtureDocuments.versions(start);
    draft = published.getLast();
  }

  /** As it was at the start: nothing begun. */
  @Override
  public synchronized void reset() {
    published = FixtureDocuments.versions(start);
    draft = published.getLast();
    edits = new ArrayList<>();
    refusal = Optional.empty();
    etag++;
  }

  /** Another admin changes the draft. */
  synchronized void somebodyElse(String note) {
    draft =
        with(
            draft,
            draft.tiers(),
            put(
                draft.rules(),
                Optional.empty(),
                new RuleView("Theirs: " + note, "sensitive", List.of("*.export"), "", true),
                RuleView::name),
            draft.guardrails(),
            draft.tools(),
            draft.defaultTier());
    record(GRACE, "Added the rule Theirs: " + note);
  }

  private void record(PersonId by, String what) {
    edits.addFirst(new Edit(Instant.now(), by, what));
    etag++;
  }

  private static PolicyView with(
      PolicyView old,
      List<TierView> tiers,
      List<RuleView> rules,
      List<RuleView> guardrails,
      List<ToolView> tools,
      String defaultTier) {
    return new PolicyView(
        0,
        old.publishedAt(),
        old.publishedBy(),
        "",
        FixtureDocuments.yaml(tiers, rules, guardrails, tools, defaultTier),
        defaultTier,
        tiers,
        guardrails,
        rules,
        tools,
        old.findings());
  }

  @Override
  public synchronized PolicyView current() {
    return published.getLast();
  }

  @Override
  public synchronized Optional<PolicyView> version(int version) {
    return published.stream().filter(v -> v.version() == version).findAny();
  }

  @Override
  public synchronized Page<VersionRow> versions(Optional<String> after, int limit) {
    return new Page<>(
        published.reversed().stream()
            .map(v -> new VersionRow(v.version(), v.publishedAt(), v.publishedBy(), v.note()))
            .toList(),
        Optional.empty());
  }

  @Override
  public synchronized PolicyChange between(int from, int to) {
    return change(
        version(from).orElseThrow(() -> new BadInputException("from", "no version " + from)),
        version(to).orElseThrow(() -> new BadInputException("to", "no version " + to)));
  }

  private static PolicyChange change(PolicyView from, PolicyView to) {
    var loosens = new ArrayList<String>();
    var tightens = new ArrayList<String>();
    for (RuleView rule : to.rules()) {
      if (!from.rules().contains(rule)) {
        (rule.tier().equals("low") ? loosens : tightens)
            .add("The rule " + rule.name() + " is new or different: " + rule.tier());
      }
    }
    for (RuleView rule : from.rules()) {
      if (to.rules().stream().noneMatch(r -> r.name().equals(rule.name()))) {
        loosens.add("The rule " + rule.name() + " is gone: what it held goes to the default tier");
      }
    }
    return new PolicyChange(loosens, tightens, FixtureDocuments.diff(from.yaml(), to.yaml()));
  }

  @Override
  public List<RuleHealth> failing(PersonId reader) {
    return List.of(
        new RuleHealth(
            "Large refunds take two",
            17,
            start.minus(Duration.ofMinutes(9)),
            "action.arguments.total: no such key " + Fixtures.HOSTILE));
  }

  @Override
  public synchronized DraftView open(PersonId by) {
    demandAdmin(by);
    PolicyView base = published.getLast();
    return new DraftView(
        base.version(),
        "e" + etag,
        !edits.isEmpty(),
        draft,
        change(base, draft),
        List.copyOf(edits),
        refusal);
  }

  @Override
  public synchronized DraftView save(PersonId by, String seen, String yaml) {
    demandFresh(by, seen);
    List<Mark> faults = checkDocument(by, yaml);
    if (!faults.isEmpty()) {
      throw new PolicyFaultsException(faults);
    }
    draft =
        new PolicyView(
            0,
            draft.publishedAt(),
            draft.publishedBy(),
            "",
            yaml,
            draft.defaultTier(),
            draft.tiers(),
            draft.guardrails(),
            draft.rules(),
            draft.tools(),
            draft.findings());
    record(by, "Changed the document as a text");
    return open(by);
  }

  @Override
  public synchronized DraftView change(PersonId by, String seen, Change change) {
    demandFresh(by, seen);
    List<TierView> tiers = draft.tiers();
    List<RuleView> rules = draft.rules();
    List<RuleView> guards = draft.guardrails();
    List<ToolView> tools = draft.tools();
    String defaultTier = draft.defaultTier();
    String what;
    switch (change) {
      case Change.PutTier(var replaces, var tier) -> {
        if (!tier.name().matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
          throw new PolicyFaultsException(
              List.of(
                  new Mark(
                      4,
                      11,
                      "tier \"" + tier.name() + "\"",
                      "name: " + tier.name() + " (expected letters, digits and . _ @ -)")));
        }
        tiers = put(tiers, replaces, FixtureDocuments.tier(tier), TierView::name);
        what = "Changed the tier " + tier.name();
      }
      case Change.RemoveTier(var name) -> {
        if (rules.stream().anyMatch(r -> r.tier().equals(name))) {
          throw new PolicyFaultsException(
              List.of(
                  new Mark(
                      31,
                      13,
                      "rule \"Reads are free\"",
                      "tier: unknown tier: " + name + " (expected one of: sensitive, critical)")));
        }
        tiers = tiers.stream().filter(t -> !t.name().equals(name)).toList();
        what = "Deleted the tier " + name;
      }
      case Change.DefaultTier(var name) -> {
        defaultTier = name;
        what = "Made " + name + " the default tier";
      }
      case Change.PutRule(var section, var replaces, var rule) -> {
        List<Mark> marks = check(by, rule.when());
        if (!marks.isEmpty()) {
          throw new PolicyFaultsException(
              marks.stream()
                  .map(
                      m ->
                          new Mark(
                              m.line() + 40,
                              m.column() + 11,
                              "rule \"" + rule.name() + "\"",
                              "when: " + m.message()))
                  .toList());
        }
        var view =
            new RuleView(rule.name(), rule.tier(), rule.tools(), rule.when(), rule.enabled());
        if (section == Section.RULES) {
          rules = put(rules, replaces, view, RuleView::name);
        } else {
          guards = put(guards, replaces, view, RuleView::name);
        }
        what = "Changed the rule " + rule.name();
      }
      case Change.RemoveRule(var section, var name) -> {
        if (section == Section.RULES) {
          rules = rules.stream().filter(r -> !r.name().equals(name)).toList();
        } else {
          guards = guards.stream().filter(r -> !r.name().equals(name)).toList();
        }
        what = "Deleted the rule " + name;
      }
      case Change.PutTool(var replaces, var tool) -> {
        tools = put(tools, replaces, view(tool), ToolView::match);
        what = "Changed the entry " + tool.match();
      }
      case Change.PutTools(var all) -> {
        for (ToolForm tool : all) {
          tools = put(tools, Optional.of(tool.match()), view(tool), ToolView::match);
        }
        what = "Classified " + all.size() + " tools";
      }
      case Change.RemoveTool(var match) -> {
        tools = tools.stream().filter(t -> !t.match().equals(match)).toList();
        what = "Deleted the entry " + match;
      }
      case Change.Move(var part, var name, var to) -> {
        switch (part) {
          case TIERS -> tiers = move(tiers, name, to, TierView::name);
          case RULES -> rules = move(rules, name, to, RuleView::name);
          case GUARDRAILS -> guards = move(guards, name, to, RuleView::name);
          case TOOLS -> tools = move(tools, name, to, ToolView::match);
        }
        what = "Moved " + name;
      }
      case Change.Enable(var part, var name, var enabled) -> {
        switch (part) {
          case RULES -> rules = rules.stream().map(r -> enabled(r, name, enabled)).toList();
          case GUARDRAILS -> guards = guards.stream().map(r -> enabled(r, name, enabled)).toList();
          case TIERS ->
              throw new BadInputException("enabled", "The tier " + name + " is used by a rule.");
          case TOOLS ->
              tools =
                  tools.stream()
                      .map(
                          t ->
                              t.match().equals(name)
                                  ? new ToolView(
                                      name,
                                      t.system(),
                                      t.reversibility(),
                                      t.labels(),
                                      t.arguments(),
                                      t.credential(),
                                      enabled)
                                  : t)
                      .toList();
        }
        what = "Turned " + name + (enabled ? " on" : " off");
      }
    }
    draft = with(draft, tiers, rules, guards, tools, defaultTier);
    record(by, what);
    return open(by);
  }

  private static RuleView enabled(RuleView rule, String name, boolean enabled) {
    return rule.name().equals(name)
        ? new RuleView(name, rule.tier(), rule.tools(), rule.when(), enabled)
        : rule;
  }

  private static ToolView view(ToolForm tool) {
    return new ToolView(
        tool.match(),
        tool.system(),
        tool.reversibility().orElse(Reversibility.UNCLASSIFIED),
        tool.labels(),
        tool.arguments().orElse(""),
        tool.credential().filter(said -> !said.audience().isEmpty()),
        true);
  }

  private static <T> List<T> put(
      List<T> list, Optional<String> replaces, T item, Function<T, String> name) {
    var all = new ArrayList<>(list);
    for (int i = 0; i < all.size(); i++) {
      if (replaces.isPresent() && name.apply(all.get(i)).equals(replaces.get())) {
        all.set(i, item);
        return all;
      }
    }
    all.add(item);
    return all;
  }

  private static <T> List<T> move(List<T> list, String name, int to, Function<T, String> names) {
    var all = new ArrayList<>(list);
    for (T item : list) {
      if (names.apply(item).equals(name)) {
        all.remove(item);
        all.add(to, item);
        return all;
      }
    }
    throw new BadInputException("name", "There is no " + name + " any more.");
  }

  @Override
  public synchronized DraftView discard(PersonId by, String seen) {
    demandFresh(by, seen);
    reset();
    return open(by);
  }

  @Override
  public List<Mark> check(PersonId by, String condition) {
    demandAdmin(by);
    var marks = new ArrayList<Mark>();
    List<String> lines = condition.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int at = lines.get(i).indexOf("toool");
      if (at >= 0) {
        marks.add(
            new Mark(
                i + 1,
                lines.get(i).codePointCount(0, at) + 1,
                "condition",
                "unknown variable: toool (expected one of: action, agent, chain, now, request,"
                    + " target, task, tool)"));
      }
    }
    return marks;
  }

  @Override
  public List<Mark> checkDocument(PersonId by, String yaml) {
    demandAdmin(by);
    var marks = new ArrayList<Mark>();
    List<String> lines = yaml.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int at = lines.get(i).indexOf("toool");
      if (at >= 0) {
        marks.add(
            new Mark(
                i + 1,
                lines.get(i).codePointCount(0, at) + 1,
                "rule \"Reads <b>are</b> free\"",
                "when: unknown variable: toool (expected one of: action, agent, chain, now,"
                    + " request, target, task, tool)"));
      }
    }
    return marks;
  }

  @Override
  public synchronized PolicyView publish(PersonId by, String seen, String note) {
    demandFresh(by, seen);
    if (refusal.isPresent()) {
      throw new NotAllowedException(refusal.get());
    }
    return publish(by, draft, note);
  }

  private PolicyView publish(PersonId by, PolicyView what, String note) {
    var next =
        new PolicyView(
            published.getLast().version() + 1,
            Instant.now(),
            by.value(),
            note,
            what.yaml(),
            what.defaultTier(),
            what.tiers(),
            what.guardrails(),
            what.rules(),
            what.tools(),
            what.findings());
    published.add(next);
    draft = next;
    edits = new ArrayList<>();
    etag++;
    return next;
  }

  @Override
  public synchronized PolicyView rollback(PersonId by, int version, String note) {
    demandAdmin(by);
    return publish(by, version(version).orElseThrow(), note);
  }

  private void demandAdmin(PersonId by) {
    Person person = accounts.person(by).orElseThrow();
    if (!person.is(Role.ADMIN)) {
      throw new NotAllowedException("Only an admin may change the policy.");
    }
  }

  private void demandFresh(PersonId by, String seen) {
    demandAdmin(by);
    if (!seen.equals("e" + etag)) {
      throw new StaleDraftException(
          open(by), FixtureDocuments.diff(published.getLast().yaml(), draft.yaml()));
    }
  }

  static TierView tier(String name, Outcome outcome, String demand, ApprovalSlot... slots) {
    boolean held = outcome == Outcome.REQUIRE_APPROVAL;
    return new TierView(
        name,
        outcome,
        held
            ? Optional.of(slots.length > 1 ? "four-eyes-approval" : "standard-approval")
            : Optional.empty(),
        demand,
        List.of(slots),
        held ? Optional.of("PT15M") : Optional.empty(),
        held && slots.length == 1 ? Optional.of("PT1H") : Optional.empty(),
        held && slots.length == 1 ? Optional.of("leads") : Optional.empty(),
        held ? Optional.of(slots.length > 1 ? "PT90M" : "PT4H") : Optional.empty(),
        held ? Set.of("console", "slack", "api") : Set.of(),
        false,
        1,
        false,
        false,
        PolicyDesk.TierUse.UNSAID,
        PolicyDesk.TierNotify.UNSAID,
        true);
  }
}
