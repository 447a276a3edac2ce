package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one action adds to the past, by the catalogue that it was decided under.
 *
 * @param system the target's, as the agent named it
 * @param target a hash that tells its target from others: the system, resource and environment that
 *     it named; where it named no resource, the arguments as well
 * @param known a hash that tells tool and target from others, without the arguments
 * @param amounts its numeric arguments by path, at most {@link History#ARGUMENTS} and the rest
 *     together
 * @param said the data that the agent says it touched
 * @param labels of the tool
 * @param reversibility of the tool
 */
public record Effect(
    String tool,
    String system,
    String target,
    String known,
    SortedMap<String, BigDecimal> amounts,
    SortedSet<String> said,
    SortedSet<String> labels,
    Reversibility reversibility) {

  public Effect {
    amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
    said = Collections.unmodifiableSortedSet(new TreeSet<>(said));
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
  }

  /** What became of the action, as far as the past is concerned. */
  public enum Standing {
    /** Released, approved or still pending: it counts. */
    COUNTED,
    /** Denied by policy, people or kill switch. */
    DENIED,
    /** Held, and then neither done nor denied: expired, or taken back by its agent. */
    GONE
  }

  static Effect of(DecisionInput input, Set<String> labels, Reversibility reversibility) {
    var target = input.target();
    String named = joined(target.system(), target.resource(), target.environment());
    String which =
        target.resource().isEmpty()
            ? joined(named, input.tool(), DecisionInputJson.canonical(input.arguments()))
            : named;
    return new Effect(
        input.tool(),
        target.system(),
        hash(which, 6),
        hash(joined(input.tool(), named), 18),
        Amounts.of(input.arguments()),
        new TreeSet<>(input.request().dataTouched()),
        new TreeSet<>(labels),
        reversibility);
  }

  /**
   * Tells what was denied from what is asked for next, so that the same effect is seen when its
   * amount is split or its tool goes by another name: a hash of the target where a resource was
   * named, else of the arguments without their numbers; where nothing is left of these, of the
   * tool. To read is to have no effect: what only reads is like itself alone.
   *
   * @param input that this is the effect of; with its secrets covered or not, but always the same
   */
  public String likeness(DecisionInput input) {
    var named = input.target();
    String place = joined(named.system(), named.resource(), named.environment());
    Map<String, Object> words = Amounts.without(input.arguments());
    String which =
        !named.resource().isEmpty()
            ? place
            : words.isEmpty()
                ? joined(place, tool)
                : joined(place, DecisionInputJson.canonical(words));
    return hash(reversibility == Reversibility.READ_ONLY ? joined(which, tool) : which, 6);
  }

  /** This action alone, as a past. */
  public History alone(Standing standing) {
    Past past = new Past();
    past.add(this, standing);
    return past.seenBy(this);
  }

  private static String joined(String... parts) {
    StringBuilder all = new StringBuilder();
    for (String part : parts) {
      all.append(part.length()).append(':').append(part);
    }
    return all.toString();
  }

  private static String hash(String text, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
