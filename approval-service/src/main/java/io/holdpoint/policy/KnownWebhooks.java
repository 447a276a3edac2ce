package io.holdpoint.policy;

import java.util.Set;

/** Which webhooks there are, for what is found in a policy that names others. */
public interface KnownWebhooks {

  Set<String> names();
}
