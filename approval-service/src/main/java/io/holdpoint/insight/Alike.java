package io.holdpoint.insight;

import io.holdpoint.grants.BoundLearning;
import io.holdpoint.insight.Decided.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what people always say the same to. Pure. */
final class Alike {

  /** Requests alike that had to be approved, every one of them, before a grant is advised. */
  static final int APPROVED = 10;

  /** By so many different people: one person's habit is no evidence. */
  static final int PEOPLE = 2;

  /** Denials under one rule before it is advised to refuse at once. */
  static final int DENIED = 5;

  /** And their share of what was decided under it, in hundredths. */
  static final int DENIED_SHARE = 80;

  private Alike() {}

  /**
   * Requests of one agent with one tool on one target, their arguments of one shape.
   *
   * @param all newest first
   */
  record Approved(List<Decided> all) {

    Decided newest() {
      return all.getFirst();
    }

    Set<String> people() {
      Set<String> people = new HashSet<>();
      all.forEach(each -> people.addAll(each.people()));
      return people;
    }

    /** Of an even number, the greater of the two in the middle. */
    Duration median() {
      return all.stream().map(Decided::took).sorted().toList().get(all.size() / 2);
    }
  }

  /** What was decided under one rule. */
  record Denied(Rule rule, int denied, int all) {}

  private record Kind(String agent, String tool, String target, String shape) {}

  /** Groups that were all approved, often enough and by enough people; the largest first. */
  static List<Approved> approved(List<Decided> decided) {
    Map<Kind, List<Decided>> groups = new LinkedHashMap<>();
    for (Decided each : decided) {
      each.arguments()
          .ifPresent(
              arguments ->
                  groups
                      .computeIfAbsent(
                          new Kind(
                              each.agent(),
                              each.tool(),
                              each.target(),
                              BoundLearning.shape(arguments)),
                          kind -> new ArrayList<>())
                      .add(each));
    }
    return groups.values().stream()
        .filter(group -> group.size() >= APPROVED && group.stream().allMatch(Decided::approved))
        .map(Approved::new)
        .filter(group -> group.people().size() >= PEOPLE)
        .sorted(Comparator.comparingInt((Approved group) -> group.all().size()).reversed())
        .toList();
  }

  /** Rules under which most was denied; the most denials first. */
  static List<Denied> denied(List<Decided> decided) {
    Map<Rule, List<Decided>> groups = new LinkedHashMap<>();
    for (Decided each : decided) {
      each.rule().ifPresent(rule -> groups.computeIfAbsent(rule, r -> new ArrayList<>()).add(each));
    }
    List<Denied> found = new ArrayList<>();
    groups.forEach(
        (rule, group) -> {
          int denied = (int) group.stream().filter(each -> !each.approved()).count();
          if (denied >= DENIED && denied * 100 >= DENIED_SHARE * group.size()) {
            found.add(new Denied(rule, denied, group.size()));
          }
        });
    found.sort(Comparator.comparingInt(Denied::denied).reversed());
    return found;
  }
}
