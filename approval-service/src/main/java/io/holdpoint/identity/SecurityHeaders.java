package io.holdpoint.identity;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The headers of every answer; the rest (nosniff, no-store, HSTS over TLS) are the defaults. */
final class SecurityHeaders {

  private SecurityHeaders() {}

  static void apply(HeadersConfigurer<HttpSecurity> headers, String csp) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(csp))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()"));
  }
}
