package io.holdpoint.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.DraftDesk.Change;
import io.holdpoint.model.desk.DraftDesk.Part;
import io.holdpoint.model.desk.DraftDesk.RuleForm;
import io.holdpoint.model.desk.DraftDesk.Section;
import io.holdpoint.model.desk.DraftDesk.TierForm;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is changed, in whatever order: the text reads back as exactly the document that was
 * meant, and has every comment that no removed entry took with it.
 */
class PolicyTextPropertyTest {

  private static final int CHANGES = 60;

  record Text(String name, String yaml) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Text> texts() throws IOException {
    String starter = Documents.starter();
    String retail = Files.readString(Path.of("../docs/examples/retail-policy.yaml"));
    return List.of(
        new Text("starter", starter),
        new Text("retail", retail),
        new Text("starter with Windows line ends", starter.replace("\n", "\r\n")),
        new Text("retail without a last line end", retail.strip()),
        new Text("odd", ODD),
        new Text("brackets on lines", BRACKETS),
        new Text("bare", Documents.TIERS.strip()),
        new Text("beyond the basic plane", "# \ud83d\ude00 \ud83d\ude00\n" + retail),
        new Text("JSON", JSON));
  }

  private static final String ODD =
      """
      ---
      # dashes at the margin
      tiers:
      - name: low
        # inside
        outcome: allow
      -   outcome: require_approval   # the name comes later
          approvals:
          - group: reviewers
            # how many
            count: 2
          - {group: ops}

          # before the name
          name: 'sensitive'
      -
        # alone
        name: "forbidden"
        outcome: deny
      defaultTier:
        sensitive
      rules:
      - enabled: false
        # why it is off
        name: Off
        tier: low
        tools:
        # the first
        - a.*
        # the second
        - b.*
      - name: >-
          Folded
          name
        tier: low
        when: |
          # not a comment
          target.system == "x" ||
            target.resource == 'it''s'
        # below
      - tier: low
        name: "Quoted \\"name\\" # and more"
        when: target.system == "a"
          && target.resource == "b"

      # Before the floor.
      guardrails:
      -   name: "Floor: one"
          tier: forbidden
      ...
      """;

  private static final String BRACKETS =
      """
      tiers: [
        # the first
        {name: low, outcome: allow}, # behind the first
        {
          name: sensitive,
          # inside
          outcome: require_approval,
          approvals: [{group: reviewers}],
        },
        # the last
        {name: forbidden, outcome: deny} # behind the last
      ]
      defaultTier: sensitive
      tools: [{match: "a.*", system: a}, {match: b, labels: [x, y],}]
      rules: [ # none yet
      ]
      guardrails: [
        {name: G, tier: low}, ]
      """;

  private static final String JSON =
      """
      {"tiers": [{"name": "low", "outcome": "allow"}, {"name": "forbidden", "outcome": "deny"}],
       "defaultTier": "forbidden", "rules": [{"name": "R", "tier": "low", "when": "true"}]}
      """;

