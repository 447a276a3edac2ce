package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people read who did not come in. */
class SignInPageTest extends WholeApplication {

  private static final String ANY = "Check the name and the password";

  @Test
  void eachWayNotToComeInHasItsSentenceAndTheAddressSaysNothingElse() throws Exception {
    Map<String, String> sentences =
        Map.of(
            "later", "Wait a few minutes",
            "sso", "The single sign-on did not work",
            "sso-away", "The single sign-on cannot be reached now",
            "sso-role", "have no role here",
            "sso-disabled", "Your account here is disabled",
            "sso-second", "Another account has your mail address",
            "evil-words", ANY);
    for (Map.Entry<String, String> expected : sentences.entrySet()) {
      String page =
          new ConsoleVisitor("http://localhost:" + port).get("/login?error=" + expected.getKey());
      assertThat(sentences.values().stream().filter(page::contains))
          .as(expected.getKey())
          .containsExactly(expected.getValue());
      assertThat(page).doesNotContain("evil-words");
    }
  }
}
