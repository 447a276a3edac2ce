package io.holdpoint.verdict;

import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/**
 * One row of a table of errors: a body that is refused, and how.
 *
 * @param pointer to the field that the answer names; {@code ""} where the body as a whole is wrong
 */
record Refused(String body, int status, String code, String pointer) {

  /** A field that is unknown, missing, of another type or beyond a limit. */
  static Refused field(String code, String pointer, String body) {
    return new Refused(body, 422, code, pointer);
  }

  /** A body that cannot be read at all. */
  static Refused whole(String code, String body) {
    return new Refused(body, 400, code, "");
  }

  /** Posts each, and sees that it is refused so. */
  static void all(HttpCalls caller, String path, List<Refused> table) {
    var seen = new SoftAssertions();
    for (Refused row : table) {
      Reply reply = caller.post(path, row.body());
      String body = row.body().length() > 200 ? row.body().substring(0, 200) : row.body();
      String what = body + " -> " + reply.body();
      seen.assertThat(reply.status()).as(what).isEqualTo(row.status());
      seen.assertThat(reply.at("/code")).as(what).isEqualTo(row.code());
      seen.assertThat(reply.header("Content-Type")).as(what).startsWith("application/problem+json");
      if (!row.pointer().isEmpty()) {
        seen.assertThat(reply.json().at("/errors").findValuesAsString("pointer"))
            .as(what)
            .contains(row.pointer());
        seen.assertThat(reply.at("/errors/0/detail")).as(what).isNotEmpty();
      }
    }
    seen.assertAll();
  }
}
