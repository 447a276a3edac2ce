package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.request.posted.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/api.md says the same limits and codes as the code. */
class ApiDocTest {

  private static String doc() throws IOException {
    return Files.readString(Path.of("..", "docs", "api.md"));
  }

  @Test
  void statesTheLimits() throws IOException {
    assertThat(doc())
        .contains(
            List.of(
                "%,d bytes".formatted(Limits.BODY_BYTES),
                "the body itself counted | " + Limits.DEPTH,
                "together | %,d".formatted(Limits.MEMBERS),
                Limits.NAME_CHARS + " characters, no control characters",
                "1 to " + Limits.TOOL_CHARS + " characters",
                Limits.TARGET_CHARS + " characters each",
                "%,d characters; line breaks".formatted(Limits.REASON_CHARS),
                Limits.TASK_CHARS + " characters, no control",
                Limits.LABELS + " entries of 1 to " + Limits.LABEL_CHARS + " characters",
                "1 to %,d seconds".formatted(Limits.EXPIRES_IN_SECONDS),
                "1 to " + Limits.IDEMPOTENCY_KEY_CHARS + " characters of printable ASCII",
                "up to " + Limits.WAIT_SECONDS + " seconds",
                "at most " + (Ledger.MAX_DEPTH - 1) + " above it"));
  }

  @Test
  void namesTheCodesOfReviews() throws IOException {
    assertThat(doc())
        .contains(
            Arrays.stream(ReviewRefusedException.Why.values())
                .map(why -> "`" + why.name().toLowerCase(Locale.ROOT) + "`")
                .toList());
  }
}
