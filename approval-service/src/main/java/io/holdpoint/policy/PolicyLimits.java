package io.holdpoint.policy;

import java.time.Duration;

/**
 * The bounds of a policy document and of its evaluation. What lies past one is a fault when the
 * policy is compiled, or a failed condition when it runs; docs/policy.md lists them.
 */
public final class PolicyLimits {

  /** The document in UTF-8. */
  public static final int DOCUMENT_BYTES = 1024 * 1024;

  /** Mappings and lists inside one another; the document's own form needs thirteen. */
  public static final int DOCUMENT_DEPTH = 16;

  /** Values and keys in the document, each alias counted as often as it is used. */
  public static final int DOCUMENT_NODES = 500_000;

  /** Uses of aliases ({@code *name}) in the document. */
  public static final int ALIASES = 100;

  public static final int TIERS = 20;

  /** Rules and guardrails together. */
  public static final int RULES = 20_000;

  public static final int TOOL_ENTRIES = 20_000;

  /** Tool patterns of one rule. */
  public static final int PATTERNS = 100;

  /** Groups that one tier asks. */
  public static final int SLOTS = 10;

  /** People of one group. */
  public static final int COUNT = 20;

  public static final int LABELS = 50;

  /** Characters of a rule's name. */
  public static final int RULE_NAME = 120;

  /** Characters of a tool pattern. */
  public static final int PATTERN = 256;

  /** Characters of a system's name. */
  public static final int SYSTEM = 200;

  /** Objects inside one another in what is known of a tool's arguments, themselves the first. */
  public static final int SCHEMA_DEPTH = 4;

  /** Values that are described in what is known of one tool's arguments. */
  public static final int SCHEMA_VALUES = 200;

  /** Values of one {@code enum}. */
  public static final int SCHEMA_CHOICES = 50;

  /** Characters of an argument's name. */
  public static final int SCHEMA_NAME = 256;

  /** Characters of an argument's title. */
  public static final int SCHEMA_TITLE = 120;

  /** Characters of an argument's description, and of one value of an {@code enum}. */
  public static final int SCHEMA_TEXT = 500;

  /** The largest {@code maxLength}. */
  public static final int SCHEMA_LENGTH = 262_144;

  /** Code points of a condition. */
  public static final int CONDITION = 4096;

  /** Levels of a condition's syntax tree, macros expanded. */
  public static final int CONDITION_DEPTH = 50;

  /** {@code all}, {@code exists}, {@code map} and their like inside one another. */
  public static final int NESTED_MACROS = 3;

  /** Steps of all iterations of one evaluation of one condition together. */
  public static final int ITERATIONS = 1000;

  /** Characters, bytes or elements of what {@code +} may build in a condition. */
  public static final int CONCATENATION = 65_536;

  public static final Duration SHORTEST = Duration.ofSeconds(1);
  public static final Duration LONGEST = Duration.ofDays(30);

  /** How many rules, and how many errors, an explanation names. */
  public static final int EXPLAINED = 50;

  private PolicyLimits() {}
}
