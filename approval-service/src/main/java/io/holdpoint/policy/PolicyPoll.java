package io.holdpoint.policy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes over what other instances publish. Decisions do not depend on it (a release made under an
 * older version is not written); it spares them deciding twice, and is what readers see.
 */
@Component
class PolicyPoll {

  private static final Logger log = LoggerFactory.getLogger(PolicyPoll.class);

  private final PublishedPolicy policy;
  private boolean failing;

  PolicyPoll(PublishedPolicy policy) {
    this.policy = policy;
  }

  /** Within a second of a publication every instance uses it, so look more often than that. */
  @Scheduled(fixedDelay = 300)
  synchronized void look() {
    try {
      policy.refresh();
      if (failing) {
        log.info("Published policies are seen again");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        log.warn("Cannot look for a newly published policy: {}", e.getMessage());
      }
      failing = true;
    }
  }
}
