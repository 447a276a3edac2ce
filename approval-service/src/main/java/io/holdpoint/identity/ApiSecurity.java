package io.holdpoint.identity;

import io.holdpoint.platform.ProblemWriter;
import io.holdpoint.platform.Problems;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * The doors for programs: the API, what is open to anyone, and the operator's endpoints. None of
 * them looks at a session.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

  /** Data, never a page: nothing in it is to be shown, run or framed. */
  private static final String DATA_CSP = "default-src 'none'; frame-ancestors 'none'";

  /** The Swagger page brings styles in its markup; its scripts are files. */
  private static final String SWAGGER_CSP =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
          + "connect-src 'self'; font-src 'self' data:; form-action 'self'; base-uri 'none'; "
          + "frame-ancestors 'none'";

  @Bean
  ApiCredentialFilter apiCredentialFilter(
      AgentAuthentication agents,
      TokenAuthentication tokens,
      EnforcementRegistry points,
      PersonAuthentication people,
      ProblemWriter problems) {
    return new ApiCredentialFilter(agents, tokens, points, people, problems);
  }

  /** The filter belongs to the chains below, not to every call of the server. */
  @Bean
  FilterRegistrationBean<ApiCredentialFilter> apiCredentialFilterRegistration(
      ApiCredentialFilter filter) {
    FilterRegistrationBean<ApiCredentialFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(HttpSecurity http, ApiCredentialFilter filter, ProblemWriter problems)
      throws Exception {
    stateless(http, DATA_CSP)
        .securityMatcher("/v1/**", "/v1")
        .addFilterBefore(filter, AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(
            calls -> {
              calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
              for (ApiRoutes.Row row : ApiRoutes.ROWS) {
                for (HttpMethod method : row.methods()) {
                  calls
                      .requestMatchers(PathPatternRequestMatcher.pathPattern(method, row.pattern()))
                      .hasAnyRole(row.open().toArray(String[]::new));
                }
              }
              calls.anyRequest().denyAll();
            })
        .exceptionHandling(problemsOf(problems));
    return http.build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain open(HttpSecurity http) throws Exception {
    stateless(http, SWAGGER_CSP)
        .securityMatcher(
            "/swagger-ui/**",
            "/swagger-ui.html",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/api-docs/**",
            "/.well-known/**")
        .authorizeHttpRequests(
            calls -> {
              calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
              calls.requestMatchers(HttpMethod.GET).permitAll();
              calls.requestMatchers(HttpMethod.HEAD).permitAll();
              calls.anyRequest().denyAll();
            });
    return http.build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain operators(
      HttpSecurity http, ApiCredentialFilter filter, ProblemWriter problems) throws Exception {
    stateless(http, DATA_CSP)
        .securityMatcher("/actuator/**", "/actuator")
        .addFilterBefore(filter, AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(
            calls -> {
              calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
              calls
                  .requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                  .permitAll();
              calls.anyRequest().hasRole(ApiRoutes.ADMIN);
            })
        .exceptionHandling(problemsOf(problems));
    return http.build();
  }

  /**
   * What Slack calls. Nobody signs in here: each call proves itself by its signature, which the
   * Slack channel verifies over the bytes of the body, so nothing may read them before it does.
   */
  @Bean
  @Order(4)
  SecurityFilterChain slackDoors(HttpSecurity http) throws Exception {
    stateless(http, DATA_CSP)
        .securityMatcher("/slack/**")
        .authorizeHttpRequests(
            calls -> {
              calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
              calls.requestMatchers(HttpMethod.POST, "/slack/interactions").permitAll();
              calls.anyRequest().denyAll();
            });
    return http.build();
  }

  private static org.springframework.security.config.Customizer<
          org.springframework.security.config.annotation.web.configurers
                  .ExceptionHandlingConfigurer<
              HttpSecurity>>
      problemsOf(ProblemWriter problems) {
    return handling ->
        handling
            .authenticationEntryPoint(
                (request, response, e) ->
                    problems.write(request, response, ApiCredentialFilter.unauthenticated()))
            .accessDeniedHandler(
                (request, response, e) -> problems.write(request, response, Problems.forbidden()));
  }

  private static HttpSecurity stateless(HttpSecurity http, String csp) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> SecurityHeaders.apply(headers, csp));
  }
}
