package io.holdpoint.policy.text;

import io.holdpoint.model.Channel;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.broker.CredentialTerms;
import io.holdpoint.model.desk.DraftDesk.RuleForm;
import io.holdpoint.model.desk.DraftDesk.TierForm;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.TierReader;
import io.holdpoint.policy.TierTerms;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a form says, as the keys and values of an entry of the document, and whether what stands
 * there says the same already. Values are texts, whole numbers, truths, lists and maps.
 */
final class FormValues {

  /** The keys of each kind of entry, in the order in which they are written. */
  static final List<String> TIER_KEYS =
      List.of(
          "name",
          "outcome",
          "process",
          "approvals",
          "remindAfter",
          "escalateAfter",
          "escalateTo",
          "expireAfter",
          "decideIn",
          "changes",
          "denials",
          "reasonRequired",
          "stepUp",
          "useWithin",
          "redeemBy");

  /** As {@link #TIER_KEYS}, for a form that says where people are told. */
  static final List<String> TIER_KEYS_AND_NOTIFY =
      Stream.concat(TIER_KEYS.stream(), Stream.of("notify")).toList();

  /** Of what stands under {@code notify}. */
  static final List<String> NOTIFY_KEYS = List.of("slack", "webhook", "mail", "wakes");

  static final List<String> RULE_KEYS = List.of("name", "tier", "tools", "when", "enabled");
  static final List<String> TOOL_KEYS = List.of("match", "system", "reversibility", "labels");

  private static final String USUAL_LIFE = CredentialTerms.USUAL.toString();
  private static final Set<String> DURATIONS =
      Set.of("remindAfter", "escalateAfter", "expireAfter", "useWithin");
  private static final Set<String> UNORDERED = Set.of("tools", "labels", "decideIn");
  private static final List<String> CHANNELS =
      List.of(Channel.values()).stream().map(Channel::wire).toList();

  private FormValues() {}

  /** Those that a form speaks of. */
  static List<String> keys(TierForm tier) {
    return tier.notices().isPresent() ? TIER_KEYS_AND_NOTIFY : TIER_KEYS;
  }

