package io.holdpoint.policy;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the first policy comes from.
 *
 * @param file path of a policy document ({@code HOLDPOINT_POLICY_FILE}); blank: the starter policy
 *     that is delivered
 */
@ConfigurationProperties("holdpoint.policy")
record PolicySettings(Optional<String> file) {

  PolicySettings {
    file = file.map(String::strip).filter(path -> !path.isEmpty());
  }
}