  @ParameterizedTest
  @MethodSource("texts")
  void readsBackAsWhatWasMeantWithAllComments(Text text) {
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      String yaml = text.yaml();
      for (int i = 0; i < CHANGES; i++) {
        Map<String, Object> before = read(yaml);
        Change change = change(before, random, i);
        String changed;
        try {
          changed = PolicyText.apply(yaml, change);
        } catch (RuntimeException e) {
          throw new AssertionError(change + " on\n" + yaml, e);
        }
        assertThat(unordered(read(changed)))
            .as(change + "\n" + yaml + "\n->\n" + changed)
            .isEqualTo(unordered(meant(before, change)));
        if (!removes(change) && !text.name().equals("odd")) {
          assertThat(comments(changed))
              .as(change + "\n" + yaml + "\n->\n" + changed)
              .containsAll(comments(yaml));
        }
        assertThat(changed.contains("\r\n")).isEqualTo(yaml.contains("\r\n"));
        assertThat(changed.replace("\r\n", "").contains("\r")).isFalse();
        if (changed.contains("\r\n")) {
          assertThat(changed.replace("\r\n", "")).doesNotContain("\n");
        }
        yaml = changed;
      }
    }
  }

  private static boolean removes(Change change) {
    return change instanceof Change.RemoveTier
        || change instanceof Change.RemoveRule
        || change instanceof Change.RemoveTool;
  }

  private static List<String> comments(String yaml) {
    return yaml.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("# ") && !line.contains("not a comment"))
        .toList();
  }

  private static Map<String, Object> read(String yaml) {
    Map<String, Object> values = new LinkedHashMap<>(Documents.values(yaml));
    values.replaceAll(
        (key, value) -> value instanceof List<?> list ? new ArrayList<>(list) : value);
    return values;
  }

  // ------------------------------------------------------------------ changes, at random

  private static final List<String> NAMES =
      List.of(
          "Plain",
          "With: colon",
          "it's \"quoted\"",
          "# hash",
          "{brace}",
          "\u202eback",
          "- dash",
          "\ud83d\ude00",
          "null",
          "1.5",
          "a\\b");
  private static final List<String> CONDITIONS =
      List.of(
          "",
          "true",
          "target.system == \"a\"",
          "target.system == 'it''s' && target.resource != \"#\"",
          "a ||\n  b ||\n\n  c",
          "  \"x\" in\ttool.labels\n",
          "line ends\r\nof\r\nforms",
          "tool.reversibility == \"read_only\" && target.system != \"vault\" && "
              + "!(target.environment in [\"production\",  \"staging\"]) && agent.id != \"x\" && true");

  private static Change change(Map<String, Object> document, Random random, int serial) {
    Part part = Part.values()[random.nextInt(4)];
    List<Map<?, ?>> entries = entries(document, part);
    Section section = part == Part.GUARDRAILS ? Section.GUARDRAILS : Section.RULES;
    String unique = NAMES.get(random.nextInt(NAMES.size())) + " " + serial;
    if (entries.isEmpty() || random.nextInt(5) == 0) {
      return switch (part) {
        case TIERS -> new Change.PutTier(Optional.empty(), tier("t" + serial, random));
        case TOOLS ->
            random.nextBoolean()
                ? new Change.PutTool(Optional.empty(), tool(unique, random))
                : new Change.PutTools(
                    Stream.concat(
                            Stream.of(tool(unique, random), tool(unique + "*", random)),
                            entries.stream().limit(1).map(each -> tool(name(part, each), random)))
                        .toList());
        case RULES, GUARDRAILS ->
            new Change.PutRule(section, Optional.empty(), rule(unique, document, random));
      };
    }
    Map<?, ?> one = entries.get(random.nextInt(entries.size()));
    String name = name(part, one);
    int kind = random.nextInt(7);
    if (kind == 0 && entries.size() > (part == Part.TIERS ? 2 : 0) && random.nextInt(3) > 0) {
      return switch (part) {
        case TIERS -> new Change.RemoveTier(name);
        case TOOLS -> new Change.RemoveTool(name);
        case RULES, GUARDRAILS -> new Change.RemoveRule(section, name);
      };
    }
    if (kind <= 2) {
      return new Change.Move(part, name, random.nextInt(entries.size()));
    }
    if (kind == 3) {
      return new Change.Enable(part, name, random.nextBoolean());
    }
    if (kind == 4 && part == Part.TIERS) {
      return new Change.DefaultTier(name);
    }
    boolean renames = random.nextInt(3) == 0;
    return switch (part) {
      case TIERS ->
          new Change.PutTier(Optional.of(name), tier(renames ? "t" + serial : name, random));
      case TOOLS -> new Change.PutTool(Optional.of(name), tool(renames ? unique : name, random));
      case RULES, GUARDRAILS ->
          new Change.PutRule(
              section, Optional.of(name), rule(renames ? unique : name, document, random));
    };
  }

  private static RuleForm rule(String name, Map<String, Object> document, Random random) {
    List<Map<?, ?>> tiers = entries(document, Part.TIERS);
    List<String> patterns =
        Stream.of("a.*", "b.*", "*", "c:d").filter(each -> random.nextInt(3) == 0).toList();
    return new RuleForm(
        name,
        name(Part.TIERS, tiers.get(random.nextInt(tiers.size()))),
        patterns,
        CONDITIONS.get(random.nextInt(CONDITIONS.size())),
        random.nextInt(4) > 0);
  }

  private static ToolForm tool(String match, Random random) {
    Set<String> labels = new TreeSet<>();
    Stream.of("x", "y", "z").filter(each -> random.nextBoolean()).forEach(labels::add);
    return new ToolForm(
        match,
        List.of("", "crm", "a: b").get(random.nextInt(3)),
        random.nextBoolean()
            ? Optional.of(Reversibility.values()[random.nextInt(4)])
            : Optional.empty(),
        labels);
  }

  private static TierForm tier(String name, Random random) {
    if (random.nextInt(3) == 0) {
      return new TierForm(
          name,
          random.nextBoolean() ? Outcome.ALLOW : Outcome.DENY,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of());
    }
    boolean escalates = random.nextBoolean();
    List<ApprovalSlot> slots =
        new ArrayList<>(List.of(new ApprovalSlot("reviewers", 1 + random.nextInt(2))));
    if (random.nextBoolean()) {
      slots.add(random.nextInt(slots.size() + 1), new ApprovalSlot("ops", 1));
    }
    return new TierForm(
        name,
        Outcome.REQUIRE_APPROVAL,
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Processes.DELIVERED.get(random.nextInt(3))),
        slots,
        random.nextBoolean() ? Optional.empty() : Optional.of("PT15M"),
        escalates ? Optional.of("PT1H") : Optional.empty(),
        escalates ? Optional.of("leads") : Optional.empty(),
        random.nextBoolean() ? Optional.empty() : Optional.of("P1D"),
        random.nextBoolean() ? Set.of() : Set.of("console", "api"));
  }

  // ------------------------------------------------------------------ what each of them means

  @SuppressWarnings("unchecked")
  private static List<Map<?, ?>> entries(Map<String, Object> document, Part part) {
    return (List<Map<?, ?>>) document.get(part.name().toLowerCase(Locale.ROOT));
  }

  private static String name(Part part, Map<?, ?> entry) {
    return (String) entry.get(part == Part.TOOLS ? "match" : "name");
  }

  private static Map<String, Object> meant(Map<String, Object> document, Change change) {
    switch (change) {
      case Change.PutTier(var replaces, var tier) -> {
        put(document, Part.TIERS, replaces, json(tier));
        replaces.ifPresent(
            old -> {
              document.computeIfPresent(
                  "defaultTier", (key, name) -> name.equals(old) ? tier.name() : name);
              for (Part part : List.of(Part.RULES, Part.GUARDRAILS)) {
                entries(document, part)
                    .replaceAll(
                        rule -> {
                          Map<Object, Object> copy = new LinkedHashMap<>(rule);
                          copy.replace("tier", old, tier.name());
                          return copy;
                        });
              }
            });
      }
      case Change.RemoveTier(var name) -> remove(document, Part.TIERS, name);
      case Change.DefaultTier(var name) -> document.put("defaultTier", name);
      case Change.PutRule(var section, var replaces, var rule) ->
          put(document, Part.valueOf(section.name()), replaces, json(rule));
      case Change.RemoveRule(var section, var name) ->
          remove(document, Part.valueOf(section.name()), name);
      case Change.PutTool(var replaces, var tool) ->
          put(document, Part.TOOLS, replaces, json(tool));
      case Change.PutTools(var tools) ->
          tools.forEach(
              tool -> {
                boolean there =
                    entries(document, Part.TOOLS).stream()
                        .anyMatch(each -> name(Part.TOOLS, each).equals(tool.match()));
                put(
                    document,
                    Part.TOOLS,
                    there ? Optional.of(tool.match()) : Optional.empty(),
                    json(tool));
              });
      case Change.RemoveTool(var match) -> remove(document, Part.TOOLS, match);
      case Change.Move(var part, var name, var to) -> {
        List<Map<?, ?>> entries = entries(document, part);
        entries.add(to, entries.remove(index(document, part, name)));
      }
      case Change.Enable(var part, var name, var enabled) -> {
        Map<Object, Object> copy =
            new LinkedHashMap<>(entries(document, part).get(index(document, part, name)));
        copy.remove("enabled");
        if (!enabled) {
          copy.put("enabled", false);
        }
        entries(document, part).set(index(document, part, name), copy);
      }
    }
    return document;
  }

  /** The order of patterns, labels and channels means nothing. */
  private static Object unordered(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach(
            (key, each) ->
                copy.put(
                    key,
                    each instanceof List<?> list
                            && !list.isEmpty()
                            && list.getFirst() instanceof String
                        ? Set.copyOf(list)
                        : unordered(each)));
        yield copy;
      }
      case List<?> list -> list.stream().map(PolicyTextPropertyTest::unordered).toList();
      default -> value;
    };
  }

  private static int index(Map<String, Object> document, Part part, String name) {
    List<Map<?, ?>> entries = entries(document, part);
    for (int i = 0; i < entries.size(); i++) {
      if (name(part, entries.get(i)).equals(name)) {
        return i;
      }
    }
    throw new AssertionError(name);
  }

  private static void remove(Map<String, Object> document, Part part, String name) {
    entries(document, part).remove(index(document, part, name));
  }

  private static void put(
      Map<String, Object> document,
      Part part,
      Optional<String> replaces,
      Map<String, Object> entry) {
    List<Map<?, ?>> entries = entries(document, part);
    if (replaces.isEmpty()) {
      entries.add(entry);
      return;
    }
    int index = index(document, part, replaces.get());
    boolean form = part == Part.TIERS || part == Part.TOOLS; // these say nothing of it
    if (form && Boolean.FALSE.equals(entries.get(index).get("enabled"))) {
      entry.put("enabled", false);
    }
    if (entry.get("when") instanceof String when
        && entries.get(index).get("when") instanceof String old
        && old.strip().equals(when)) {
      entry.put("when", old);
    }
    entries.set(index, entry);
  }

  private static Map<String, Object> json(RuleForm rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", rule.name());
    json.put("tier", rule.tier());
    if (!rule.tools().isEmpty()) {
      json.put("tools", rule.tools());
    }
    String when = rule.when().replace("\r\n", "\n").strip();
    if (!when.isEmpty()) {
      json.put("when", when);
    }
    if (!rule.enabled()) {
      json.put("enabled", false);
    }
    return json;
  }

  private static Map<String, Object> json(ToolForm tool) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("match", tool.match());
    if (!tool.system().isEmpty()) {
      json.put("system", tool.system());
    }
    tool.reversibility().ifPresent(known -> json.put("reversibility", known.wire()));
    if (!tool.labels().isEmpty()) {
      json.put("labels", List.copyOf(tool.labels()));
    }
    return json;
  }

  private static Map<String, Object> json(TierForm tier) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", tier.name());
    json.put("outcome", tier.outcome().wire());
    if (tier.outcome() == Outcome.REQUIRE_APPROVAL) {
      json.put("process", tier.process().orElse(Processes.STANDARD));
      json.put(
          "approvals",
          tier.approvals().stream()
              .map(slot -> Map.of("group", slot.group(), "count", slot.count()))
              .toList());
      tier.remindAfter().ifPresent(after -> json.put("remindAfter", after));
      tier.escalateAfter().ifPresent(after -> json.put("escalateAfter", after));
      tier.escalateTo().ifPresent(group -> json.put("escalateTo", group));
      json.put("expireAfter", "PT24H");
      json.put(
          "decideIn",
          tier.decideIn().isEmpty()
              ? List.of("console", "slack", "api")
              : List.of("console", "api"));
    }
    return json;
  }
}
