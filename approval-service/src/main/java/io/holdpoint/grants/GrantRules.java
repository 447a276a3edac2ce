package io.holdpoint.grants;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.policy.Decision;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a grant may release. Pure; asked when a grant is made and again at every use, each time of
 * the decision of that moment.
 */
public final class GrantRules {

  private GrantRules() {}

  /**
   * Who stands for a grant.
   *
   * @param person the account as it is now; empty when there is none
   * @param owners who answer for the agent: at the time of its request, and now
   * @param channel where the grant was made
   */
  record Maker(Optional<Person> person, Set<PersonId> owners, Channel channel) {}

  /**
   * Why no grant of anybody's may release such an action; empty when somebody's may.
   *
   * @param arguments as the policy knows them
   * @param decision what the policy in force says of it
   */
  public static Optional<String> refusal(
      String tool, Map<String, ? extends @Nullable Object> arguments, Decision decision) {
    Optional<String> program = Programs.suspect(tool, arguments);
    return program.isPresent()
        ? program.map(why -> "A grant never covers a program: " + why + ".")
        : refusal(decision);
  }

  private static Optional<String> refusal(Decision decision) {
    return switch (decision) {
      case Decision.Release release ->
          Optional.of("The policy lets this through without a person: it needs no grant.");
      case Decision.Refuse(var tier, var explanation) ->
          Optional.of("The policy denies this (tier " + tier + "): nobody can approve it.");
      case Decision.Hold(var tier, var demand, var explanation) -> {
        if (!explanation.errors().isEmpty()) {
          yield Optional.of(
              "The policy could not judge this in full, so people look at each: "
                  + explanation.errors().getFirst()
                  + ".");
        }
        if (demand.slots().size() != 1 || demand.slots().getFirst().count() != 1) {
          yield Optional.of(
              "Tier "
                  + tier
                  + " takes "
                  + demand.slots().stream()
                      .map(slot -> slot.count() + " of " + slot.group())
                      .collect(Collectors.joining(" and "))
                  + ": nobody can approve it alone.");
        }
        yield Optional.empty();
      }
    };
  }

  /** Why this person's grant may not release what they would have to approve. */
  static Optional<String> refusal(Decision.Hold hold, Maker maker) {
    ApprovalSlot slot = hold.demand().slots().getFirst();
    Optional<Person> person = maker.person().filter(each -> each.is(Role.REVIEWER));
    if (person.isEmpty() || !person.get().groups().contains(slot.group())) {
      return Optional.of(
          "Only reviewers in " + slot.group() + " can approve tier " + hold.tier() + ".");
    }
    if (maker.owners().contains(person.get().id())) {
      return Optional.of("The agent is their own: another person has to decide.");
    }
    if (hold.demand().stepUp()) {
      return Optional.of(
          "Tier "
              + hold.tier()
              + " needs a fresh proof for each approval: no grant stands for it.");
    }
    if (!hold.demand().decideIn().contains(maker.channel())) {
      return Optional.of(
          "Tier "
              + hold.tier()
              + " is decided in: "
              + hold.demand().decideIn().stream()
                  .map(Channel::wire)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return Optional.empty();
  }
}
