package io.holdpoint.request.posted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.digest.ActionDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Recomputes the vectors that docs/digest.md publishes. */
class ActionDigestTest {

  private static final Path DOCS = Path.of("..", "docs");

  record Vector(String name, String agent, String body, String canonical, String digest) {}

  private static List<Vector> vectors() throws IOException {
    return new JsonMapper()
        .readValue(Files.readString(DOCS.resolve("digest-vectors.json")), new TypeReference<>() {});
  }

  @TestFactory
  Stream<DynamicTest> givesThePublishedDigests() throws IOException {
    return vectors().stream()
        .map(
            v ->
                DynamicTest.dynamicTest(
                    v.name(),
                    () -> {
                      var agent = new AgentId(v.agent());
                      var posted = RequestParser.parse(v.body().getBytes(UTF_8));
                      assertThat(
                              ActionDigest.preimage(
                                  agent,
                                  posted.tool(),
                                  posted.arguments(),
                                  posted.target(),
                                  posted.task()))
                          .isEqualTo(v.canonical());
                      assertThat(
                              ActionDigest.of(
                                  agent,
                                  posted.tool(),
                                  posted.arguments(),
                                  posted.target(),
                                  posted.task()))
                          .isEqualTo(v.digest());
                    }));
  }

  @Test
  void documentsTheFirstVectorInTheShell() throws IOException {
    assertThat(Files.readString(DOCS.resolve("digest.md")))
        .contains("printf '%s' '" + vectors().get(0).canonical() + "' | sha256sum");
  }
}
