package io.holdpoint.drafts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How policies are published.
 *
 * @param makerChecker whether another admin must publish what one admin wrote ({@code
 *     HOLDPOINT_POLICY_MAKER_CHECKER})
 */
@ConfigurationProperties("holdpoint.policy")
record DraftSettings(@DefaultValue("off") Switch makerChecker) {

  /** Off or on. */
  enum Switch {
    OFF,
    ON
  }
}