  static Map<String, Object> of(TierForm tier) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", tier.name());
    values.put("outcome", tier.outcome().wire());
    tier.process().ifPresent(process -> values.put("process", process));
    List<Map<String, Object>> approvals = new ArrayList<>();
    tier.approvals()
        .forEach(
            slot -> {
              Map<String, Object> each = new LinkedHashMap<>();
              each.put("group", slot.group());
              each.put("count", slot.count());
              approvals.add(each);
            });
    putUnlessEmpty(values, "approvals", approvals);
    tier.remindAfter().ifPresent(after -> values.put("remindAfter", after));
    tier.escalateAfter().ifPresent(after -> values.put("escalateAfter", after));
    tier.escalateTo().ifPresent(group -> values.put("escalateTo", group));
    tier.expireAfter().ifPresent(after -> values.put("expireAfter", after));
    Set<String> channels = new LinkedHashSet<>(CHANNELS);
    channels.retainAll(tier.decideIn());
    channels.addAll(new TreeSet<>(tier.decideIn()));
    putUnlessEmpty(values, "decideIn", List.copyOf(channels));
    if (tier.changes()) {
      values.put("changes", true);
    }
    if (tier.denials() != 1) {
      values.put("denials", tier.denials());
    }
    if (tier.reasonRequired()) {
      values.put("reasonRequired", true);
    }
    if (tier.stepUp()) {
      values.put("stepUp", true);
    }
    tier.use().useWithin().ifPresent(within -> values.put("useWithin", within));
    tier.use().redeemBy().ifPresent(by -> values.put("redeemBy", by));
    Map<String, Object> notify = new LinkedHashMap<>();
    tier.notices()
        .ifPresent(
            said -> {
              said.slack().ifPresent(to -> notify.put("slack", to));
              said.webhook().ifPresent(to -> notify.put("webhook", to));
              said.mail().ifPresent(people -> notify.put("mail", people));
              if (said.wakes()) {
                notify.put("wakes", true);
              }
            });
    if (!notify.isEmpty()) {
      values.put("notify", notify);
    }
    return values;
  }

  static Map<String, Object> of(RuleForm rule) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", rule.name());
    values.put("tier", rule.tier());
    putUnlessEmpty(values, "tools", List.copyOf(rule.tools()));
    String when = condition(rule.when());
    if (!when.isEmpty()) {
      values.put("when", when);
    }
    if (!rule.enabled()) {
      values.put("enabled", false);
    }
    return values;
  }

  static Map<String, Object> of(ToolForm tool) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("match", tool.match());
    if (!tool.system().isEmpty()) {
      values.put("system", tool.system());
    }
    tool.reversibility()
        .filter(known -> known != Reversibility.UNCLASSIFIED)
        .ifPresent(known -> values.put("reversibility", known.wire()));
    putUnlessEmpty(values, "labels", List.copyOf(new TreeSet<>(tool.labels())));
    tool.arguments()
        .filter(text -> !text.isBlank())
        .ifPresent(text -> values.put("arguments", TypedYaml.read("arguments", text)));
    Map<String, Object> credential = new LinkedHashMap<>();
    tool.credential()
        .ifPresent(
            said -> {
              putUnlessEmpty(credential, "audience", said.audience());
              putUnlessEmpty(credential, "scope", said.scope());
              // Alone it says nothing: the usual time stands in a form that is not filled in.
              said.validFor()
                  .filter(time -> !credential.isEmpty() || !isSameTime(USUAL_LIFE, time))
                  .ifPresent(time -> credential.put("validFor", time));
            });
    if (!credential.isEmpty()) {
      values.put("credential", credential);
    }
    return values;
  }

  /** A form that says nothing of arguments or credential leaves them as they are. */
  static List<String> keys(ToolForm tool) {
    List<String> keys = new ArrayList<>(TOOL_KEYS);
    tool.arguments().ifPresent(said -> keys.add("arguments"));
    tool.credential().ifPresent(said -> keys.add("credential"));
    return List.copyOf(keys);
  }

  private static void putUnlessEmpty(Map<String, Object> values, String key, String text) {
    if (!text.isEmpty()) {
      values.put(key, text);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> values, String key, List<?> list) {
    if (!list.isEmpty()) {
      values.put(key, list);
    }
  }

  /** Space around a condition and the way its lines are broken mean nothing. */
  private static String condition(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').strip();
  }

  /**
   * A value as it is to stand: of a list whose order means nothing, what is there already keeps its
   * place.
   */
  static Object placed(String key, @Nullable Object there, Object wanted) {
    if (!UNORDERED.contains(key)
        || !(there instanceof List<?> list)
        || !(wanted instanceof List<?> all)) {
      return wanted;
    }
    List<Object> placed = new ArrayList<>(list);
    placed.retainAll(all);
    all.stream().filter(each -> !placed.contains(each)).forEach(placed::add);
    return placed;
  }

  /** Whether a key of an entry means the same already; null stands for a key that is not there. */
  static boolean isSame(String key, @Nullable Object there, @Nullable Object wanted) {
    if (there == null || wanted == null) {
      Object alone = there == null ? wanted : there;
      return alone == null || isDefault(key, alone, there == null);
    }
    return switch (key) {
      case "when" -> condition(there.toString()).equals(condition(wanted.toString()));
      case "credential" ->
          there instanceof Map<?, ?> one
              && wanted instanceof Map<?, ?> other
              && handedOut(one).equals(handedOut(other));
      default -> {
        if (UNORDERED.contains(key)) {
          yield asSet(there).equals(asSet(wanted));
        }
        yield DURATIONS.contains(key)
            ? isSameTime(there.toString(), wanted.toString())
            : isSame(there, wanted);
      }
    };
  }

  /**
   * Whether an entry without the key means the same as with this value. What depends on the tier's
   * outcome is left out on purpose only.
   */
  private static boolean isDefault(String key, Object value, boolean leftOut) {
    return switch (key) {
      case "process" -> leftOut && value.equals(Processes.STANDARD);
      case "expireAfter" ->
          leftOut && isSameTime(TierReader.DEFAULT_EXPIRY.toString(), value.toString());
      case "useWithin" ->
          leftOut && isSameTime(TierTerms.DEFAULT.useWithin().toString(), value.toString());
      case "redeemBy" -> value.toString().equals(TierTerms.DEFAULT.redeemBy().wire());
      case "decideIn" -> leftOut && asSet(value).equals(Set.copyOf(CHANNELS));
      case "changes", "reasonRequired", "stepUp" -> value.toString().equalsIgnoreCase("false");
      case "count", "denials" -> value.toString().equals("1");
      case "enabled" -> value.toString().equalsIgnoreCase("true");
      default -> false;
    };
  }

  /** Compares by text: what stands in the document has no other type. */
  static boolean isSame(Object there, Object wanted) {
    if (there instanceof List<?> list && wanted instanceof List<?> other) {
      if (list.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < list.size(); i++) {
        if (!isSame(list.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (there instanceof Map<?, ?> map && wanted instanceof Map<?, ?> other) {
      return texts(map).equals(texts(other));
    }
    return there.toString().equals(wanted.toString());
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("count", "1"); // of a group that asks for nobody in particular
    texts.put("wakes", "false");
    map.forEach((key, value) -> texts.put(key.toString(), String.valueOf(value)));
    return texts;
  }

  /** By what is meant: a time can be written in several ways, and the usual one left out. */
  private static Map<String, String> handedOut(Map<?, ?> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("validFor", USUAL_LIFE);
    map.forEach((key, value) -> texts.put(key.toString(), String.valueOf(value)));
    texts.computeIfPresent("validFor", (key, time) -> isSameTime(time, USUAL_LIFE) ? "" : time);
    return texts;
  }

  private static Set<?> asSet(Object value) {
    return value instanceof Collection<?> all ? Set.copyOf(all) : Set.of(value);
  }

  private static boolean isSameTime(String one, String other) {
    try {
      return Duration.parse(one).equals(Duration.parse(other));
    } catch (DateTimeParseException e) {
      return one.equals(other);
    }
  }

  /** What stands in a part of the text: texts, lists and maps. */
  static Object read(TextPart part) {
    return switch (part) {
      case TextPart.Leaf leaf -> leaf.text();
      case TextPart.Alias alias -> Optional.empty();
      case TextPart.Items items -> items.parts().stream().map(FormValues::read).toList();
      case TextPart.Pairs pairs -> {
        Map<String, Object> values = new LinkedHashMap<>();
        pairs.pairs().forEach(pair -> values.put(pair.key().text(), read(pair.value())));
        yield values;
      }
    };
  }
}
