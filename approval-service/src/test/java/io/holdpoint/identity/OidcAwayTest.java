package io.holdpoint.identity;

import static io.holdpoint.identity.OidcVisitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.identity.TestIssuer.Failure;
import io.holdpoint.testing.TestDatabases;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The identity provider is away when the service starts, and at every step of a sign-in. */
class OidcAwayTest extends IdentityCalls {

  private static final TestProvider PROVIDER = new TestProvider();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    PROVIDER.issuer.goesAway();
    TestDatabases.h2(properties);
    properties.add("holdpoint.oidc.issuer", PROVIDER.issuer::url);
    properties.add("holdpoint.oidc.client-id", () -> TestProvider.CLIENT);
    properties.add("holdpoint.oidc.client-secret", () -> TestProvider.SECRET);
    properties.add("holdpoint.oidc.reviewers", () -> "sre");
  }

  @AfterAll
  static void close() {
    PROVIDER.close();
  }

  @Test
  void itIsSaidOnTheSignInPageAndSigningInWorksWhenItIsBack() throws Exception {
    PROVIDER.isUsedBy(
        Map.of("sub", "1", "preferred_username", "patient", "groups", List.of("sre")));
    assertAway("nobody listens since before we started", new OidcVisitor(port).begin());
    assertThat(admin("PUT", "/v1/people/admin/sign-in", "{}").statusCode())
        .as("passwords count as ever")
        .isEqualTo(422);
    PROVIDER.issuer.isBack();
    for (Failure failure : List.of(Failure.ERROR, Failure.HANGS)) {
      PROVIDER.issuer.fails(TestIssuer.DESCRIBED_AT, failure);
      assertAway("the description: " + failure, new OidcVisitor(port).begin());
    }
    assertComesIn();

    for (String step : List.of("/token", "/keys")) {
      for (Failure failure : List.of(Failure.ERROR, Failure.STALLS)) {
        OidcVisitor visitor = new OidcVisitor(port);
        URI answer = visitor.answer();
        PROVIDER.issuer.fails(step, failure);
        assertAway(step + ": " + failure, visitor.get(answer));
        assertThat(location(visitor.get("/")).getPath()).isEqualTo("/login");
        PROVIDER.issuer.isBack();
      }
    }
    OidcVisitor visitor = new OidcVisitor(port);
    URI answer = visitor.answer();
    PROVIDER.issuer.goesAway();
    assertAway("nobody listens any more", visitor.get(answer));
    assertComesIn();
  }

  private void assertComesIn() throws Exception {
    PROVIDER.issuer.isBack();
    OidcVisitor visitor = new OidcVisitor(port);
    assertThat(location(visitor.signIn()).getPath()).isEqualTo("/");
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
  }

  private static void assertAway(String how, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(how).isEqualTo(302);
    assertThat(location(answer).toString()).as(how).endsWith("/login?error=sso-away");
    assertThat(answer.body()).as(how).isEmpty();
  }
}
