package io.holdpoint.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where people are told, by the policy that this instance decides by: not frozen with a request, so
 * that an address can be put right.
 */
public interface NoticeRoutes {

  Routes notices(String tier);

  /** The names of all webhooks that the policy names for any tier or group. */
  default Set<String> webhooks() {
    return Set.of();
  }

  /**
   * Addresses of one tier or group.
   *
   * @param slack a channel's id or {@code #name}
   * @param mail one address, such as a list's
   * @param webhook the name of a webhook
   */
  record Addresses(Optional<String> slack, Optional<String> mail, Optional<String> webhook) {

    public static final Addresses NONE =
        new Addresses(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * What a tier says of telling.
   *
   * @param people whether people are told by mail who want that; empty: nothing is said
   * @param wakes whether it breaks quiet hours
   */
  record TierNotices(Addresses addresses, Optional<Boolean> people, boolean wakes) {

    public static final TierNotices USUAL =
        new TierNotices(Addresses.NONE, Optional.empty(), false);
  }

  /**
   * @param groups by the group's name
   */
  record Routes(TierNotices tier, Map<String, Addresses> groups) {

    public static final Routes USUAL = new Routes(TierNotices.USUAL, Map.of());

    public Routes {
      groups = Map.copyOf(groups);
    }
  }
}
