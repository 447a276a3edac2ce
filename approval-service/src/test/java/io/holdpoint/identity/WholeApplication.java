package io.holdpoint.identity;

import io.holdpoint.HoldpointApplication;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.IssuerDesk;
import io.holdpoint.model.desk.IssuerDesk.NewIssuer;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import io.holdpoint.testing.ShiftableTime;
import io.holdpoint.testing.TestDatabases;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application as it is delivered, without an engine; and an issuer that it may trust. */
@SpringBootTest(
    classes = HoldpointApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "holdpoint.first-start.admin-password=correct horse battery",
      "holdpoint.first-start.agent-key=" + IdentityContract.FIRST_KEY,
      "holdpoint.data-dir=target/route-test-data",
      "holdpoint.engine.mode=off",
      "holdpoint.issuers.allow-local=true"
    })
@SuppressWarnings("NullAway.Init") // Spring fills the fields
@Import(ShiftableTime.class)
abstract class WholeApplication {

  static final PersonId ADMIN = new PersonId("admin");

  @LocalServerPort int port;
  @Autowired AgentDesk agents;
  @Autowired IssuerDesk issuers;

  final TestIssuer issuer = new TestIssuer();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
  }

  @AfterEach
  void closeTheIssuer() {
    issuer.close();
  }

  final void trust(String id) {
    issuers.trust(
        ADMIN,
        new NewIssuer(
            id,
            issuer.url(),
            Optional.empty(),
            TestIssuer.AUDIENCE,
            Set.of("RS256"),
            Profile.OAUTH,
            Duration.ofHours(1)));
  }
}
