package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.SignedIn;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The console alone, over desks that live in memory. Anybody named there signs in with the password
 * {@code preview}.
 */
@SpringBootApplication
@ComponentScan("io.holdpoint.web")
public class PreviewApplication {

  static final String CSP =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  public static void main(String[] args) {
    SpringApplication.run(PreviewApplication.class, args);
  }

  record Reader(PersonId personId) implements SignedIn, java.io.Serializable {}

  @Bean
  SecurityFilterChain console(HttpSecurity http) {
    return http.authorizeHttpRequests(
            r ->
                r.requestMatchers("/login", "/assets/**", "/webjars/**", "/error")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .formLogin(f -> f.loginPage("/login"))
        .logout(l -> l.logoutSuccessUrl("/login?logout"))
        .headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives(CSP)))
        .build();
  }

  @Bean
  AuthenticationProvider passwords(Fixtures fixtures) {
    return new AuthenticationProvider() {
      @Override
      public Authentication authenticate(Authentication given) throws AuthenticationException {
        boolean known =
            PersonId.FORM.matcher(given.getName()).matches()
                && fixtures.person(new PersonId(given.getName())).isPresent();
        if (!known || !"preview".equals(String.valueOf(given.getCredentials()))) {
          throw new BadCredentialsException("no");
        }
        return new UsernamePasswordAuthenticationToken(
            new Reader(new PersonId(given.getName())), null, List.of());
      }

      @Override
      public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
      }
    };
  }
}
